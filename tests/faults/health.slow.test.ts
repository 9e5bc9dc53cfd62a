import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openNeo4j } from '../../src/engine/neo4j/neo4j.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { fillWithFew } from '../api/access/support/served.ts';
import { postQuery } from '../api/http/support/request.ts';
import { OPEN_READING } from '../support/admission.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { openProxy, type ProxyState, type TcpProxy } from './proxy.ts';
import { runQuery } from './requests.ts';

/** Milliseconds within which /health must respond, and within which the server must notice that the store is back. */
const RESPONSE_LIMIT = 3_000;
const RECOVERY_LIMIT = 10_000;
const SETTINGS = { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1_000_000, searchTime: 5_000 };

interface Health {
  readonly status: number;
  readonly reported: string;
  readonly reason: string | undefined;
}

async function health(url: string, which: 'live' | 'ready'): Promise<Health> {
  const start = performance.now();
  const response = await fetch(`${url}/health/${which}`);
  const { status: reported, reason } = (await response.json()) as { status: string; reason?: string };
  expect(performance.now() - start).toBeLessThan(RESPONSE_LIMIT);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, reported, reason };
}

const LIVE = { status: 200, reported: 'live', reason: undefined };
const READY = { status: 200, reported: 'ready', reason: undefined };

async function expectReady(url: string): Promise<void> {
  expect([await health(url, 'live'), await health(url, 'ready')]).toEqual([LIVE, READY]);
}

/** Expects that the process is live but not ready, with this reason, and that repeated requests give the same. */
async function expectUnready(url: string, reason: string): Promise<void> {
  for (let round = 0; round < 2; round++) {
    const found = await Promise.all([health(url, 'live'), health(url, 'ready'), health(url, 'live')]);
    expect(found).toEqual([LIVE, { status: 503, reported: 'unavailable', reason }, LIVE]);
  }
}

describe('embedded store', () => {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-health-'));
  let store: Engine;
  let server: RunningServer;
  beforeAll(async () => {
    store = await openEmbedded(directory);
    await fillWithFew(store);
    server = await startServer({ ...store, read: (...args) => store.read(...args) }, SETTINGS, OPEN_READING);
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    rmSync(directory, { recursive: true });
  });

  test('a server whose store is closed is live but not ready, and ready when it is open again', async () => {
    await expectReady(server.url);
    await store.close();
    await expectUnready(server.url, 'The store is closed. Start the server again.');
    store = await openEmbedded(directory);
    await expectReady(server.url);
  });
});

describe('while the store is being prepared', () => {
  test('a server is live but not ready, gives the reason without querying the store, and rejects requests', async () => {
    const reason = 'The store is being prepared. Try again in a moment.';
    const closed = await openEmbedded(null);
    await closed.close();
    const server = await startServer(closed, SETTINGS, { ...OPEN_READING, readiness: () => reason });
    await expectUnready(server.url, reason);
    expect((await postQuery(server.url, '{ status { revision } }')).status).toBe(503);
    await server.close();
  });
});

describeEachNeo4j(({ uri, user, password }) => {
  let proxy: TcpProxy;
  let engine: Engine;
  let server: RunningServer;
  beforeAll(async () => {
    proxy = await openProxy(Number(new URL(uri).port));
    const login = password === '' ? { user: null, password: null } : { user, password };
    engine = openNeo4j({ uri: proxy.uri, ...login, database: null, timeout: 10_000 });
    await fillWithFew(engine);
    server = await startServer(engine, SETTINGS, OPEN_READING);
  });
  afterAll(async () => {
    await server?.close();
    await engine?.close();
    proxy?.close();
  });

  test.each<[string, ProxyState]>([
    ['is down', 'down'],
    ['closes every connection', 'reset'],
    ['accepts connections but does not respond', 'frozen'],
  ])('a server whose store %s is live but not ready, and ready when it is back', async (_, state) => {
    await expectReady(server.url);
    await proxy.become(state);
    await expectUnready(server.url, 'The store does not answer. Try again in a moment.');
    await proxy.become('up');
    await expect.poll(async () => (await health(server.url, 'ready')).status, { timeout: RECOVERY_LIMIT, interval: 100 }).toBe(200);
    await expectReady(server.url);
  });

  describe('while the store does not respond, the store is waited for once', () => {
    const QUERY = '{ actor(id: "blue") { name backs { totalCount } } }';
    const expectFailure = async (url: string): Promise<void> => {
      const { code, took } = await runQuery(url, QUERY);
      expect(code).toBe('STORE_UNAVAILABLE');
      expect(took).toBeLessThan(RESPONSE_LIMIT);
    };
    afterEach(async () => {
      await proxy.become('up');
      await expect.poll(async () => (await health(server.url, 'ready')).status, { timeout: RECOVERY_LIMIT, interval: 100 }).toBe(200);
    });

    test('for a query whose answer is in the cache', async () => {
      for (let time = 0; time < 3; time++) expect((await runQuery(server.url, QUERY)).code).toBeNull();
      await proxy.become('frozen');
      await expectFailure(server.url);
    });

    test('for the first query of a server', async () => {
      await proxy.become('frozen');
      const fresh = await startServer(engine, SETTINGS, OPEN_READING);
      await expectFailure(fresh.url).finally(() => fresh.close());
    });
  });
});
