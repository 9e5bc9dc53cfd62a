/** Rate and burst of a token bucket, in units of cost. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  /** Negative if the last request cost more than was left. */
  left: number;
  at: number;
}

/** Maximum number of buckets; full ones are evicted when it is reached. */
const MOST_BUCKETS = 10_000;

/**
 * A token bucket for each caller. A request is allowed while the bucket is not empty, and then consumes its whole cost, even if
 * that is more than is left: so every request is possible at some time, and an expensive one is followed by a longer wait.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  /** @param now Milliseconds of a monotonic clock. */
  constructor(
    private readonly rate: Rate,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Number of callers with a bucket. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Consumes the cost and returns 0; if the bucket is empty, consumes nothing and returns the seconds to wait. */
  take(caller: string, cost: number): number {
    const bucket = this.#filled(caller);
    if (bucket.left <= 0) return Math.max(1, Math.ceil((1 - bucket.left) / this.rate.perSecond));
    bucket.left -= cost;
    return 0;
  }

  /** Returns a cost that was consumed. */
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

  /** Evicts the full buckets; if there are none, the oldest one. */
  #forget(now: number): void {
    for (const [caller, { left, at }] of this.#buckets) {
      if (left + ((now - at) / 1000) * this.rate.perSecond >= this.rate.burst) this.#buckets.delete(caller);
    }
    const [first] = this.#buckets.keys();
    if (this.#buckets.size >= MOST_BUCKETS && first !== undefined) this.#buckets.delete(first);
  }
}
