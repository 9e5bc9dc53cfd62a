import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { openNeo4j } from '../../src/engine/neo4j/neo4j.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { fillWithFew } from '../api/access/support/served.ts';
import { OPEN_READING } from '../support/admission.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { expectReady, expectUnready, health, RESPONSE_LIMIT } from './health.ts';
import { openProxy, type ProxyState, type TcpProxy } from './proxy.ts';
import { runQuery } from './requests.ts';

/** Milliseconds within which the server must notice that the store is back. */
const RECOVERY_LIMIT = 10_000;
const SETTINGS = { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1_000_000, searchTime: 5_000 };

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
