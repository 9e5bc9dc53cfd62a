import type { Cypher } from '../cypher.ts';
import type { Engine, Outcome, Parameters, Row, Transaction, Value } from '../engine.ts';
import { storeClosed, timedOut } from '../errors.ts';
import { whileWanted } from '../wanted.ts';
import { applyStep, type Database, guarded, guardedNow, headOf, openFile, rowsOf } from './grafeo.ts';
import { type Keeper, openKeeper } from './journal/keeper.ts';
import { changesOf, isChange, runOf, stepOf } from './journal/line.ts';

/** Milliseconds a statement may take where nothing else is asked for. */
const USUAL_TIMEOUT = 10_000;

/**
 * The engine without a set-up: Grafeo, in process, one file, with a journal of our own beside it. One writer at a time,
 * in a queue, since it refuses writers that meet; readers see the last commit and never wait.
 *
 * @param directory Where the store lives; null keeps it in memory, without a journal.
 * @param timeout Milliseconds after which nobody waits for a statement any more. Grafeo cannot be stopped: it ends by itself,
 * for one who is gone, too, for whom no other is begun.
 * @throws STORE_IN_USE, STORE_UNAVAILABLE
 */
export async function openEmbedded(directory: string | null, timeout = USUAL_TIMEOUT): Promise<Engine> {
  return engineOn(directory === null ? unkept(null) : await openKeeper(directory), timeout);
}

/** A store without a journal: in memory, where a crash ends it anyway, or in a file for measuring. */
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

/** The engine over a store that is kept in some way. */
export function engineOn(keeper: Keeper, timeout = USUAL_TIMEOUT): Engine {
  let isClosed = false;
  /** A closed Grafeo goes on answering, with nothing. */
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

/** One write: its changes are kept in the order in which they were run, as they were run. */
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
    // A failed statement does not end a transaction of Grafeo's, as it does one of Neo4j's.
    if (steps.failed !== null && outcome.commit) throw steps.failed;
    if (!outcome.commit) changes.rollback();
    else if (steps.done.length === 0) await commit();
    else await keeper.keep(await headOf(changes), changesOf(steps.done), commit);
    return outcome.value;
  } catch (error) {
    // Nothing can be taken back under a statement that still runs after its time: nobody waits for that.
    const takenBack = steps.ended.then(() => rollBack(changes));
    if (!steps.isLate) await takenBack;
    throw error;
  }
}

/** The statements of one write. */
class Steps implements Transaction {
  /** The changes, as the journal keeps them. */
  readonly done: string[] = [];
  /** Why the last one that failed did. */
  failed: unknown = null;
  /** Fulfilled when none runs any more. */
  ended: Promise<unknown> = Promise.resolve();
  /** Does one go on that nobody waits for? */
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

/** A commit that failed was rolled back by Grafeo itself, which then still says that it is active. */
function rollBack(changes: ReturnType<Database['beginTransaction']>): void {
  try {
    if (changes.isActive) changes.rollback();
  } catch {
    // What made it fail is told instead.
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
