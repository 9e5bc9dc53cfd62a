import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { beginUrgent, mapInTurns, Turns } from '../../../src/model/turns.ts';

/** Keeps this thread busy for so many milliseconds. */
function work(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

test('others have their turn between the parts of long work, and the order stays', async () => {
  let turns = 0;
  let isOver = false;
  const others = (async () => {
    for (; !isOver; turns++) await nextRound();
  })();
  const mapped = await mapInTurns([1, 2, 3, 4, 5], (number) => {
    work(5);
    return number * 2;
  });
  isOver = true;
  await others;
  expect(mapped).toEqual([2, 4, 6, 8, 10]);
  expect(turns).toBeGreaterThanOrEqual(5);
});

test('long work waits until what others wait for is answered', async () => {
  const answered = beginUrgent();
  let isAnswered = false;
  const passed = new Turns().pass().then(() => isAnswered);
  await nextRound();
  await nextRound();
  isAnswered = true;
  answered();
  expect(await passed).toBe(true);
});

test('it goes on beside something that takes for ever', async () => {
  const answered = beginUrgent();
  await new Turns().pass();
  answered();
});
