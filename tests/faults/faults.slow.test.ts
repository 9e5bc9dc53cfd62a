import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { ServerProcess } from '../api/http/support/launch.ts';
import { neo4jEngine } from '../support/engine/engines.ts';
import { useNeo4j } from '../support/neo4j/use.ts';
import { expectConnections } from './connections.ts';
import { openProxy, type ProxyState, type TcpProxy, type Traffic } from './proxy.ts';
import { health, runQuery, waitForRecovery, writeActors } from './requests.ts';
import { expectGaplessRevisions } from './stableContents.ts';

/** Milliseconds within which a query must fail, and within which the server must notice that the store is back. */
const FAILURE_LIMIT = 3_000;
const RECOVERY_LIMIT = 10_000;
/** Milliseconds within which a new store must be prepared: the indexes are created, on a Neo4j that has just started. */
const PREPARATION_LIMIT = 40_000;

const UNAVAILABLE = 'The store does not answer. Try again in a moment.';
const PREPARING = 'The store is being prepared. Try again in a moment.';

const [server] = inject('neo4j');
const portOf = (uri: string) => Number(new URL(uri.replace('bolt:', 'http:')).port);

/** Expects that two rounds of queries did not send too many statements to the store. */
function expectFewStatements(before: Traffic, after: Traffic): void {
  expect(after.statements - before.statements).toBeLessThanOrEqual(2 * MAX_STATEMENTS);
  expect(after.connections - before.connections).toBeLessThanOrEqual(2 * MAX_CONNECTIONS);
  expect(after.logins - before.logins).toBeLessThanOrEqual(2 * MAX_CONNECTIONS);
}

/** A server process whose Neo4j is behind the proxy. */
function launchBehind(proxy: TcpProxy): ServerProcess {
  return new ServerProcess(
    { NEO4J_URI: proxy.uri, ...(server!.password && { NEO4J_USER: server!.user, NEO4J_PASSWORD: server!.password }) },
    [],
  );
}

/** Statements of a round of queries, and the maximum that may be sent for it: a read may be retried once. */
const STATEMENTS = 6;
const MAX_STATEMENTS = 2 * STATEMENTS;
/** Maximum number of connections of a round: one for each attempt at a statement, and those of pings. */
const MAX_CONNECTIONS = MAX_STATEMENTS + 2;
/** Concurrent queries, and so the number of open connections. */
const CONCURRENT = 12;

/** How often each actor is in the store, read without the proxy; fails if the revisions are not numbered from 1 without a gap. */
async function countActors(engine: Engine, slugs: readonly string[]): Promise<number[]> {
  await expectGaplessRevisions(engine);
  const rows = await engine.read({ name: 'test.there', text: 'MATCH (n:Actor) WHERE n.slug IN $slugs RETURN n.slug' }, { slugs });
  return slugs.map((slug) => rows.filter(([found]) => found === slug).length);
}

/** Expects that several concurrent queries all fail in time. */
async function expectAllFail(url: string): Promise<void> {
  const queries = [
    '{ status { revision } }',
    '{ status { actors events } }',
    '{ search(text: "x") { matched } }',
    '{ actors { totalCount } }',
  ];
  for (const { code, message, took } of await Promise.all(queries.map((query) => runQuery(url, query)))) {
    expect({ code, message }).toEqual({ code: 'STORE_UNAVAILABLE', message: UNAVAILABLE });
    expect(took).toBeLessThan(FAILURE_LIMIT);
  }
}

describe.skipIf(server === undefined)('a Neo4j that fails', () => {
  let proxy: TcpProxy;
  let launched: ServerProcess;
  let written = 0;
  useNeo4j(server!);
  beforeAll(() => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  });
  afterAll(async () => {
    launched?.kill('SIGKILL');
    await launched?.ended;
    proxy?.close();
  });

  test('at the start: the process is live, reports the reason, and is ready as soon as the store is', async () => {
    // In a retry of this test, those of the first attempt exist.
    launched?.kill('SIGKILL');
    proxy?.close();
    proxy = await openProxy(portOf(server!.uri), 'down');
    launched = launchBehind(proxy);
    const url = await launched.url();

    const { code, message, took } = await runQuery(url);
    expect(code).toBe('STORE_UNAVAILABLE');
    expect([PREPARING, UNAVAILABLE]).toContain(message);
    expect(took).toBeLessThan(FAILURE_LIMIT);
    await launched.waitForOutput(/the store could not be prepared; trying again every second/);
    expect(await health(url)).toEqual({ status: 503, body: { status: 'unavailable', engine: 'neo4j', reason: UNAVAILABLE } });

    await proxy.become('up');
    await waitForRecovery(url, PREPARATION_LIMIT);
    expect(await health(url)).toEqual({ status: 200, body: { status: 'ready', engine: 'neo4j' } });
  });

  describe('later', () => {
    afterEach(async () => {
      await proxy.become('up');
      await waitForRecovery(await launched.url(), RECOVERY_LIMIT);
    });

    test.each<[string, ProxyState]>([
      ['is down', 'down'],
      ['closes every connection', 'reset'],
      ['accepts connections but does not respond', 'frozen'],
      ['drops all packets of open connections', 'lost'],
      ['takes seconds for every response', { slowBy: 2_000 }],
      ['gets half of a request, and the connection is closed', { halves: 'requests', after: 'cut' }],
      ['sends half of a response, and the connection is closed', { halves: 'responses', after: 'cut' }],
      ['gets half of a request, and no more', { halves: 'requests', after: 'silence' }],
      ['sends half of a response, and no more', { halves: 'responses', after: 'silence' }],
    ])('%s: queries fail in time, without a storm of retries, /health gives the reason, and it recovers by itself', async (_, state) => {
      const url = await launched.url();
      await Promise.all(Array.from({ length: CONCURRENT }, () => runQuery(url)));
      await proxy.become(state);
      const before = proxy.traffic;
      await expectAllFail(url);
      const [found] = await Promise.all([health(url), expectAllFail(url)]);
      expectFewStatements(before, proxy.traffic);
      expect(found).toEqual({ status: 503, body: { status: 'unavailable', engine: 'neo4j', reason: UNAVAILABLE } });
      await proxy.become('up');
      await waitForRecovery(url, RECOVERY_LIMIT);
      expect(await health(url)).toMatchObject({ status: 200, body: { status: 'ready' } });
      expect((await runQuery(url)).code).toBeNull();
      await expectConnections(server!, CONCURRENT + 1);
    });

    test('with high latency: queries succeed', async () => {
      const url = await launched.url();
      await proxy.become({ slowBy: 60 });
      expect((await runQuery(url)).code).toBeNull();
      expect((await health(url)).status).toBe(200);
    });

    test.each<[string, ProxyState, { isDone: boolean }]>([
      ['before the commit reaches the store, once', { cutAtCommit: 'request', every: false }, { isDone: true }],
      ['before the commit reaches the store, at each attempt', { cutAtCommit: 'request', every: true }, { isDone: false }],
      ['before the response to the commit, once', { cutAtCommit: 'response', every: false }, { isDone: true }],
      ['before the response to the commit, at each attempt', { cutAtCommit: 'response', every: true }, { isDone: true }],
    ])(
      'closes the connection of a mutation %s: it is committed once or not at all, the client learns which, and can send it again',
      async (_, state, { isDone }) => {
        const url = await launched.url();
        const [, token] = await launched.waitForOutput(/Editor token: (\S+)/);
        const engine = neo4jEngine(server!);
        onTestFinished(() => engine.close());
        const newSlugs = () => Array.from({ length: 2 }, () => `cut-${++written}`);
        const before = proxy.traffic;
        expect((await writeActors(url, token!, newSlugs())).done).toMatchObject({ created: 2 });
        const normal = proxy.traffic;

        const slugs = newSlugs();
        await proxy.become(state);
        const { code, message, took, done } = await writeActors(url, token!, slugs);
        const sent = proxy.traffic;
        await proxy.become('up');
        expect(took).toBeLessThan(isDone ? 2 * FAILURE_LIMIT : FAILURE_LIMIT);
        const latest = await expectGaplessRevisions(engine);
        expect(await countActors(engine, slugs)).toEqual(isDone ? [1, 1] : [0, 0]);
        expect({ code, message, done }).toEqual(
          isDone
            ? { code: null, message: null, done: { revision: latest, created: 2, unchanged: 0 } }
            : { code: 'STORE_UNAVAILABLE', message: UNAVAILABLE, done: null },
        );
        expect(sent.statements - normal.statements).toBeLessThanOrEqual(2 * (normal.statements - before.statements) + 2);
        expect(sent.connections - normal.connections).toBeLessThanOrEqual(2);

        const again = await writeActors(url, token!, slugs);
        expect(again.done).toMatchObject(
          isDone ? { created: 0, unchanged: 2, revision: latest } : { created: 2, unchanged: 0, revision: latest + 1 },
        );
        expect(await countActors(engine, slugs)).toEqual([1, 1]);
      },
    );

    test('fails while queries run: they fail in time', async () => {
      const url = await launched.url();
      await proxy.become({ slowBy: 300 });
      const running = Promise.all(Array.from({ length: 8 }, () => runQuery(url)));
      await new Promise((soon) => setTimeout(soon, 100));
      await proxy.become('lost');
      for (const { code, took } of await running) {
        expect(code).toBe('STORE_UNAVAILABLE');
        expect(took).toBeLessThan(FAILURE_LIMIT);
      }
    });
  });
});
