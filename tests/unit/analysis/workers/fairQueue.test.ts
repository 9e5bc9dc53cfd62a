import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FairQueue } from '../../../../src/analysis/workers/fairQueue.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a fair queue', () => {
  test('leaves a slot to other callers', async () => {
    const queue = new FairQueue(2);
    const started: string[] = [];
    const acquire = async (caller: string) => {
      const release = await queue.acquire(caller);
      started.push(caller);
      return release;
    };
    const greedy = [acquire('greedy'), acquire('greedy'), acquire('greedy')];
    await settled();
    const release = await acquire('other');
    expect(started).toEqual(['greedy', 'other']);
    release();
    await settled();
    expect(started).toEqual(['greedy', 'other']);
    (await greedy[0]!)();
    await settled();
    expect(started).toEqual(['greedy', 'other', 'greedy']);
  });

  test('prefers the caller that holds the fewest slots, then the one that waited longest', async () => {
    const queue = new FairQueue(3);
    const started: string[] = [];
    const acquire = async (caller: string) => {
      const release = await queue.acquire(caller);
      started.push(caller);
      return release;
    };
    const [first] = await Promise.all([acquire('a'), acquire('a'), acquire('b')]);
    for (const caller of ['b', 'a', 'c', 'd']) void acquire(caller);
    first!();
    await settled();
    expect(started).toEqual(['a', 'a', 'b', 'c']);
  });

  test('never gives more slots than it has or all of them to one caller, and starts all in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 4 }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 20 }),
        async (slots, callers) => {
          const queue = new FairQueue(slots);
          const open: { caller: string; release: () => void }[] = [];
          let started = 0;
          for (const caller of callers) void queue.acquire(caller).then((release) => open.push({ caller, release }) && started++);
          for (;;) {
            await settled();
            expect(open.length).toBeLessThanOrEqual(slots);
            for (const { caller } of open) expect(open.filter((one) => one.caller === caller).length).toBeLessThan(slots);
            const one = open.shift();
            if (!one) break;
            one.release();
          }
          expect(started).toBe(callers.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
