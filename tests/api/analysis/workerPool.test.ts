import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WorkerPool } from '../../../src/analysis/workers/workerPool.ts';
import { lollipop } from '../../support/revisions/lollipop.ts';

const pools: WorkerPool[] = [];
const poolWith = (limits: { steps?: number; time?: number }) => {
  const pool = new WorkerPool({ steps: 1e12, time: 60_000, ...limits });
  pools.push(pool);
  return pool;
};
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

/** Searches of about ten thousand steps, of a million, and one that never ends in practice. */
const SHORT = lollipop(6);
const LONG = lollipop(16);
const ENDLESS = lollipop(60);

describe('a worker pool', () => {
  test('answers a short question on the main thread, whatever the time limit', async () => {
    const answer = await poolWith({ time: 0 }).run(SHORT.view, SHORT.question);
    expect([answer.paths.length, answer.stoppedBy]).toEqual([2, null]);
  });

  test('answers a long question in a thread, with the same result', async () => {
    const answer = await poolWith({}).run(LONG.view, LONG.question);
    expect([answer.paths.length, answer.stoppedBy]).toEqual([2, null]);
    expect(answer.work).toBeGreaterThan(1_000_000);
  });

  test('does not give a question to an idle thread that has died', async () => {
    const pool = poolWith({});
    const posting = vi.spyOn(Worker.prototype, 'postMessage');
    onTestFinished(() => posting.mockRestore());
    await pool.run(LONG.view, LONG.question);
    await (posting.mock.contexts[0] as Worker).terminate();
    expect((await pool.run(LONG.view, LONG.question)).paths.length).toBe(2);
  });

  test('does not block the main thread meanwhile', async () => {
    const controller = new AbortController();
    let ended = false;
    const pending = poolWith({})
      .run(ENDLESS.view, ENDLESS.question, controller.signal)
      .then(() => {
        ended = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(ended).toBe(false);
    controller.abort();
    await pending;
  });

  test.each([5_000, 20_000, 20_001, 300_000])('stops after %i steps', async (steps) => {
    const answer = await poolWith({ steps }).run(ENDLESS.view, ENDLESS.question);
    expect([answer.paths.length, answer.stoppedBy]).toEqual([1, 'WORK_LIMIT']);
  });

  test('stops at the time limit', async () => {
    const answer = await poolWith({ time: 300 }).run(ENDLESS.view, ENDLESS.question);
    expect([answer.paths.length, answer.stoppedBy]).toEqual([1, 'TIME_LIMIT']);
  });

  test.each([
    ['back', -3_600_000],
    ['ahead', 3_600_000],
  ])('stops at the time limit, and not before, although the clock is set %s by an hour', async (_, change) => {
    // The clock of this thread, not that of the other one, as if it had been set between.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + change });
    onTestFinished(() => void vi.useRealTimers());
    expect((await poolWith({}).run(LONG.view, LONG.question)).stoppedBy).toBeNull();
    expect((await poolWith({ time: 300 }).run(ENDLESS.view, ENDLESS.question)).stoppedBy).toBe('TIME_LIMIT');
  });

  test('answers other callers while one has more questions than threads', async () => {
    const pool = poolWith({});
    const controller = new AbortController();
    let ended = 0;
    const greedy = Array.from({ length: 20 }, async () => {
      await pool.run(ENDLESS.view, ENDLESS.question, controller.signal, 'greedy');
      ended++;
    });
    expect((await pool.run(LONG.view, LONG.question, undefined, 'other')).stoppedBy).toBeNull();
    expect(ended).toBe(0);
    controller.abort();
    await Promise.all(greedy);
  });

  test('stops when the request is aborted, and has a thread for the next', async () => {
    const pool = poolWith({});
    const controller = new AbortController();
    const endless = Array.from({ length: 5 }, () => pool.run(ENDLESS.view, ENDLESS.question, controller.signal));
    await new Promise((resolve) => setTimeout(resolve, 300));
    controller.abort();
    expect((await pool.run(LONG.view, LONG.question)).stoppedBy).toBeNull();
    await Promise.all(endless);
  });

  test('does not search for a request that was aborted before', async () => {
    const answer = await poolWith({}).run(ENDLESS.view, ENDLESS.question, AbortSignal.abort());
    expect(answer.stoppedBy).toBe('TIME_LIMIT');
  });
});
