/** Rate and burst of a token bucket, in units of cost. */
export interface BucketRate {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  /** Negative if the last request cost more than was left. */
  tokens: number;
  refilledAt: number;
}

/** Maximum number of buckets; full ones are evicted when it is reached. */
const MAX_BUCKETS = 10_000;

/**
 * A token bucket for each caller. A request is allowed while the bucket is not empty, and then consumes its whole cost, even if
 * that is more than is left: so every request is possible at some time, and an expensive one is followed by a longer wait.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  /** @param now Milliseconds of a monotonic clock. */
  constructor(
    private readonly rate: BucketRate,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Number of callers with a bucket. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Consumes the cost and returns 0; if the bucket is empty, consumes nothing and returns the seconds to wait. */
  consume(caller: string, cost: number): number {
    const bucket = this.#refilled(caller);
    if (bucket.tokens <= 0) return Math.max(1, Math.ceil((1 - bucket.tokens) / this.rate.perSecond));
    bucket.tokens -= cost;
    return 0;
  }

  /** Returns a cost that was consumed, or consumes more if it is negative, and returns what is left. */
  refund(caller: string, cost: number): number {
    const bucket = this.#refilled(caller);
    bucket.tokens = Math.min(this.rate.burst, bucket.tokens + cost);
    return bucket.tokens;
  }

  #refilled(caller: string): Bucket {
    const now = this.now();
    const existing = this.#buckets.get(caller);
    if (existing) {
      existing.tokens = Math.min(this.rate.burst, existing.tokens + ((now - existing.refilledAt) / 1000) * this.rate.perSecond);
      existing.refilledAt = now;
      return existing;
    }
    if (this.#buckets.size >= MAX_BUCKETS) this.#evict(now);
    const bucket = { tokens: this.rate.burst, refilledAt: now };
    this.#buckets.set(caller, bucket);
    return bucket;
  }

  /** Evicts the full buckets; if there are none, the oldest one. */
  #evict(now: number): void {
    for (const [caller, { tokens, refilledAt }] of this.#buckets) {
      if (tokens + ((now - refilledAt) / 1000) * this.rate.perSecond >= this.rate.burst) this.#buckets.delete(caller);
    }
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size >= MAX_BUCKETS && oldest !== undefined) this.#buckets.delete(oldest);
  }
}
