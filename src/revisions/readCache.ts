import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';

interface Entry {
  readonly value: unknown;
}

/**
 * A cache of what requests have read of the graph, valid for one revision: the first sign of another revision, whichever
 * process wrote it, clears it. A reader must first read the clock (`current`); then a hit equals what a statement would return.
 *
 * A value is stored under the latest revision that was known before it was read. If the store is still at that revision, it
 * was at it when the value was read, since revisions only increase.
 */
export class ReadCache {
  readonly #entries: LRUCache<string, Entry> | null;
  readonly #seenOnce = new LRUCache<string, true>({ maxSize: MAX_SEEN_KEYS_LENGTH, sizeCalculation: (_, key) => key.length });

  constructor(
    private readonly clock: Clock,
    /** Size of the cache in bytes, as `estimateBytes` estimates them; 0 switches it off. */
    maxBytes: number,
  ) {
    const sizeCalculation = ({ value }: Entry, key: string) => key.length + estimateBytes(value);
    this.#entries = maxBytes > 0 ? new LRUCache({ maxSize: maxBytes, ttl: MAX_AGE_MS, sizeCalculation }) : null;
    clock.onChange(() => this.#entries?.clear());
  }

  /** The cached values of these keys; null where the cache is not at this revision or one key is missing. */
  getAll(revision: number, keys: readonly string[]): unknown[] | null {
    if (revision !== this.clock.latest) return null;
    const entries = keys.map((key) => this.#entries?.get(key));
    return entries.every((entry) => entry !== undefined) ? entries.map(({ value }) => value) : null;
  }

  /** Whether a key is cached, provided that the store is still at the same revision. */
  has(key: string): boolean {
    return this.#entries?.has(key) ?? false;
  }

  /**
   * Caches a value that is not null.
   * @param since The latest revision that was known before it was read. Where another one is known by now, nothing is cached.
   */
  set(since: number | null, key: string, value: unknown): void {
    if (value !== null && since === this.clock.latest) this.#entries?.set(key, { value });
  }

  /** As `set`, for values that are large and seldom requested twice: caches a value when its key comes for the second time. */
  setIfRepeated(since: number | null, key: string, value: unknown): void {
    if (this.#seenOnce.has(key)) this.set(since, key, value);
    else if (this.#entries !== null) this.#seenOnce.set(key, true);
  }
}

/** Total characters of the keys that are remembered for `setIfRepeated`. */
const MAX_SEEN_KEYS_LENGTH = 2 ** 18;

/**
 * Milliseconds after which a value expires in any case: other tools that write to the store make no revision. An answer made
 * of cached values may be twice as old.
 */
const MAX_AGE_MS = 30_000;

const OBJECT_BYTES = 48;
const FIELD_BYTES = 8;

/** Estimates how many bytes a plain value takes in memory. Parts that several values share are counted for each. */
function estimateBytes(value: unknown): number {
  if (typeof value === 'string') return OBJECT_BYTES / 2 + value.length;
  if (value === null || typeof value !== 'object') return 0;
  let bytes = OBJECT_BYTES;
  for (const field of Array.isArray(value) ? value : Object.values(value)) bytes += FIELD_BYTES + estimateBytes(field);
  return bytes;
}
