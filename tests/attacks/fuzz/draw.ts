import { seeded } from '../../../bench/random.ts';

/** A seeded random number generator. */
export class Draw {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  /** True with this probability. */
  often(share: number): boolean {
    return this.#next() < share;
  }

  /** From 0 to below 1. */
  share(): number {
    return this.#next();
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** A random selection of a list, in its order. */
  some<T>(list: readonly T[], max: number): T[] {
    const chosen = new Set<T>();
    for (let remaining = 1 + this.below(max); remaining > 0; remaining--) chosen.add(this.of(list));
    return list.filter((one) => chosen.has(one));
  }
}
