import { expect, test } from 'vitest';
import { hashSlots, insertSlot } from '../../../src/analysis/projection/buffers.ts';
import { findNode } from '../../../src/analysis/projection/lookup.ts';

/** How many slots are looked at for each key, on average. */
function looksFor(keys: readonly number[]): number {
  let looks = 0;
  const column = Int32Array.from(keys);
  const slots = hashSlots(keys.length);
  for (const [index, key] of keys.entries()) insertSlot(slots, key, index);
  const counted = new Proxy(slots, {
    get: (target, name) => {
      if (name !== 'length') looks++;
      return Reflect.get(target, name);
    },
  });
  for (const [index, key] of keys.entries()) expect(findNode({ high: column, low: column, slots: counted }, key, key)).toBe(index);
  return looks / keys.length;
}

test('ids that count up do not crowd the slots of others', () => {
  const hashes = Array.from({ length: 5_000 }, (_, n) => (Math.imul(n + 1, 0x5bd1e995) ^ (n << 7)) & 0x3fffffff);
  const counting = Array.from({ length: 20_000 }, (_, n) => n);
  const alone = looksFor([...new Set(hashes)]);
  expect(looksFor([...new Set([...hashes, ...counting])])).toBeLessThan(2 * alone);
});
