import { firstSlot, hashSlots, insertSlot, int32 } from '../projection/buffers.ts';

/** What is known of the pairs of a row, where it is not the number of its only one. */
const NOT_KNOWN = 0;
const NO_PAIR = -1;
const SEVERAL = -2;

const MIN_PAIRS = 1_024;

/**
 * Numbers of pairs of groups, from 0, in the order in which they come; and of each row of a base, the number of its pair, since most
 * events have one or none. About 20 bytes for each pair, and 4 for each row.
 */
export class PairNumbers {
  #pairs = int32(2 * MIN_PAIRS);
  /** The number of each pair plus one, by hash. */
  #slots = hashSlots(MIN_PAIRS);
  #size = 0;
  readonly #ofRow: Int32Array;

  /** @param rows The rows of the base. */
  constructor(rows: number) {
    this.#ofRow = int32(rows);
  }

  get size(): number {
    return this.#size;
  }

  /** The two groups of a pair, the lower one first. */
  groupsOf(pair: number): readonly [first: number, second: number] {
    return [this.#pairs[2 * pair]!, this.#pairs[2 * pair + 1]!];
  }

  /** @param each Calls back with each pair of groups of the row, for a row of which it is not known. */
  visit(row: number, found: (pair: number) => void, each: (pair: (a: number, b: number) => void) => void): void {
    const known = this.#ofRow[row] ?? SEVERAL;
    if (known > 0) found(known - 1);
    if (known > 0 || known === NO_PAIR) return;
    let only = NO_PAIR;
    each((a, b) => {
      const pair = this.#numberOf(Math.min(a, b), Math.max(a, b));
      only = only === NO_PAIR || only === pair + 1 ? pair + 1 : SEVERAL;
      found(pair);
    });
    if (known === NOT_KNOWN) this.#ofRow[row] = only;
  }

  #numberOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let slot = firstSlot(this.#slots, keyOf(first, second));
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const pair = this.#slots[slot]! - 1;
      if (this.#pairs[2 * pair] === first && this.#pairs[2 * pair + 1] === second) return pair;
    }
    if (2 * this.#size === this.#pairs.length) {
      this.#grow();
      return this.#numberOf(first, second);
    }
    this.#pairs[2 * this.#size] = first;
    this.#pairs[2 * this.#size + 1] = second;
    this.#slots[slot] = this.#size + 1;
    return this.#size++;
  }

  #grow(): void {
    const pairs = int32(2 * this.#pairs.length);
    pairs.set(this.#pairs);
    const slots = hashSlots(pairs.length / 2);
    for (let pair = 0; pair < this.#size; pair++) insertSlot(slots, keyOf(pairs[2 * pair]!, pairs[2 * pair + 1]!), pair);
    [this.#pairs, this.#slots] = [pairs, slots];
  }
}

/** One key of two groups. */
function keyOf(first: number, second: number): number {
  return Math.imul(first, 0x85ebca6b) ^ second;
}
