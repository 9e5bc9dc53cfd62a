import { expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';

/** Milliseconds. */
const LIMIT = 300;

/** Takes about as many times longer as there are rows; it writes to a record that others write to as well. */
const SLOW = {
  name: 'test.slow',
  text: "MATCH (c:Shared {id: 'one'}) SET c.slow = true WITH c UNWIND range(1, $rows) AS a UNWIND range(1, 1000) AS b WITH c, a, b WHERE a * b = -1 RETURN count(*)",
};
const CREATE = { name: 'test.create', text: "CREATE (:Shared {id: 'one', number: 0})" };
const QUICK = { name: 'test.quick', text: "MATCH (c:Shared {id: 'one'}) SET c.number = c.number + 1" };
const NUMBER = { name: 'test.number', text: "MATCH (c:Shared {id: 'one'}) RETURN c.number, c.slow" };

const run = (engine: Engine, statement: { name: string; text: string }, parameters = {}) =>
  engine.write(async (transaction) => ({ commit: true, value: await transaction.run(statement, parameters) }));

async function opened(): Promise<Engine> {
  const engine = await openEmbedded(null, LIMIT);
  onTestFinished(() => engine.close());
  await run(engine, CREATE);
  return engine;
}

/** Rows with which the slow statement takes several times its limit on this machine. */
async function rowsFor(times: number): Promise<number> {
  const engine = await openEmbedded(null, 60_000);
  onTestFinished(() => engine.close());
  await run(engine, CREATE);
  const rows = 1_000;
  const started = performance.now();
  await run(engine, SLOW, { rows });
  return Math.ceil((rows * times * LIMIT) / (performance.now() - started));
}

test('writers after one whose statement meets its time limit get no CONFLICT: they wait for it, or hear that it still runs', async () => {
  const engine = await opened();
  const slow = run(engine, SLOW, { rows: await rowsFor(2) });
  await expect(slow).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => run(engine, QUICK)));
  const codes = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'written' : (outcome.reason as { code: string }).code));
  expect(new Set([...codes, 'written', 'STORE_UNAVAILABLE'])).toEqual(new Set(['written', 'STORE_UNAVAILABLE']));
  // As soon as it has ended, all are written.
  await expect
    .poll(
      () =>
        run(engine, QUICK).then(
          () => 'written',
          (error: { code: string }) => error.code,
        ),
      { timeout: 30_000 },
    )
    .toBe('written');
  const written = codes.filter((code) => code === 'written').length + 1;
  expect(await engine.read(NUMBER)).toEqual([[written, null]]);
});

test('writers do not wait for it for ever: they are told to try again, and nothing of theirs is written', async () => {
  const engine = await opened();
  const slow = run(engine, SLOW, { rows: await rowsFor(12) });
  const started = performance.now();
  const waiting = Promise.allSettled([run(engine, QUICK), run(engine, QUICK)]);
  await expect(slow).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
  for (const outcome of await waiting) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE', details: { retryAfter: 1 } } });
  }
  expect(performance.now() - started).toBeLessThan(8 * LIMIT);
  expect(await engine.read(NUMBER)).toEqual([[0, null]]);
});
