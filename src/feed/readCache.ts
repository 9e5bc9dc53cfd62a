import { LRUCache } from 'lru-cache';
import type { Engine } from '../engine/engine.ts';
import { latestRevisionOf } from './build.ts';
import { estimateBytes } from './estimateBytes.ts';

interface Entry {
  readonly value: unknown;
}

/**
 * A cache of what requests have read of the graph, valid for one revision: the first sign of another revision, whichever
 * process wrote it, clears it. A reader must first know the latest revision of the store (`latestRevision`); then a hit
 * equals what a statement would return.
 *
 * A value is stored under the latest revision that was known before it was read. If the store is still at that revision, it
 * was at it when the value was read, since revisions only increase.
 */
export class ReadCache {
  #revision: number | null = null;
  readonly #entries: LRUCache<string, Entry> | null;
  readonly #seenOnce = new LRUCache<string, true>({ maxSize: MAX_SEEN_KEYS_LENGTH, sizeCalculation: (_, key) => key.length });
  #reading: Promise<number> | null = null;
  #next: Promise<number> | null = null;

  constructor(
    private readonly engine: Engine,
    /** Size of the cache in bytes, as `estimateBytes` estimates them; 0 switches it off. */
    maxBytes: number,
  ) {
    const sizeCalculation = ({ value }: Entry, key: string) => key.length + estimateBytes(value);
    this.#entries = maxBytes > 0 ? new LRUCache({ maxSize: maxBytes, ttl: MAX_AGE_MS, sizeCalculation }) : null;
  }

  /** The latest known revision; null before the first. What is read from now on is of this revision or a later one. */
  get revision(): number | null {
    return this.#revision;
  }

  /** The cached values of these keys; null where the cache is not at this revision or one key is missing. */
  getAll(revision: number, keys: readonly string[]): unknown[] | null {
    if (revision !== this.#revision) return null;
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
    if (value !== null && since === this.#revision) this.#entries?.set(key, { value });
  }

  /** As `set`, for values that are large and seldom requested twice: caches a value when its key comes for the second time. */
  setIfRepeated(since: number | null, key: string, value: unknown): void {
    if (this.#seenOnce.has(key)) this.set(since, key, value);
    else if (this.#entries !== null) this.#seenOnce.set(key, true);
  }

  /** Reports a revision that this process wrote. */
  revisionWritten(revision: number): void {
    if (revision > (this.#revision ?? -1)) this.#observe(revision);
  }

  /**
   * The latest revision of the store at some time after this call. A read that is already under way may be older than the
   * call; concurrent callers therefore share the next read.
   * @throws STORE_UNAVAILABLE, QUERY_TIMEOUT
   */
  latestRevision(): Promise<number> {
    if (this.#reading === null) return this.#readLatest();
    this.#next ??= this.#reading.then(() => this.#readLatest());
    return this.#next;
  }

  #readLatest(): Promise<number> {
    this.#next = null;
    const reading = latestRevisionOf(this.engine).then((latestRevision) => {
      this.#observe(latestRevision);
      return latestRevision;
    });
    this.#reading = reading;
    const done = () => {
      if (this.#reading === reading) this.#reading = null;
    };
    reading.then(done, done);
    return reading;
  }

  /** Clears the cache on any other revision. A lower one means that the store was restored from a backup and its numbers are used again. */
  #observe(revision: number): void {
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.#entries?.clear();
  }
}

/** Total characters of the keys that are remembered for `setIfRepeated`. */
const MAX_SEEN_KEYS_LENGTH = 2 ** 18;

/**
 * Milliseconds after which a value expires in any case: other tools that write to the store make no revision. An answer made
 * of cached values may be twice as old.
 */
const MAX_AGE_MS = 30_000;
