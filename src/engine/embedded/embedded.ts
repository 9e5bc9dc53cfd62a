import type { Cypher } from '../cypher.ts';
import type { Engine, Outcome, Parameters, Row, Transaction, Value } from '../engine.ts';
import { storeClosed, timedOut } from '../errors.ts';
import { whileWanted } from '../wanted.ts';
import { applyStep, type Database, guarded, guardedNow, headOf, openFile, rowsOf } from './grafeo.ts';
import { type Keeper, openKeeper } from './journal/keeper.ts';
import { changesOf, isChange, runOf, stepOf } from './journal/line.ts';

/** Default time limit of a statement, in milliseconds. */
const USUAL_TIMEOUT = 10_000;

/**
 * The embedded engine, which needs no set-up: Grafeo, in this process, in one file, with a write-ahead log of our own next to it.
 * Writers run one at a time, in a queue, because Grafeo rejects concurrent writers; readers see the last commit and never wait.
 *
 * @param directory Directory of the store; null: in memory, without a write-ahead log.
 * @param timeout Milliseconds after which a statement is given up. Grafeo cannot stop a running statement: it runs to its end in
 * the background, also after the client has disconnected; no further statement is started for that client.
 * @throws STORE_IN_USE, STORE_UNAVAILABLE
 */
export async function openEmbedded(directory: string | null, timeout = USUAL_TIMEOUT): Promise<Engine> {
  return engineOn(directory === null ? unkept(null) : await openKeeper(directory), timeout);
}

/** A store without a write-ahead log: in memory, where nothing survives a crash anyway, or in a file for benchmarks. */
export function unkept(file: string | null): Keeper {
  const database = openFile(file);
  return {
    database,
    notice: null,
    keep: async (_revision, _done, commit) => commit(),
    renewIfLong: async () => undefined,
    close: async () => database.close(),
  };
}

/** The engine over an open store. */
export function engineOn(keeper: Keeper, timeout = USUAL_TIMEOUT): Engine {
  let isClosed = false;
  /** Checked here, because a closed Grafeo database still answers queries, with no rows. */
  const store = (): Database => {
    if (isClosed) throw storeClosed();
    return keeper.database;
  };
  let lastWrite: Promise<unknown> = Promise.resolve();

  async function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastWrite.then(work, work);
    lastWrite = turn.then(
      () => keeper.renewIfLong(),
      () => undefined,
    );
    return turn;
  }

  return {
    kind: 'embedded',
    notice: keeper.notice,
    version: async () => keeper.database.version(),
    read: (statement, parameters, wanted) =>
      guarded(statement.name, () =>
        whileWanted(wanted, () => within(timeout, async () => rowsOf(await store().executeCypher(statement.text, parameters ?? {})))),
      ),
    write: (work) => exclusively(() => writeKept(keeper, store(), timeout, work)),
    searchText: ({ label, property, words, limit, returns }, wanted) =>
      guarded('text search', async () => {
        const hits = await whileWanted(wanted, () => within(timeout, () => store().textSearch(label, property, words, limit)));
        return hits.flatMap(([id]) => {
          const node = store().getNode(id!);
          return node ? [returns.map((name) => (node.get(name) ?? null) as Value)] : [];
        });
      }),
    define: (step) =>
      exclusively(async () => {
        await keeper.keep(await headOf(store()), stepOf(step), () => applyStep(store(), step));
      }),
    backup: (file) => exclusively(async () => guardedNow('backup', () => store().save(file))),
    close: () =>
      exclusively(async () => {
        if (isClosed) return;
        isClosed = true;
        await keeper.close();
      }),
  };
}

/** Runs one write. Its changing statements are logged as they were run, in the order in which they were run. */
async function writeKept<T>(
  keeper: Keeper,
  store: Database,
  timeout: number,
  work: (transaction: Transaction) => Promise<Outcome<T>>,
): Promise<T> {
  const changes = guardedNow('begin', () => store.beginTransaction());
  const steps = new Steps(changes, timeout);
  const commit = async () => guardedNow('commit', () => changes.commit());
  try {
    const outcome = await work(steps);
    // A failed statement does not end a transaction in Grafeo, as it does in Neo4j.
    if (steps.failed !== null && outcome.commit) throw steps.failed;
    if (!outcome.commit) changes.rollback();
    else if (steps.done.length === 0) await commit();
    else await keeper.keep(await headOf(changes), changesOf(steps.done), commit);
    return outcome.value;
  } catch (error) {
    // A rollback has to wait for a statement that still runs after its time limit; the caller does not wait for that.
    const takenBack = steps.ended.then(() => rollBack(changes));
    if (!steps.isLate) await takenBack;
    throw error;
  }
}

/** The statements of one write. */
class Steps implements Transaction {
  /** The changes, encoded for the write-ahead log. */
  readonly done: string[] = [];
  /** Error of the last statement that failed. */
  failed: unknown = null;
  /** Resolves when no statement is running. */
  ended: Promise<unknown> = Promise.resolve();
  /** Is a statement still running after its time limit? */
  isLate = false;

  constructor(
    private readonly changes: ReturnType<Database['beginTransaction']>,
    private readonly timeout: number,
  ) {}

  readonly run = async (statement: Cypher, parameters: Parameters = {}): Promise<Row[]> => {
    try {
      const rows = await guarded(statement.name, () => this.runInTime(statement.text, parameters));
      if (isChange(statement.text)) this.done.push(runOf(statement, parameters));
      return rows;
    } catch (error) {
      this.failed = error;
      throw error;
    }
  };

  private async runInTime(text: string, parameters: Parameters): Promise<Row[]> {
    this.isLate = true;
    const running = this.changes.executeCypher(text, parameters).finally(() => {
      this.isLate = false;
    });
    this.ended = running.catch(() => undefined);
    return rowsOf(await within(this.timeout, () => running));
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

async function within<T>(milliseconds: number, read: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut()), milliseconds);
  });
  try {
    return await Promise.race([read(), late]);
  } finally {
    clearTimeout(timer);
  }
}
