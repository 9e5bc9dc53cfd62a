import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { Launched } from '../http/support/launch.ts';
import { useNeo4j } from '../support/neo4j/use.ts';
import { asked, health, recovers } from './asked.ts';
import { expectConnections } from './counted.ts';
import { openProxy, type State, type TcpProxy } from './proxy.ts';

/** Milliseconds in which a query must be refused, and in which the server must notice that the store is back. */
const REFUSED = 3_000;
const RECOVERED = 10_000;

const UNAVAILABLE = 'The store does not answer. Try again in a moment.';
const PREPARING = 'The store is being prepared. Try again in a moment.';

const [server] = inject('neo4j');
const portOf = (uri: string) => Number(new URL(uri.replace('bolt:', 'http:')).port);

/** A server process whose Neo4j is behind the proxy. */
function launchBehind(proxy: TcpProxy): Launched {
  return new Launched(
    { NEO4J_URI: proxy.uri, ...(server!.password && { NEO4J_USER: server!.user, NEO4J_PASSWORD: server!.password }) },
    [],
  );
}

/** Statements of a round of queries, and the most that may be sent for it: a read that another try may help has one. */
const STATEMENTS = 6;
const MOST_SENT = 2 * STATEMENTS;
/** Queries at once, so that so many connections are open. */
const AT_ONCE = 12;

/** Several queries at once: all are refused, in time. */
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

  test('is waited for at the start: the process lives, says why, and serves as soon as it can', async () => {
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
    await recovers(url, RECOVERED);
    expect(await health(url)).toEqual({ status: 200, body: { status: 'ready', engine: 'neo4j' } });
  });

  describe('later', () => {
    afterEach(async () => {
      await proxy.become('up');
      await recovers(await launched.url(), RECOVERED);
    });

    test.each<[string, State]>([
      ['is down', 'down'],
      ['cuts every connection', 'reset'],
      ['accepts and is silent', 'frozen'],
      ['forgets every connection', 'lost'],
      ['takes seconds for every answer', { slowBy: 2_000 }],
      ['gets half of a question, and the connection is cut', { halves: 'questions', after: 'cut' }],
      ['gives half of an answer, and the connection is cut', { halves: 'answers', after: 'cut' }],
      ['gets half of a question, and no more', { halves: 'questions', after: 'silence' }],
      ['gives half of an answer, and no more', { halves: 'answers', after: 'silence' }],
    ])('%s: queries are refused in time, without a storm of tries, /health says why, and it recovers by itself', async (_, state) => {
      const url = await launched.url();
      await Promise.all(Array.from({ length: AT_ONCE }, () => asked(url)));
      await proxy.become(state);
      const before = proxy.statements;
      await allRefused(url);
      const [found] = await Promise.all([health(url), allRefused(url)]);
      expect(proxy.statements - before).toBeLessThanOrEqual(2 * MOST_SENT);
      expect(found).toEqual({ status: 503, body: { status: 'unavailable', engine: 'neo4j', reason: UNAVAILABLE } });
      await proxy.become('up');
      await recovers(url, RECOVERED);
      expect(await health(url)).toMatchObject({ status: 200, body: { status: 'ready' } });
      expect((await asked(url)).code).toBeNull();
      await expectConnections(server!, AT_ONCE + 1);
    });

    test('is far away: queries are answered', async () => {
      const url = await launched.url();
      await proxy.become({ slowBy: 60 });
      expect((await asked(url)).code).toBeNull();
      expect((await health(url)).status).toBe(200);
    });

    test('fails while queries run: they are refused in time', async () => {
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
