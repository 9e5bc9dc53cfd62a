import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { DEFAULT_RESPONSE_TIMEOUT } from '../../src/engine/neo4j/liveness.ts';
import type { AllegianceError } from '../../src/model/errors.ts';
import { write } from '../../src/write/write.ts';
import { fillWithFew, serve, type TestServer } from '../api/access/support/served.ts';
import { neo4jEngine } from '../support/engine/engines.ts';
import { withDriver } from '../support/neo4j/driver.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { expectConnections, waitingAt } from './connections.ts';
import { runQuery, waitForRecovery } from './requests.ts';

/** Maximum size of the driver's connection pool. */
const POOL_SIZE = 100;
const FAILURE_LIMIT = 3_000;
/** Time limits of a statement in milliseconds, including the wait for a lock: a long and a short one. */
const LONG_TIMEOUT = 90_000;
const SHORT_TIMEOUT = 1_500;
const BUSY = 'All connections to the store are busy. Try again in a moment.';

describeEachNeo4j((server) => {
  let engine: Engine;
  let served: TestServer;
  let url: string;
  beforeAll(async () => {
    engine = neo4jEngine(server, LONG_TIMEOUT, DEFAULT_RESPONSE_TIMEOUT);
    await fillWithFew(engine);
    served = await serve(engine, { openReading: true });
    url = served.url.replace('/graphql', '');
    // A server that has answered before, as one that is ready has.
    await waitForRecovery(url, FAILURE_LIMIT);
  });
  afterAll(async () => {
    await served?.close();
    await engine?.close();
  });

  /** Past the server, which lets only a few operations run at the same time. */
  const writeOnce = async (number: number): Promise<string | null> => {
    const rows = { actors: [{ slug: `pool-${number}`, kind: 'PERSON', name: 'x' }] };
    const written = write(engine, rows, { key: `pool-${number}`, by: 'tests', at: new Date() });
    return written.then(
      () => null,
      (error: AllegianceError) => error.code,
    );
  };

  /** Retries if a busy machine did not open a connection in time. */
  const writeWithRetry = async (number: number): Promise<string | null> => {
    const code = await writeOnce(number);
    return code === 'STORE_UNAVAILABLE' ? writeWithRetry(number) : code;
  };

  /** Holds the lock that every write acquires first, while `work` runs. */
  const withLock = (work: () => Promise<void>) =>
    withDriver(server, async (driver) => {
      const session = driver.session();
      const transaction = await session.beginTransaction();
      await transaction.run("MATCH (c:AllegianceCounter {id: 'revision'}) SET c.locked = true REMOVE c.locked");
      await work().finally(() => transaction.rollback());
      await session.close();
    });

  test('while all connections are busy, requests fail in time with the reason; afterwards all succeed, and no connection leaks', {
    timeout: 2 * LONG_TIMEOUT,
  }, async () => {
    const writes: Promise<string | null>[] = [];
    await withLock(async () => {
      while (writes.length < POOL_SIZE) writes.push(writeWithRetry(writes.length));
      await expect.poll(() => waitingAt(server), { timeout: LONG_TIMEOUT / 2, interval: 50 }).toBe(POOL_SIZE);
      for (const { code, message, took } of await Promise.all([runQuery(url), runQuery(url), runQuery(url)])) {
        expect({ code, message }).toEqual({ code: 'STORE_UNAVAILABLE', message: BUSY });
        expect(took).toBeLessThan(FAILURE_LIMIT);
      }
    });
    expect(new Set(await Promise.all(writes))).toEqual(new Set([null]));
    await waitForRecovery(url, FAILURE_LIMIT);
    await expectConnections(server, POOL_SIZE);
  });

  test('a write that waits for a lock fails after the time limit of a statement', async () => {
    const shortTimeoutEngine = neo4jEngine(server, SHORT_TIMEOUT, DEFAULT_RESPONSE_TIMEOUT);
    onTestFinished(() => shortTimeoutEngine.close());
    const rows = { actors: [{ slug: 'waiting', kind: 'PERSON', name: 'x' }] };
    const options = { key: 'waiting', by: 'tests', at: new Date() };
    await withLock(async () => {
      await expect(write(shortTimeoutEngine, rows, options)).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    });
    expect((await write(engine, rows, options)).rows).toMatchObject([{ verdict: 'CREATED' }]);
  });
});
