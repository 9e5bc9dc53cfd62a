import { LRUCache } from 'lru-cache';
import type { Engine } from '../engine/engine.ts';
import { headOf } from './build.ts';
import { weightOf } from './weight.ts';

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
export class Kept {
  #revision: number | null = null;
  readonly #entries: LRUCache<string, Entry> | null;
  readonly #givenOnce = new LRUCache<string, true>({ maxSize: REMEMBERED, sizeCalculation: (_, key) => key.length });
  #asking: Promise<number> | null = null;
  #next: Promise<number> | null = null;

  constructor(
    private readonly engine: Engine,
    /** Size of the cache in bytes, as `estimateBytes` estimates them; 0 switches it off. */
    room: number,
  ) {
    const sizeCalculation = ({ value }: Entry, key: string) => key.length + weightOf(value);
    this.#entries = room > 0 ? new LRUCache({ maxSize: room, ttl: LONGEST, sizeCalculation }) : null;
  }

  /** The latest known revision; null before the first. What is read from now on is of this revision or a later one. */
  get revision(): number | null {
    return this.#revision;
  }

  /** The cached values of these keys; null where the cache is not at this revision or one key is missing. */
  all(revision: number, keys: readonly string[]): unknown[] | null {
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
  keep(since: number | null, key: string, value: unknown): void {
    if (value !== null && since === this.#revision) this.#entries?.set(key, { value });
  }

  /** As `set`, for values that are large and seldom requested twice: caches a value when its key comes for the second time. */
  keepIfAskedAgain(since: number | null, key: string, value: unknown): void {
    if (this.#givenOnce.has(key)) this.keep(since, key, value);
    else if (this.#entries !== null) this.#givenOnce.set(key, true);
  }

  /** Reports a revision that this process wrote. */
  written(revision: number): void {
    if (revision > (this.#revision ?? -1)) this.#saw(revision);
  }

  /**
   * The latest revision of the store at some time after this call. A read that is already under way may be older than the
   * call; concurrent callers therefore share the next read.
   * @throws STORE_UNAVAILABLE, QUERY_TIMEOUT
   */
  head(): Promise<number> {
    if (this.#asking === null) return this.#ask();
    this.#next ??= this.#asking.then(() => this.#ask());
    return this.#next;
  }

  #ask(): Promise<number> {
    this.#next = null;
    const asking = headOf(this.engine).then((head) => {
      this.#saw(head);
      return head;
    });
    this.#asking = asking;
    const done = () => {
      if (this.#asking === asking) this.#asking = null;
    };
    asking.then(done, done);
    return asking;
  }

  /** Clears the cache on any other revision. A lower one means that the store was restored from a backup and its numbers are used again. */
  #saw(revision: number): void {
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.#entries?.clear();
  }
}

/** Total characters of the keys that are remembered for `setIfRepeated`. */
const REMEMBERED = 2 ** 18;

/**
 * Milliseconds after which a value expires in any case: other tools that write to the store make no revision. An answer made
 * of cached values may be twice as old.
 */
const LONGEST = 30_000;
