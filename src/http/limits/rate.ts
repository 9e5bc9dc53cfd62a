/** What a caller may cost: so much a second, and so much at once after a rest. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  /** Below zero when more was spent than there was. */
  left: number;
  at: number;
}

/** Buckets that are full again are forgotten when so many are kept. */
const MOST_BUCKETS = 10_000;

/**
 * A token bucket for each caller. A request is let in while there is anything in the bucket and then takes its whole cost,
 * so that no request is too dear for ever, and one that was dear is paid for by waiting.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  /** @param now Milliseconds; a clock that never goes back. */
  constructor(
    private readonly rate: Rate,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Callers that are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes the cost. Returns 0, or the seconds to wait where nothing was taken. */
  take(caller: string, cost: number): number {
    const bucket = this.#filled(caller);
    if (bucket.left <= 0) return Math.max(1, Math.ceil((1 - bucket.left) / this.rate.perSecond));
    bucket.left -= cost;
    return 0;
  }

  /** Gives back what was taken for nothing. */
  giveBack(caller: string, cost: number): void {
    const bucket = this.#filled(caller);
    bucket.left = Math.min(this.rate.burst, bucket.left + cost);
  }

  #filled(caller: string): Bucket {
    const now = this.now();
    const known = this.#buckets.get(caller);
    if (known) {
      known.left = Math.min(this.rate.burst, known.left + ((now - known.at) / 1000) * this.rate.perSecond);
      known.at = now;
      return known;
    }
    if (this.#buckets.size >= MOST_BUCKETS) this.#forget(now);
    const bucket = { left: this.rate.burst, at: now };
    this.#buckets.set(caller, bucket);
    return bucket;
  }

  /** The full ones first; where none is, the one that was seen first. */
  #forget(now: number): void {
    for (const [caller, { left, at }] of this.#buckets) {
      if (left + ((now - at) / 1000) * this.rate.perSecond >= this.rate.burst) this.#buckets.delete(caller);
    }
    const [first] = this.#buckets.keys();
    if (this.#buckets.size >= MOST_BUCKETS && first !== undefined) this.#buckets.delete(first);
  }
}
