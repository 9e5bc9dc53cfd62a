import { LRUCache } from 'lru-cache';
import type { Engine } from '../engine/engine.ts';
import { headOf } from './build.ts';
import { weightOf } from './weight.ts';

interface Entry {
  readonly value: unknown;
}

/**
 * What requests have read of the graph, kept for those that come after while the store stays at the same revision. The
 * first of another revision, whoever wrote it, drops it all. Who takes from it must know which revision the store is at
 * while he is asked: then he gets what a statement would give him.
 *
 * A value is kept under the newest revision that was known before it was read. If the store is at that revision still,
 * it was so when the value was read, since revisions only go up.
 */
export class Kept {
  #revision: number | null = null;
  readonly #entries: LRUCache<string, Entry> | null;
  readonly #givenOnce = new LRUCache<string, true>({ maxSize: REMEMBERED, sizeCalculation: (_, key) => key.length });
  #asking: Promise<number> | null = null;
  #next: Promise<number> | null = null;

  constructor(
    private readonly engine: Engine,
    /** Bytes that the values may take, as `weightOf` estimates them; 0: nothing is kept. */
    room: number,
  ) {
    const sizeCalculation = ({ value }: Entry, key: string) => key.length + weightOf(value);
    this.#entries = room > 0 ? new LRUCache({ maxSize: room, ttl: LONGEST, sizeCalculation }) : null;
  }

  /** The newest revision that is known, null before the first: what is read from now on is of this one or a younger one. */
  get revision(): number | null {
    return this.#revision;
  }

  /** What is kept under these keys, where the store is at this revision; null where that is not so, or one of them is missing. */
  all(revision: number, keys: readonly string[]): unknown[] | null {
    if (revision !== this.#revision) return null;
    const entries = keys.map((key) => this.#entries?.get(key));
    return entries.every((entry) => entry !== undefined) ? entries.map(({ value }) => value) : null;
  }

  /** Is there something under a key, if the store has not moved on? */
  has(key: string): boolean {
    return this.#entries?.has(key) ?? false;
  }

  /** Keeps what was read, but not that there was nothing. `since` is the newest revision that was known before it was. */
  keep(since: number | null, key: string, value: unknown): void {
    if (value !== null && since === this.#revision) this.#entries?.set(key, { value });
  }

  /** The same for what is dear to keep and seldom asked for twice: keeps it when it is given for the second time. */
  keepIfAskedAgain(since: number | null, key: string, value: unknown): void {
    if (this.#givenOnce.has(key)) this.keep(since, key, value);
    else if (this.#entries !== null) this.#givenOnce.set(key, true);
  }

  /** A revision that this process has written. */
  written(revision: number): void {
    if (revision > (this.#revision ?? -1)) this.#saw(revision);
  }

  /**
   * The newest revision of the store at some time after this call. Those who ask while a question is on its way, which
   * may miss what they must not miss, wait for one that they share.
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

  /** Lower than before is a store that was set back, in which the same numbers will mean something else. */
  #saw(revision: number): void {
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.#entries?.clear();
  }
}

/** Characters of the keys that are remembered, of what was given once and not kept. */
const REMEMBERED = 2 ** 18;

/**
 * Milliseconds after which a value is read anew all the same: who writes by other tools than ours makes no revision. Twice
 * that where an answer was made of what was kept.
 */
const LONGEST = 30_000;
