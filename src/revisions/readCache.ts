import { LRUCache } from 'lru-cache';
import type { ChangeSets } from './changeSets.ts';
import type { Clock } from './clock.ts';
import { RENAMED, tiesTag, touchedBy } from './touched.ts';

interface Entry {
  readonly value: unknown;
  /** The latest revision that was known before it was read. */
  readonly since: number;
  /** What it depends on: `touched.ts`. */
  readonly tags: readonly string[];
  /** The revision up to which nothing has touched it. */
  checked: number;
}

/** The neighbors of an entity, as merged, over relationships of any type and status; null where they are not known. */
export type NeighborsOf = (entity: string, revision: number) => Promise<readonly string[] | null>;

/**
 * A cache of what requests have read of the graph: records, lists of one owner, and whole answers. It survives the writes that did
 * not touch what is in it, whichever process wrote them: the change set of a revision says what it touched.
 *
 * A value is stored under the latest revision that was known before it was read, and under what it depends on. It was read at that
 * revision or a later one. So it is what a statement would return at any revision up to which nothing that it depends on was touched.
 */
export class ReadCache {
  readonly #entries: LRUCache<string, Entry> | null;
  readonly #seenOnce = new LRUCache<string, true>({ maxSize: MAX_SEEN_KEYS_LENGTH, sizeCalculation: (_, key) => key.length });
  /** The revision that last touched each tag, of the revisions after `#floor`. */
  readonly #touchedAt = new Map<string, number>();
  /** What was read at an earlier revision is not used. */
  #floor = Number.POSITIVE_INFINITY;
  /** The revision up to which `#touchedAt` is complete; null before the first. */
  #followed: number | null = null;
  #following: Promise<void> | null = null;
  /** How often it was emptied. */
  #emptied = 0;

  constructor(
    private readonly clock: Clock,
    private readonly changeSets: ChangeSets,
    private readonly neighborsOf: NeighborsOf,
    /** `maxBytes`: its size, as `estimateBytes` estimates it; 0 switches it off. `maxAge`: milliseconds after which a value expires in any case; 0: never. */
    { maxBytes, maxAge }: { readonly maxBytes: number; readonly maxAge: number },
  ) {
    const sizeCalculation = ({ value, tags }: Entry, key: string) =>
      ENTRY_BYTES + key.length + TAG_BYTES * tags.length + estimateBytes(value);
    this.#entries = maxBytes > 0 ? new LRUCache({ maxSize: maxBytes, ttl: maxAge, sizeCalculation }) : null;
    clock.onChange((revision, previous) => {
      // The store went back: numbers of revisions are used again.
      if (revision < previous) this.#startFrom(revision);
    });
  }

  get isOn(): boolean {
    return this.#entries !== null;
  }

  /** How many values are in it, and their size in bytes. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#entries?.size ?? 0, bytes: this.#entries?.calculatedSize ?? 0 };
  }

  /** Whether a key is in it; `get` says whether its value may be used. */
  has(key: string): boolean {
    return this.#entries?.has(key) ?? false;
  }

  /**
   * Learns what was touched up to a revision, which must be known to the clock. Where that cannot be found out, all is forgotten.
   * @throws STORE_UNAVAILABLE, QUERY_TIMEOUT
   */
  async follow(revision: number): Promise<void> {
    while (this.#entries !== null && (this.#followed ?? -1) < revision) {
      this.#following ??= this.#advance(revision).finally(() => {
        this.#following = null;
      });
      await this.#following;
    }
  }

  /** A cached value that is what a statement would return at this revision or a later one; undefined if there is none. `follow` comes first. */
  get<T>(revision: number, key: string): { readonly value: T; readonly tags: readonly string[] } | undefined {
    const followed = this.#followed;
    if (followed === null || followed < revision) return undefined;
    const entry = this.#entries?.get(key);
    if (entry === undefined) return undefined;
    if (entry.checked === followed || this.#isUntouched(entry)) {
      entry.checked = followed;
      return entry as { value: T; tags: readonly string[] };
    }
    this.#entries?.delete(key);
    return undefined;
  }

  /**
   * Caches a value that is not null.
   * @param since The latest revision that was known before it was read.
   */
  set(since: number | null, key: string, value: unknown, tags: readonly string[]): void {
    if (value === null || since === null) return;
    this.#entries?.set(key, { value, since, tags, checked: -1 });
  }

  /** As `set`, for values that are large and seldom requested twice: caches a value when its key comes for the second time. */
  setIfRepeated(since: number | null, key: string, value: unknown, tags: readonly string[]): void {
    if (this.#seenOnce.has(key)) this.set(since, key, value, tags);
    else if (this.#entries !== null) this.#seenOnce.set(key, true);
  }

  #isUntouched({ since, tags }: Entry): boolean {
    if (since < this.#floor) return false;
    for (const tag of tags) if ((this.#touchedAt.get(tag) ?? -1) > since) return false;
    return true;
  }

  /** Forgets everything; from then on it follows from a revision. */
  #startFrom(revision: number): void {
    this.#emptied++;
    this.#followed = revision;
    this.#floor = revision;
    this.#touchedAt.clear();
    this.#entries?.clear();
  }

  async #advance(revision: number): Promise<void> {
    const { numbers } = this.clock;
    const from = this.#followed;
    if (from === null) {
      this.#followed = revision;
      this.#floor = revision;
      return;
    }
    if (numbers.countBetween(from, revision) > MAX_REVISIONS_BEHIND) return this.#startFrom(revision);
    let emptied = this.#emptied;
    const revisions = await this.changeSets.following(from, revision, REVISIONS_PER_READ);
    if (this.#emptied !== emptied) return;
    // A lagging member of a cluster, or a store that lacks one.
    if (revisions.length === 0) return this.#startFrom(revision);
    for (const { number, rows } of revisions) {
      const touched = touchedBy(rows);
      const tags = touched && [...touched.tags, ...(await this.#tagsOfNeighbors(touched.renamed, number))];
      // The store went back meanwhile.
      if (this.#emptied !== emptied) return;
      for (const tag of tags ?? []) this.#touchedAt.set(tag, number);
      this.#followed = number;
      if (tags === null || this.#touchedAt.size > MAX_TOUCHED) this.#startFrom(number);
      emptied = this.#emptied;
    }
  }

  async #tagsOfNeighbors(renamed: readonly string[], revision: number): Promise<string[]> {
    const lists = await Promise.all(renamed.map((entity) => this.neighborsOf(entity, revision)));
    return lists.flatMap((neighbors) => neighbors?.map(tiesTag) ?? [RENAMED]);
  }
}

/** Total characters of the keys that are remembered for `setIfRepeated`. */
const MAX_SEEN_KEYS_LENGTH = 2 ** 18;

/** From this many revisions behind, filling the cache again costs less than following. */
const MAX_REVISIONS_BEHIND = 200;
const REVISIONS_PER_READ = 10;

/** Tags that are remembered with the revision that last touched them; then all is forgotten. */
const MAX_TOUCHED = 500_000;

/** What an entry takes beside its value, and for each tag. */
const ENTRY_BYTES = 100;
const TAG_BYTES = 40;
const OBJECT_BYTES = 48;
const FIELD_BYTES = 8;
/** Items of a list by which its size is estimated. */
const SAMPLED_ITEMS = 4;

/** Estimates how many bytes a plain value takes in memory. Parts that several values share are counted for each. */
function estimateBytes(value: unknown): number {
  if (typeof value === 'string') return OBJECT_BYTES / 2 + value.length;
  if (value === null || typeof value !== 'object') return 0;
  if (Array.isArray(value)) return estimateList(value);
  let bytes = OBJECT_BYTES;
  for (const name in value) bytes += FIELD_BYTES + estimateBytes((value as Readonly<Record<string, unknown>>)[name]);
  return bytes;
}

/** Lists hold items of one kind, so some show the size of all. */
function estimateList(list: readonly unknown[]): number {
  const sampled = Math.min(list.length, SAMPLED_ITEMS);
  if (sampled === 0) return OBJECT_BYTES;
  let bytes = 0;
  for (let index = 0; index < sampled; index++) bytes += estimateBytes(list[Math.floor((index * list.length) / sampled)]);
  return OBJECT_BYTES + Math.ceil(list.length * (FIELD_BYTES + bytes / sampled));
}
