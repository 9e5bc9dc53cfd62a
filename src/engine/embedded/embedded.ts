import { abortable, withTimeout } from '../abortSignal.ts';
import type { Cypher } from '../cypher.ts';
import type { Engine, Parameters, Row, Transaction, Value, WriteResult } from '../engine.ts';
import { storeClosed, writerBusy } from '../errors.ts';
import { applyStep, commitBeside, type Database, openFile, readLatestRevision, rowsInTurns, translateErrors } from './grafeo.ts';
import { encodeStatement, mayChangeStore, schemaChange, statementsChange } from './wal/entry.ts';
import { openWriteAheadLog, type WriteAheadLog, type WriteAheadLogOptions } from './wal/writeAheadLog.ts';

/** Default time limit of a statement, in milliseconds. */
const DEFAULT_TIMEOUT = 10_000;

/**
 * The embedded engine, which needs no set-up: Grafeo, in this process, in one file, with a write-ahead log of our own next to it.
 * Writers run one at a time, in a queue, because Grafeo rejects concurrent writers; readers see the last commit and never wait.
 *
 * @param directory Directory of the store; null: in memory, without a write-ahead log.
 * @param timeout Milliseconds after which a statement is given up. Grafeo cannot stop a running statement: it runs to its end in
 * the background, also after the client has disconnected; no further statement is started for that client.
 * @throws STORE_IN_USE, STORE_UNAVAILABLE
 */
export async function openEmbedded(
  directory: string | null,
  timeout = DEFAULT_TIMEOUT,
  options: WriteAheadLogOptions = {},
): Promise<Engine> {
  return embeddedEngine(directory === null ? withoutWriteAheadLog(null) : await openWriteAheadLog(directory, options), timeout);
}

/** A store without a write-ahead log: in memory, where nothing survives a crash anyway, or in a file for benchmarks. */
export function withoutWriteAheadLog(file: string | null): WriteAheadLog {
  const database = openFile(file);
  return {
    database,
    notice: null,
    position: null,
    logAndCommit: async (_revision, _change, commit) => commit(),
    rotateIfLong: () => undefined,
    startBackup: async (file) => database.save(file),
    requireInPlace: async () => undefined,
    close: async () => database.close(),
  };
}

/** The engine over an open store. */
export function embeddedEngine(log: WriteAheadLog, timeout = DEFAULT_TIMEOUT): Engine {
  let isClosed = false;
  let writes = 0;
  /** Checked here, because a closed Grafeo database still answers queries, with no rows. */
  const store = (): Database => {
    if (isClosed) throw storeClosed();
    return log.database;
  };
  let lastWrite: Promise<unknown> = Promise.resolve();
  /** Resolves when a statement that still runs after its time limit has ended and is rolled back; null if there is none. */
  let overdue: Promise<unknown> | null = null;

  async function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = lastWrite.then(work, work);
    lastWrite = result.then(
      () => log.rotateIfLong(enqueue),
      () => undefined,
    );
    return result;
  }

  /** Grafeo would refuse it with a conflict while an overdue statement of another write runs. It waits for that as long as a statement may take. */
  async function enqueueWrite<T>(work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + timeout;
    return enqueue(async () => {
      const before = overdue;
      if (before !== null) {
        const left = Math.max(0, deadline - performance.now());
        await withTimeout(left, () => before).catch(() => Promise.reject(writerBusy()));
      }
      return work();
    });
  }

  function leaveOverdue(rolledBack: Promise<unknown>): void {
    const left = rolledBack.finally(() => {
      if (overdue === left) overdue = null;
    });
    overdue = left;
  }

  return {
    kind: 'embedded',
    joinsFromFewer: false,
    notice: log.notice,
    version: async () => log.database.version(),
    ...(log.position !== null && {
      position: async () => {
        store();
        return log.position!;
      },
    }),
    read: (statement, parameters, signal) =>
      translateErrors(statement.name, () =>
        abortable(signal, () =>
          withTimeout(timeout, async () => rowsInTurns(await store().executeCypher(statement.text, parameters ?? {}))),
        ),
      ),
    writes: () => (isClosed ? Number.NaN : writes),
    write: (work) =>
      enqueueWrite(() =>
        runWrite(log, store(), timeout, work, leaveOverdue).finally(() => {
          writes++;
        }),
      ),
    searchText: ({ label, property, words, limit, returns }, signal) =>
      translateErrors('text search', async () => {
        const hits = await abortable(signal, () => withTimeout(timeout, () => store().textSearch(label, property, words, limit)));
        return hits.flatMap(([id]) => {
          const node = store().getNode(id!);
          return node ? [returns.map((name) => (node.get(name) ?? null) as Value)] : [];
        });
      }),
    define: (step) =>
      enqueueWrite(async () => {
        await log.logAndCommit(await readLatestRevision(store()), schemaChange(step), () => applyStep(store(), step));
      }),
    check: async () => {
      if (!isClosed) await log.requireInPlace();
    },
    backup: async (file) => {
      let written: Promise<void> = Promise.resolve();
      await enqueueWrite(async () => {
        store();
        written = translateErrors('backup', () => log.startBackup(file));
        written.catch(() => undefined);
      });
      await written;
    },
    close: () =>
      enqueue(async () => {
        if (isClosed) return;
        isClosed = true;
        await log.close();
      }),
  };
}

/** Runs one write. Its changing statements are logged as they were run, in the order in which they were run. */
async function runWrite<T>(
  log: WriteAheadLog,
  store: Database,
  timeout: number,
  work: (transaction: Transaction) => Promise<WriteResult<T>>,
  leaveOverdue: (rolledBack: Promise<unknown>) => void,
): Promise<T> {
  const changes = await translateErrors('begin', () => store.beginTransaction());
  const transaction = new WriteTransaction(changes, timeout);
  const commit = () => translateErrors('commit', () => commitBeside(changes));
  try {
    const outcome = await work(transaction);
    // A failed statement does not end a transaction in Grafeo, as it does in Neo4j.
    if (transaction.failed !== null && outcome.commit) throw transaction.failed;
    if (!outcome.commit) changes.rollback();
    else if (transaction.logged.length === 0) await commit();
    else await log.logAndCommit(await readLatestRevision(changes), statementsChange(transaction.logged), commit);
    return outcome.value;
  } catch (error) {
    // A rollback has to wait for a statement that still runs after its time limit; the caller does not wait for that.
    const rolledBack = transaction.idle.then(() => rollBack(changes));
    if (transaction.isOverdue) leaveOverdue(rolledBack);
    else await rolledBack;
    throw error;
  }
}

/** The statements of one write. */
class WriteTransaction implements Transaction {
  readonly joinsFromFewer = false;
  /** The changes, encoded for the write-ahead log. */
  readonly logged: string[] = [];
  /** Error of the last statement that failed. */
  failed: unknown = null;
  /** Resolves when no statement is running. */
  idle: Promise<unknown> = Promise.resolve();
  /** Is a statement still running after its time limit? */
  isOverdue = false;

  constructor(
    private readonly changes: ReturnType<Database['beginTransaction']>,
    private readonly timeout: number,
  ) {}

  readonly run = async (statement: Cypher, parameters: Parameters = {}): Promise<Row[]> => {
    try {
      const running = translateErrors(statement.name, () => this.runWithTimeout(statement.text, parameters));
      running.catch(() => undefined);
      // Encoded while it runs, which it does beside this thread.
      const encoded = mayChangeStore(statement.text) ? encodeStatement(statement, parameters) : null;
      const rows = await running;
      if (encoded !== null) this.logged.push(encoded);
      return rows;
    } catch (error) {
      this.failed = error;
      throw error;
    }
  };

  private async runWithTimeout(text: string, parameters: Parameters): Promise<Row[]> {
    this.isOverdue = true;
    const running = this.changes.executeCypher(text, parameters).finally(() => {
      this.isOverdue = false;
    });
    this.idle = running.catch(() => undefined);
    return rowsInTurns(await withTimeout(this.timeout, () => running));
  }
}

/** Grafeo rolls back a failed commit by itself, but still reports the transaction as active. */
function rollBack(changes: ReturnType<Database['beginTransaction']>): void {
  try {
    if (changes.isActive) changes.rollback();
  } catch {
    // The error of the commit is reported instead.
  }
}
