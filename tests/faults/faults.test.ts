import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { engineOn } from '../engine/support/engines.ts';
import { Launched } from '../http/support/launch.ts';
import { useNeo4j } from '../support/neo4j/use.ts';
import { asked, health, recovers, wroteActors } from './asked.ts';
import { expectConnections } from './counted.ts';
import { expectNumbers } from './lasting.ts';
import { type Heard, openProxy, type State, type TcpProxy } from './proxy.ts';

/** Milliseconds within which a query must fail, and within which the server must notice that the store is back. */
const REFUSED = 3_000;
const RECOVERED = 10_000;
/** Milliseconds within which a new store must be prepared: the indexes are created, on a Neo4j that has just started. */
const PREPARED = 40_000;

const UNAVAILABLE = 'The store does not answer. Try again in a moment.';
const PREPARING = 'The store is being prepared. Try again in a moment.';

const [server] = inject('neo4j');
const portOf = (uri: string) => Number(new URL(uri.replace('bolt:', 'http:')).port);

/** Expects that two rounds of queries did not send too many statements to the store. */
function expectNoStorm(before: Heard, after: Heard): void {
  expect(after.statements - before.statements).toBeLessThanOrEqual(2 * MOST_SENT);
  expect(after.connections - before.connections).toBeLessThanOrEqual(2 * MOST_OPENED);
  expect(after.logins - before.logins).toBeLessThanOrEqual(2 * MOST_OPENED);
}

/** A server process whose Neo4j is behind the proxy. */
function launchBehind(proxy: TcpProxy): Launched {
  return new Launched(
    { NEO4J_URI: proxy.uri, ...(server!.password && { NEO4J_USER: server!.user, NEO4J_PASSWORD: server!.password }) },
    [],
  );
}

/** Statements of a round of queries, and the maximum that may be sent for it: a read may be retried once. */
const STATEMENTS = 6;
const MOST_SENT = 2 * STATEMENTS;
/** Maximum number of connections of a round: one for each attempt at a statement, and those of pings. */
const MOST_OPENED = MOST_SENT + 2;
/** Concurrent queries, and so the number of open connections. */
const AT_ONCE = 12;

/** How often each actor is in the store, read without the proxy; fails if the revisions are not numbered from 1 without a gap. */
async function timesThere(engine: Engine, slugs: readonly string[]): Promise<number[]> {
  await expectNumbers(engine);
  const rows = await engine.read({ name: 'test.there', text: 'MATCH (n:Actor) WHERE n.slug IN $slugs RETURN n.slug' }, { slugs });
  return slugs.map((slug) => rows.filter(([found]) => found === slug).length);
}

/** Expects that several concurrent queries all fail in time. */
async function allRefused(url: string): Promise<void> {
  const queries = [
    '{ status { revision } }',
    '{ status { actors events } }',
    '{ search(text: "x") { matched } }',
    '{ actors { totalCount } }',
  ];
  for (const { code, message, took } of await Promise.all(queries.map((query) => asked(url, query)))) {
    expect({ code, message }).toEqual({ code: 'STORE_UNAVAILABLE', message: UNAVAILABLE });
    expect(took).toBeLessThan(REFUSED);
  }
}

describe.skipIf(server === undefined)('a Neo4j that fails', () => {
  let proxy: TcpProxy;
  let launched: Launched;
  let mutated = 0;
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

    const { code, message, took } = await asked(url);
    expect(code).toBe('STORE_UNAVAILABLE');
    expect([PREPARING, UNAVAILABLE]).toContain(message);
    expect(took).toBeLessThan(REFUSED);
    await launched.says(/the store could not be prepared; trying again every second/);
    expect(await health(url)).toEqual({ status: 503, body: { status: 'unavailable', engine: 'neo4j', reason: UNAVAILABLE } });

    await proxy.become('up');
    await recovers(url, PREPARED);
    expect(await health(url)).toEqual({ status: 200, body: { status: 'ready', engine: 'neo4j' } });
  });

  describe('later', () => {
    afterEach(async () => {
      await proxy.become('up');
      await recovers(await launched.url(), RECOVERED);
    });

    test.each<[string, State]>([
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
      await Promise.all(Array.from({ length: AT_ONCE }, () => asked(url)));
      await proxy.become(state);
      const before = proxy.heard;
      await allRefused(url);
      const [found] = await Promise.all([health(url), allRefused(url)]);
      expectNoStorm(before, proxy.heard);
      expect(found).toEqual({ status: 503, body: { status: 'unavailable', engine: 'neo4j', reason: UNAVAILABLE } });
      await proxy.become('up');
      await recovers(url, RECOVERED);
      expect(await health(url)).toMatchObject({ status: 200, body: { status: 'ready' } });
      expect((await asked(url)).code).toBeNull();
      await expectConnections(server!, AT_ONCE + 1);
    });

    test('with high latency: queries succeed', async () => {
      const url = await launched.url();
      await proxy.become({ slowBy: 60 });
      expect((await asked(url)).code).toBeNull();
      expect((await health(url)).status).toBe(200);
    });

    test.each<[string, State, { isDone: boolean }]>([
      ['before the commit reaches the store, once', { cutAtCommit: 'request', every: false }, { isDone: true }],
      ['before the commit reaches the store, at each attempt', { cutAtCommit: 'request', every: true }, { isDone: false }],
      ['before the response to the commit, once', { cutAtCommit: 'response', every: false }, { isDone: true }],
      ['before the response to the commit, at each attempt', { cutAtCommit: 'response', every: true }, { isDone: true }],
    ])(
      'closes the connection of a mutation %s: it is committed once or not at all, the client learns which, and can send it again',
      async (_, state, { isDone }) => {
        const url = await launched.url();
        const [, token] = await launched.says(/Editor token: (\S+)/);
        const engine = engineOn(server!);
        onTestFinished(() => engine.close());
        const named = () => Array.from({ length: 2 }, () => `cut-${++mutated}`);
        const before = proxy.heard;
        expect((await wroteActors(url, token!, named())).done).toMatchObject({ created: 2 });
        const usual = proxy.heard;

        const slugs = named();
        await proxy.become(state);
        const { code, message, took, done } = await wroteActors(url, token!, slugs);
        const sent = proxy.heard;
        await proxy.become('up');
        expect(took).toBeLessThan(isDone ? 2 * REFUSED : REFUSED);
        const head = await expectNumbers(engine);
        expect(await timesThere(engine, slugs)).toEqual(isDone ? [1, 1] : [0, 0]);
        expect({ code, message, done }).toEqual(
          isDone
            ? { code: null, message: null, done: { revision: head, created: 2, unchanged: 0 } }
            : { code: 'STORE_UNAVAILABLE', message: UNAVAILABLE, done: null },
        );
        expect(sent.statements - usual.statements).toBeLessThanOrEqual(2 * (usual.statements - before.statements) + 2);
        expect(sent.connections - usual.connections).toBeLessThanOrEqual(2);

        const again = await wroteActors(url, token!, slugs);
        expect(again.done).toMatchObject(
          isDone ? { created: 0, unchanged: 2, revision: head } : { created: 2, unchanged: 0, revision: head + 1 },
        );
        expect(await timesThere(engine, slugs)).toEqual([1, 1]);
      },
    );

    test('fails while queries run: they fail in time', async () => {
      const url = await launched.url();
      await proxy.become({ slowBy: 300 });
      const running = Promise.all(Array.from({ length: 8 }, () => asked(url)));
      await new Promise((soon) => setTimeout(soon, 100));
      await proxy.become('lost');
      for (const { code, took } of await running) {
        expect(code).toBe('STORE_UNAVAILABLE');
        expect(took).toBeLessThan(REFUSED);
      }
    });
  });
});
