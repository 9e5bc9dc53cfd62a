import neo4j, { type Driver, type QueryResult, type Session, type SessionMode } from 'neo4j-driver';
import { abortable } from '../abortSignal.ts';
import type { Engine, Parameters, Row, SchemaStep, Transaction, Value, WriteResult } from '../engine.ts';
import { storeClosed } from '../errors.ts';
import { MIGRATIONS, stepText } from '../migrations.ts';
import { alreadyExists, foreignNodes, isDeadlock, isTransient, isUnmetConstraint, translateNeo4j } from './errors.ts';
import { DEFAULT_RESPONSE_TIMEOUT, type LivenessGuard, livenessGuard } from './liveness.ts';
import { countForeign, HAS_EARLIER_LABELS, OWN, ownTextIndexName, toOwnLabels, withOwnLabels } from './ownLabels.ts';

export interface Neo4jAddress {
  readonly uri: string;
  readonly user: string | null;
  readonly password: string | null;
  /** The database's name; null is the user's home database. */
  readonly database: string | null;
}

export interface Neo4jSettings extends Neo4jAddress {
  /** Milliseconds after which the server stops a statement. */
  readonly timeout: number;
  /** Milliseconds to wait for a server that does not respond at all; default: 2,000. */
  readonly responseTimeout?: number;
}

const CONNECT_MS = 1_700;

/** Neo4j over Bolt, a single server or a cluster. Connects on first use, and reconnects when the server is back. */
export function openNeo4j(settings: Neo4jSettings): Engine {
  let driver = connect(settings);
  let isClosed = false;
  const reconnect = (): void => {
    if (isClosed) return;
    const previous = driver;
    driver = connect(settings);
    previous.close().catch(() => undefined);
  };
  // Reads must see the writes of this process, whichever member of a cluster they run on.
  const bookmarks = neo4j.bookmarkManager();
  const session = (mode: SessionMode): Session => {
    if (isClosed) throw storeClosed();
    return driver.session({
      defaultAccessMode: mode,
      bookmarkManager: bookmarks,
      ...(settings.database === null ? {} : { database: settings.database }),
    });
  };
  const config = { timeout: settings.timeout };
  const guard = livenessGuard(() => ping(settings), reconnect, settings.responseTimeout ?? DEFAULT_RESPONSE_TIMEOUT);
  // Closing a session before its result has arrived makes the server end the statement.
  const readAsItIs = (name: string, text: string, parameters: Parameters, signal?: AbortSignal): Promise<Row[]> =>
    withRetry(name, () =>
      withSession(session('READ'), (reader) =>
        abortable(signal, async () => rowsOf(await guard(reader.run(text, toBoltParameters(parameters), config)))),
      ),
    );

  const read: typeof readAsItIs = (name, text, parameters, signal) => readAsItIs(name, withOwnLabels(text), parameters, signal);
  const defineInOwn = (step: SchemaStep): Promise<void> =>
    translateErrors('define', () =>
      defineOnce(() =>
        withSession(session('WRITE'), async (writer) => {
          await guard(writer.run(withOwnLabels(stepText(step)), {}, config));
        }),
      ),
    );
  /** A constraint that the nodes of others do not meet is a fault that its reader can fix. */
  const define = async (step: SchemaStep): Promise<void> => {
    try {
      await defineInOwn(step);
    } catch (error) {
      if (step.kind !== 'unique' || !isUnmetConstraint(error)) throw error;
      const [[count] = [0]] = await readAsItIs('foreign nodes', countForeign(step.label), {});
      throw foreignNodes(OWN + step.label, step.property, count as number, error);
    }
  };

  return {
    kind: 'neo4j',
    joinsFromFewer: true,
    notice: null,
    version: async () => {
      if (isClosed) throw storeClosed();
      const info = await translateErrors('version', () => guard(driver.getServerInfo()));
      return (info.agent ?? 'unknown').replace(/^Neo4j\//, '');
    },
    read: (statement, parameters = {}, signal) => read(statement.name, statement.text, parameters, signal),
    searchText: ({ label, property, words, limit, returns }, signal) => {
      const columns = returns.map((name) => `node.${name}`).join(', ');
      const text = `CALL db.index.fulltext.queryNodes($index, $words, {limit: $limit}) YIELD node, score RETURN ${columns} ORDER BY score DESC`;
      return read('text search', text, { index: ownTextIndexName({ label, property }), words, limit }, signal);
    },
    write: async (work) => withSession(session('WRITE'), (writer) => writeIn(writer, config, guard, work)),
    define,
    prepare: async () => {
      const [[earlier] = [0]] = await readAsItIs('earlier labels', HAS_EARLIER_LABELS, {});
      if (earlier === 0) return;
      const { drop, relabel } = toOwnLabels();
      // Without a time limit: they run in transactions of their own.
      const unlimited = { timeout: 0 };
      const run = (text: string) =>
        translateErrors('own labels', () =>
          withSession(session('WRITE'), async (writer) => void (await guard(writer.run(text, {}, unlimited)))),
        );
      for (const text of [...drop, ...relabel.slice(0, -1)]) await run(text);
      for (const step of MIGRATIONS.flatMap((migration) => migration.steps)) await define(step);
      await run(relabel.at(-1)!);
    },
    check: async () => undefined,
    close: async () => {
      isClosed = true;
      await driver.close();
    },
  };
}

function connect({ uri, user, password }: Neo4jSettings): Driver {
  return neo4j.driver(uri, user === null ? undefined : neo4j.auth.basic(user, password ?? ''), {
    disableLosslessIntegers: true,
    connectionTimeout: CONNECT_MS,
    connectionAcquisitionTimeout: CONNECT_MS + 500,
    // Our own retry below is enough: the driver would retry for 30 s before it reports a failure to the client.
    maxTransactionRetryTime: 0,
    userAgent: 'allegiance',
    telemetryDisabled: true,
    // Nobody reads them, and there is one with each answer for each property that no record has yet.
    notificationFilter: { minimumSeverityLevel: 'OFF' },
  });
}

/** Checks that the server responds, on a new connection: the open ones may all be busy, or cut off. */
async function ping(settings: Neo4jSettings): Promise<void> {
  const driver = connect(settings);
  try {
    await driver.getServerInfo();
  } finally {
    driver.close().catch(() => undefined);
  }
}

async function writeIn<T>(
  writer: Session,
  config: { readonly timeout: number },
  guard: LivenessGuard,
  work: (transaction: Transaction) => Promise<WriteResult<T>>,
): Promise<T> {
  const boltTransaction = await translateErrors('begin', () => guard(Promise.resolve(writer.beginTransaction(config))));
  const transaction: Transaction = {
    joinsFromFewer: true,
    run: (statement, parameters = {}) =>
      translateErrors(statement.name, async () =>
        rowsOf(await guard(Promise.resolve(boltTransaction.run(withOwnLabels(statement.text), toBoltParameters(parameters))))),
      ),
  };
  const outcome = await work(transaction);
  if (outcome.commit) await translateErrors('commit', () => guard(boltTransaction.commit()));
  else await translateErrors('rollback', () => guard(boltTransaction.rollback()));
  return outcome.value;
}

function toBoltParameters(parameters: Parameters): Record<string, unknown> {
  return toBolt(parameters) as Record<string, unknown>;
}

/** Maximum number of attempts at a step of the schema that conflicts with the same step of another process. */
const MAX_ATTEMPTS = 10;

/** Processes that start together run the same steps: a conflict is retried, and a step that another process has done is done. */
async function defineOnce(define: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await define();
    } catch (error) {
      if (alreadyExists(error)) return;
      if (!isDeadlock(error) || attempt === MAX_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

/** Closes the session after the work in any case, which rolls back an open transaction. Does not wait for the server to confirm. */
async function withSession<T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> {
  try {
    return await work(session);
  } finally {
    session.close().catch(() => undefined);
  }
}

/** Retries once if a member of a cluster has just left or changed its role. */
async function withRetry<T>(name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isTransient(error)) throw translateNeo4j(name, error);
    return translateErrors(name, run);
  }
}

async function translateErrors<T>(name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw translateNeo4j(name, error);
  }
}

function rowsOf(result: QueryResult): Row[] {
  return result.records.map((record) => record.keys.map((_, index) => record.get(index) as Value));
}

/** The driver sends JavaScript numbers as floats: whole numbers are converted to integers here. */
function toBolt(value: Value): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (Array.isArray(value)) return value.map(toBolt);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toBolt(inner)]));
  }
  return value;
}
