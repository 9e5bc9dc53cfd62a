import { afterEach, describe, expect, test } from 'vitest';
import { Analyst } from '../../src/feed/analyst.ts';
import { lollipop } from './support/lollipop.ts';

const analysts: Analyst[] = [];
const analystOf = (limits: { steps?: number; time?: number }) => {
  const analyst = new Analyst({ steps: 1e12, time: 60_000, ...limits });
  analysts.push(analyst);
  return analyst;
};
afterEach(() => Promise.all(analysts.splice(0).map((analyst) => analyst.close())));

/** Searches of about ten thousand steps, of a million, and one that never ends in practice. */
const SHORT = lollipop(6);
const LONG = lollipop(16);
const ENDLESS = lollipop(60);

describe('a worker pool', () => {
  test('answers a short question on the main thread, whatever the time limit', async () => {
    const answer = await analystOf({ time: 0 }).ask(SHORT.view, SHORT.question);
    expect([answer.paths.length, answer.stoppedBy]).toEqual([2, null]);
  });

  test('answers a long question in a thread, with the same result', async () => {
    const answer = await analystOf({}).ask(LONG.view, LONG.question);
    expect([answer.paths.length, answer.stoppedBy]).toEqual([2, null]);
    expect(answer.work).toBeGreaterThan(1_000_000);
  });

  test('does not block the main thread meanwhile', async () => {
    const gone = new AbortController();
    const asked = analystOf({}).ask(ENDLESS.view, ENDLESS.question, gone.signal);
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(performance.now() - start).toBeLessThan(200);
    gone.abort();
    await asked;
  });

  test.each([5_000, 20_000, 20_001, 300_000])('stops after %i steps', async (steps) => {
    const answer = await analystOf({ steps }).ask(ENDLESS.view, ENDLESS.question);
    expect([answer.paths.length, answer.stoppedBy]).toEqual([1, 'WORK_LIMIT']);
  });

  test('stops at the time limit', async () => {
    const start = performance.now();
    const answer = await analystOf({ time: 300 }).ask(ENDLESS.view, ENDLESS.question);
    expect([answer.paths.length, answer.stoppedBy]).toEqual([1, 'TIME_LIMIT']);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  test('answers other callers while one has more questions than threads', async () => {
    const analyst = analystOf({ time: 5_000 });
    const gone = new AbortController();
    const greedy = Array.from({ length: 20 }, () => analyst.ask(ENDLESS.view, ENDLESS.question, gone.signal, 'greedy'));
    const start = performance.now();
    expect((await analyst.ask(LONG.view, LONG.question, undefined, 'other')).stoppedBy).toBeNull();
    expect(performance.now() - start).toBeLessThan(5_000);
    gone.abort();
    await Promise.all(greedy);
  });

  test('stops when the request is aborted, and has a thread for the next', async () => {
    const analyst = analystOf({});
    const gone = new AbortController();
    const endless = Array.from({ length: 5 }, () => analyst.ask(ENDLESS.view, ENDLESS.question, gone.signal));
    await new Promise((resolve) => setTimeout(resolve, 300));
    gone.abort();
    expect((await analyst.ask(LONG.view, LONG.question)).stoppedBy).toBeNull();
    await Promise.all(endless);
  });

  test('does not search for a request that was aborted before', async () => {
    const answer = await analystOf({}).ask(ENDLESS.view, ENDLESS.question, AbortSignal.abort());
    expect(answer.stoppedBy).toBe('TIME_LIMIT');
  });
});
