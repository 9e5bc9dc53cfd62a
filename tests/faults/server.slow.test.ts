import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { openNeo4j } from '../../src/engine/neo4j/neo4j.ts';
import { fillWithFew, serve, type TestServer } from '../api/access/support/served.ts';
import { ServerProcess } from '../api/http/support/launch.ts';
import { withDriver } from '../support/neo4j/driver.ts';
import { NEO4J_RELEASES } from '../support/neo4j/releases.ts';
import { type RunningNeo4j, startNeo4j } from '../support/neo4j/server.ts';
import { releasesHere } from '../support/neo4j/use.ts';
import { connectionsAt, expectConnections } from './connections.ts';
import { memoryIntensiveEvents } from './memoryIntensive.ts';
import { openProxy, type TcpProxy, type Traffic } from './proxy.ts';
import { health, runQuery, waitForRecovery } from './requests.ts';

/** Milliseconds within which a request must succeed or fail, and within which the server must notice that the store is back. */
const FAILURE_LIMIT = 3_000;
const RECOVERY_LIMIT = 10_000;
/** Milliseconds after which a server retries to prepare its store. */
const RETRY_INTERVAL = 1_000;
/** Connections used to ping a silent store. */
const PINGS = 2;
/** After an answer the server looks in the background for revisions of others, while it takes the next request. */
const BACKGROUND = 1;
const READ = '{ status { revision } }';
const PASSWORD = 'the password';
const OTHER = 'another password';
/** A user of the tests, who is not locked out by failed logins of the server. */
const ADMINISTRATOR = { user: 'administrator', password: 'of the tests' };
const LOGIN_REJECTED = 'The store rejected the connection. Check NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE.';

const inTime = expect.toSatisfy((took: number) => took < FAILURE_LIMIT, `less than ${FAILURE_LIMIT} ms`);

const releases = NEO4J_RELEASES.filter(({ version }) => releasesHere().some((server) => server.version === version));

if (releases.length === 0) test.skip('on a real Neo4j', () => {});
describe.each(releases)('Neo4j $version', ({ version }) => {
  let neo4j: RunningNeo4j;
  let administrator: { uri: string; user: string; password: string };
  let proxy: TcpProxy;
  let engine: Engine;
  let served: TestServer;
  let url: string;

  beforeAll(async () => {
    neo4j = await startNeo4j(version, { brief: true, password: PASSWORD });
    const { user, password } = ADMINISTRATOR;
    await administer(neo4j, 'CREATE USER $user SET PASSWORD $password CHANGE NOT REQUIRED', ADMINISTRATOR);
    administrator = { uri: neo4j.uri, user, password };
    proxy = await openProxy(Number(new URL(neo4j.uri).port));
    engine = openNeo4j({ uri: proxy.uri, user: 'neo4j', password: PASSWORD, database: null, timeout: 10_000 });
    await fillWithFew(engine);
    served = await serve(memoryIntensiveEvents(engine), { openReading: true });
    url = served.url.replace('/graphql', '');
  }, 180_000);
  afterAll(async () => {
    await served?.close();
    await engine?.close();
    proxy?.close();
    await neo4j?.stop();
  });

  /** Writes an actor by the API; returns code and message of the error, if there is one, and the milliseconds it took. */
  const writeActor = async (slug: string) => {
    const start = performance.now();
    const query = `mutation { upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "x" }]) { revision } }`;
    const { errors } = await served.execute(query, served.tokenOf.editor);
    return { code: errors?.[0]?.extensions.code ?? null, message: errors?.[0]?.message ?? null, took: performance.now() - start };
  };
  /** Counts what is sent to the store while `work` runs. */
  const trafficOf = async (work: () => Promise<unknown>): Promise<Traffic> => {
    const before = proxy.traffic;
    await work();
    const { connections, logins, statements } = proxy.traffic;
    return {
      connections: connections - before.connections,
      logins: logins - before.logins,
      statements: statements - before.statements,
    };
  };

  test('paused process: reads and writes fail in time, are sent once, and succeed after it continues', async () => {
    await Promise.all(Array.from({ length: 8 }, () => runQuery(url)));
    const before = await connectionsAt(administrator);
    neo4j.signal('SIGSTOP');
    try {
      const sent = await trafficOf(async () => {
        const all = await Promise.all([runQuery(url), runQuery(url), writeActor('paused'), writeActor('paused-too')]);
        expect(all.map(({ code }) => code)).toEqual(all.map(() => 'STORE_UNAVAILABLE'));
        expect(all.map(({ took }) => took)).toEqual(all.map(() => inTime));
      });
      expect(sent.statements).toBeLessThanOrEqual(4);
      expect(sent.connections).toBeLessThanOrEqual(4 + PINGS);
      expect((await health(url)).status).toBe(503);
    } finally {
      neo4j.signal('SIGCONT');
    }
    await waitForRecovery(url, RECOVERY_LIMIT);
    expect((await writeActor('after-the-pause')).code).toBeNull();
    await expectConnections(administrator, before + BACKGROUND);
  });

  test('read-only: reads succeed, a write fails with a clear message and is sent once, and writes succeed when it is writable again', async () => {
    const before = await connectionsAt(administrator);
    await neo4j.set('server.databases.default_to_read_only', 'true');
    onTestFinished(() => neo4j.set('server.databases.default_to_read_only', 'false'));
    const sent = await trafficOf(async () => {
      expect(await writeActor('read-only')).toEqual({
        code: 'STORE_UNAVAILABLE',
        message:
          'The store is read-only, so nothing was written. Reading still works. Write again when the administrator has made it writable.',
        took: inTime,
      });
    });
    expect(sent.statements).toBe(1);
    expect(sent.connections).toBeLessThanOrEqual(1);
    expect((await runQuery(url)).code).toBeNull();
    expect((await health(url)).status).toBe(200);
    await neo4j.set('server.databases.default_to_read_only', 'false');
    expect((await writeActor('read-only')).code).toBeNull();
    await expectConnections(administrator, before + BACKGROUND);
  });

  test('too little memory for a statement: it fails with a clear message, is run once, and others succeed', async () => {
    const before = await connectionsAt(administrator);
    await neo4j.set('db.memory.transaction.max', '20m');
    onTestFinished(() => neo4j.set('db.memory.transaction.max', '0'));
    const sent = await trafficOf(async () => {
      const { code, message, took } = await runQuery(url, '{ status { events } }');
      expect([code, message]).toEqual([
        'QUERY_TOO_COMPLEX',
        expect.stringMatching(/^The store does not have enough memory .* Request less/),
      ]);
      expect(took).toBeLessThan(FAILURE_LIMIT);
    });
    expect(sent.statements).toBe(1);
    expect(sent.connections).toBeLessThanOrEqual(1);
    expect((await runQuery(url)).code).toBeNull();
    expect((await writeActor('with-little-memory')).code).toBeNull();
    await neo4j.set('db.memory.transaction.max', '0');
    expect((await runQuery(url, '{ status { events } }')).code).toBeNull();
    await expectConnections(administrator, before + BACKGROUND);
  });

  test('changed password: a server with a wrong one fails in time with the reason, and works as soon as it is right', async () => {
    const start = performance.now();
    const late = new ServerProcess({ NEO4J_URI: proxy.uri, NEO4J_USER: 'neo4j', NEO4J_PASSWORD: OTHER }, []);
    try {
      const lateUrl = await late.url();
      const rejected = { code: 'STORE_UNAVAILABLE', message: LOGIN_REJECTED };
      const sentLate = await trafficOf(async () => {
        await late.waitForOutput(/trying again every second/);
        await sleep(2 * RETRY_INTERVAL);
        expect(await runQuery(lateUrl)).toMatchObject(rejected);
        expect(await health(lateUrl)).toMatchObject({ status: 503, body: { reason: LOGIN_REJECTED } });
      });
      // The query, the health check, and the server itself once a second.
      const max = 2 + Math.ceil((performance.now() - start) / RETRY_INTERVAL);
      expect(sentLate.logins).toBeGreaterThan(0);
      expect(sentLate.logins).toBeLessThanOrEqual(max);
      expect(sentLate.connections).toBeLessThanOrEqual(max);

      await administer(administrator, 'ALTER USER neo4j SET PASSWORD $password', { password: OTHER });
      await waitForRecovery(lateUrl, 2 * RECOVERY_LIMIT);
      await proxy.become('reset');
      await proxy.become('up');
      const sent = await trafficOf(async () => {
        for (const one of await Promise.all([runQuery(url), runQuery(url, '{ actors { totalCount } }'), writeActor('locked-out')])) {
          expect(one).toMatchObject(rejected);
          expect(one.took).toBeLessThan(FAILURE_LIMIT);
        }
      });
      expect(sent.statements).toBe(0);
      expect(sent.logins).toBeLessThanOrEqual(2 * 3);
      expect(sent.connections).toBeLessThanOrEqual(2 * 3);
      expect(await health(url)).toMatchObject({ status: 503, body: { reason: LOGIN_REJECTED } });
    } finally {
      late.kill('SIGKILL');
      await late.ended;
    }
    await administer(administrator, 'ALTER USER neo4j SET PASSWORD $password', { password: PASSWORD });
    await waitForRecovery(url, RECOVERY_LIMIT);
    expect((await writeActor('let-in-again')).code).toBeNull();
    expect((await runQuery(url, READ)).code).toBeNull();
  });
});

async function administer(as: { uri: string; user: string; password: string }, statement: string, parameters: object): Promise<void> {
  await withDriver(as, (driver) => driver.executeQuery(statement, parameters, { database: 'system' }));
}
