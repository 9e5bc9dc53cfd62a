import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/open.ts';
import { startServer } from '../../src/http/server.ts';
import { OPEN_READING } from '../support/admission.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { health, runQuery } from './requests.ts';
import { slowActors } from './slow.ts';

/** Milliseconds. The server checks for statements to stop every 2 s (db.transaction.monitor.check.interval). */
const STOP_LIMIT = 6_000;

/** Starts a server with these settings; returns its URL. */
async function serve(environment: Record<string, string>): Promise<string> {
  const config = readConfig({ PORT: '0', ...environment });
  const engine = await openEngine(config);
  const server = await startServer(slowActors(engine), config, OPEN_READING);
  onTestFinished(async () => {
    await server.close();
    await engine.close();
  });
  return server.url;
}

describe('a statement that takes longer than ALLEGIANCE_QUERY_TIMEOUT_MS', () => {
  describeEachNeo4j(({ uri, user, password }) => {
    const store = { NEO4J_URI: uri, ...(password && { NEO4J_USER: user, NEO4J_PASSWORD: password }) };

    test('is stopped, and others succeed', async () => {
      const url = await serve({ ...store, ALLEGIANCE_QUERY_TIMEOUT_MS: '1000' });
      const [slow, quick] = await Promise.all([runQuery(url, '{ status { actors } }'), runQuery(url)]);
      expect(slow).toMatchObject({
        code: 'QUERY_TIMEOUT',
        message: 'The store took longer than the time limit. Request less: add a filter, or use a smaller page.',
      });
      expect(slow.took).toBeLessThan(STOP_LIMIT);
      expect(quick.code).toBeNull();
      expect((await health(url)).status).toBe(200);
    });

    test('does not make the store unavailable', async () => {
      const url = await serve({ ...store, ALLEGIANCE_QUERY_TIMEOUT_MS: '4000' });
      const slow = runQuery(url, '{ status { actors } }');
      for (let second = 0; second < 3; second++) {
        expect((await runQuery(url)).code).toBeNull();
        await new Promise((soon) => setTimeout(soon, 1_000));
      }
      expect(await slow).toMatchObject({ code: 'QUERY_TIMEOUT' });
    });
  });
});
