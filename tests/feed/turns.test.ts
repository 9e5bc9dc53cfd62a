import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Turns } from '../../src/feed/turns.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a fair queue', () => {
  test('leaves a slot to other callers', async () => {
    const turns = new Turns(2);
    const begun: string[] = [];
    const take = async (caller: string) => {
      const end = await turns.take(caller);
      begun.push(caller);
      return end;
    };
    const greedy = [take('greedy'), take('greedy'), take('greedy')];
    await settled();
    const end = await take('other');
    expect(begun).toEqual(['greedy', 'other']);
    end();
    await settled();
    expect(begun).toEqual(['greedy', 'other']);
    (await greedy[0]!)();
    await settled();
    expect(begun).toEqual(['greedy', 'other', 'greedy']);
  });

  test('prefers the caller that holds the fewest slots, then the one that waited longest', async () => {
    const turns = new Turns(3);
    const begun: string[] = [];
    const take = async (caller: string) => {
      const end = await turns.take(caller);
      begun.push(caller);
      return end;
    };
    const [first] = await Promise.all([take('a'), take('a'), take('b')]);
    for (const caller of ['b', 'a', 'c', 'd']) void take(caller);
    first!();
    await settled();
    expect(begun).toEqual(['a', 'a', 'b', 'c']);
  });

  test('never gives more slots than it has or all of them to one caller, and starts all in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 4 }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 20 }),
        async (places, callers) => {
          const turns = new Turns(places);
          const open: { caller: string; end: () => void }[] = [];
          let begun = 0;
          for (const caller of callers) void turns.take(caller).then((end) => open.push({ caller, end }) && begun++);
          for (;;) {
            await settled();
            expect(open.length).toBeLessThanOrEqual(places);
            for (const { caller } of open) expect(open.filter((one) => one.caller === caller).length).toBeLessThan(places);
            const one = open.shift();
            if (!one) break;
            one.end();
          }
          expect(begun).toBe(callers.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
