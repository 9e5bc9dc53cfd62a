/**
 * A number for some ties: a hash table with linear probing, and an array once it would be as large. So a search that looks at a
 * thousand ties of a million allocates little, and an analysis of all of them reads one number each.
 */
export class TieNumbers {
  /** Pairs of tie + 1 and number; null once `#array` replaces it. */
  #slots: Int32Array | null = new Int32Array(2 * MIN_SLOTS);
  #shift = 32 - Math.log2(MIN_SLOTS);
  #size = 0;
  #array: Int32Array | null = null;

  /** @param tieCount Ties are 0 .. tieCount - 1. */
  constructor(private readonly tieCount: number) {}

  /** The number of a tie, 0 for none. */
  get(tie: number): number {
    return this.#slots === null ? this.#array![tie]! : this.#slots[this.#slotOf(this.#slots, tie) + 1]!;
  }

  /** @param value Not 0. */
  set(tie: number, value: number): void {
    if (this.#slots === null) {
      this.#array![tie] = value;
      return;
    }
    const slot = this.#slotOf(this.#slots, tie);
    if (this.#slots[slot] === 0) this.#size++;
    this.#slots[slot] = tie + 1;
    this.#slots[slot + 1] = value;
    if (4 * this.#size > this.#slots.length) this.#grow(this.#slots);
  }

  /** The slot of a tie, or the free one where it belongs. */
  #slotOf(slots: Int32Array, tie: number): number {
    let slot = 2 * (Math.imul(tie, 0x9e37_79b1) >>> this.#shift);
    while (slots[slot] !== 0 && slots[slot] !== tie + 1) slot = (slot + 2) & (slots.length - 1);
    return slot;
  }

  #grow(old: Int32Array): void {
    this.#shift--;
    const isArray = 2 * old.length >= this.tieCount;
    if (isArray) this.#array = new Int32Array(this.tieCount);
    const slots = isArray ? null : new Int32Array(2 * old.length);
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === 0) continue;
      if (slots === null) this.#array![old[from]! - 1] = old[from + 1]!;
      else slots.set(old.subarray(from, from + 2), this.#slotOf(slots, old[from]! - 1));
    }
    this.#slots = slots;
  }
}

const MIN_SLOTS = 1_024;
