import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { USUAL_PATIENCE } from '../../src/engine/neo4j/watch.ts';
import { write } from '../../src/write/write.ts';
import { fillWithFew, type Served, serve } from '../access/support/served.ts';
import { engineOn } from '../engine/support/engines.ts';
import { withDriver } from '../support/neo4j/driver.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { asked, recovers } from './asked.ts';
import { expectConnections, waitingAt } from './counted.ts';

/** Maximum size of the driver's connection pool. */
const POOL = 100;
const REFUSED = 3_000;
/** Time limits of a statement in milliseconds, including the wait for a lock: a long and a short one. */
const ENOUGH = 90_000;
const FEW = 1_500;
const BUSY = 'All connections to the store are busy. Try again in a moment.';

describeEachNeo4j((server) => {
  let engine: Engine;
  let served: Served;
  let url: string;
  beforeAll(async () => {
    engine = engineOn(server, ENOUGH, USUAL_PATIENCE);
    await fillWithFew(engine);
    served = await serve(engine, { openReading: true });
    url = served.url.replace('/graphql', '');
  });
  afterAll(async () => {
    await served?.close();
    await engine?.close();
  });

  const written = async (number: number): Promise<string | null> => {
    const query = `mutation { upsertActors(rows: [{ slug: "pool-${number}", kind: PERSON, name: "x" }]) { revision } }`;
    const { errors } = await served.ask(query, served.tokenOf.editor);
    return errors?.[0]?.extensions.code ?? null;
  };

  /** Retries if a busy machine did not open a connection in time. */
  const writtenAtLast = async (number: number): Promise<string | null> => {
    const code = await written(number);
    return code === 'STORE_UNAVAILABLE' ? writtenAtLast(number) : code;
  };

  /** Holds the lock that every write acquires first, while `work` runs. */
  const whileLocked = (work: () => Promise<void>) =>
    withDriver(server, async (driver) => {
      const session = driver.session();
      const transaction = await session.beginTransaction();
      await transaction.run("MATCH (c:Counter {id: 'revision'}) SET c.locked = true REMOVE c.locked");
      await work().finally(() => transaction.rollback());
      await session.close();
    });

  test('while all connections are busy, requests fail in time with the reason; afterwards all succeed, and no connection leaks', {
    timeout: 2 * ENOUGH,
  }, async () => {
    const begun: Promise<string | null>[] = [];
    await whileLocked(async () => {
      while (begun.length < POOL) begun.push(writtenAtLast(begun.length));
      await expect.poll(() => waitingAt(server), { timeout: ENOUGH / 2, interval: 50 }).toBe(POOL);
      for (const { code, message, took } of await Promise.all([asked(url), asked(url), asked(url)])) {
        expect({ code, message }).toEqual({ code: 'STORE_UNAVAILABLE', message: BUSY });
        expect(took).toBeLessThan(REFUSED);
      }
    });
    expect(new Set(await Promise.all(begun))).toEqual(new Set([null]));
    await recovers(url, REFUSED);
    await expectConnections(server, POOL);
  });

  test('a write that waits for a lock fails after the time limit of a statement', async () => {
    const hurried = engineOn(server, FEW, USUAL_PATIENCE);
    onTestFinished(() => hurried.close());
    const rows = { actors: [{ slug: 'waiting', kind: 'PERSON', name: 'x' }] };
    const purpose = { key: 'waiting', by: 'tests', at: new Date() };
    await whileLocked(async () => {
      await expect(write(hurried, rows, purpose)).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    });
    expect((await write(engine, rows, purpose)).rows).toMatchObject([{ verdict: 'CREATED' }]);
  });
});
