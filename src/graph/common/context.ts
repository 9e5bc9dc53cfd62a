import DataLoader from 'dataloader';
import type { View } from '../../analysis/projection/view.ts';
import { withAbortSignal } from '../../engine/abortSignal.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Caller, LOCAL_ADMIN } from '../../model/caller.ts';
import { EVERYTHING, GRAPH } from '../../revisions/touched.ts';
import type { Detail } from './detail.ts';
import { createServices, type Services } from './services.ts';

/**
 * Loads many keys with one or a few statements, whatever their number.
 * Results are in the order of the keys. It reads with the engine of the context that it is given, not with that of the request,
 * which notes what is read beside loaders.
 */
export type BatchLoader<T> = (context: Context, keys: readonly string[]) => Promise<readonly T[]>;

/** What a loaded value depends on: `revisions/touched.ts`. */
export type TagsOf<T> = (key: string, value: T) => readonly string[];

const ON_EVERYTHING: TagsOf<unknown> = () => [EVERYTHING];

/** Of a record that is loaded by its id. Any revision may add one that is missing. */
export const ofRecord: TagsOf<unknown> = (id, record) => (record === null ? [EVERYTHING] : [id]);

/** The state that the resolvers of one request share: loaders, the cache of the process, and the revisions that the answer shows. */
export class Context {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();
  private readonly primed = new Map<string, Map<string, unknown>>();
  /** The latest revision known before anything was loaded. */
  private since: number | null;
  /** The revision whose cached values may be used, once the cache has followed up to it. */
  private cacheRevision: Promise<number> | null = null;
  /** That of the projection, if it was used before anything was in the cache. */
  private givenRevision: number | null = null;
  /** `cacheRevision` as soon as it is known. */
  private usableRevision: number | null = null;
  /** What the answer depends on. */
  private readonly tags = new Set<string>();
  /** The engine of what batches are given, which does not note what it reads. */
  private readonly reading: Engine;
  /** What batches are given: this context with another engine. Made when it is needed, since Apollo Server copies the context. */
  private loadingContext: Context | null = null;
  /** In what batches are given: the context of the request. */
  private readonly request: Context | null = null;

  /** The revisions that parts of the answer show. */
  private readonly shownRevisions = new Set<number>();

  /** The revision that what came from the projection or was counted shows; null if nothing did. */
  revision: number | null = null;

  /** The revision after which the client resumes a subscription, whatever its arguments say; null if it does not. */
  resumeAfter: number | null = null;

  /** Would the same request get the same answer? Not if a time limit cut it. */
  isRepeatable = true;

  /** Does the answer name the latest revision, so that any write changes it? One that has nothing else is not cached. */
  showsLatestRevision = false;

  /** Lets the next operation begin: called when this one ends, or goes on in a thread of its own. Idempotent. */
  release: () => void = () => undefined;

  /** How much of entities and ties is loaded: `brief` if the whole operation selects no more. */
  detail: Detail = 'full';

  /**
   * The graph in memory, for an operation that it answers alone (`isAnsweredInMemory`): what is found here is not read from the store.
   * Null for others, and while the graph is not in memory. Code that takes something from it calls `showPart`.
   */
  view: View | null = null;

  /** Reads until the client disconnects. An answer for which it is used beside loaders depends on everything. */
  readonly engine: Engine;

  constructor(
    /** The engine as it is, whether or not the client is connected. */
    readonly store: Engine,
    /** Clock, projection, cache, live revisions and worker pool of the process. */
    readonly services: Services = createServices(store),
    /** Aborted when the client disconnects. */
    readonly signal?: AbortSignal,
    readonly caller: Caller = LOCAL_ADMIN,
    /** The client, for fair queueing of long queries. */
    readonly clientKey = 'here',
  ) {
    this.reading = signal ? withAbortSignal(signal, store) : store;
    const { tags } = this;
    this.engine = noting(this.reading, () => tags.add(EVERYTHING));
    this.since = services.clock.latest;
  }

  /** Learns a revision that everything loaded from now on has, for `shownRevision`. To be called before anything is loaded. */
  async start(): Promise<void> {
    // If the store does not answer, execution reports the error.
    await this.services.clock.known().catch(() => undefined);
    this.since = this.services.clock.latest;
  }

  /** The revision that the whole answer shows at least; null if none is known. Changes of later revisions may be in it, too. */
  get shownRevision(): number | null {
    return this.loaders.size > 0 || this.revision === null ? minimum(this.since, this.revision) : this.revision;
  }

  /** Would the same request get the same answer while the store is at the shown revision, which is still the latest one? */
  get isOfLatestRevision(): boolean {
    const { since } = this;
    return this.isRepeatable && since === this.services.clock.latest && [...this.shownRevisions].every((revision) => revision === since);
  }

  /** Records that queries of the projection are answered as of this revision, which becomes that of the answer; cached values of it may be used. */
  setRevision(revision: number): void {
    this.tags.add(GRAPH);
    this.showRevision(revision);
  }

  /** Takes the graph in memory, if it is there and up to date, for an operation that needs nothing else. To be called after `start`. */
  async answerInMemory(): Promise<void> {
    this.view = await this.services.projection.viewInMemory();
  }

  /** Records that the answer shows a part of `view`, and what that depends on. */
  showPart(...tags: readonly string[]): void {
    if (this.view === null) return;
    (this.request ?? this).showRevision(this.view.revision);
    this.dependOn(...tags);
  }

  /** As `setRevision`, for what does not depend on the whole graph: to be called with `dependOn`. */
  showRevision(revision: number): void {
    if (this.revision === revision) return;
    this.revision = revision;
    this.shownRevisions.add(revision);
    this.givenRevision ??= revision;
  }

  /** Records that the answer depends on these beside what was loaded. */
  dependOn(...tags: readonly string[]): void {
    for (const tag of tags) this.tags.add(tag);
  }

  /**
   * Loads a key in one batch with all others of the same name that are requested in the same tick. The name consists of
   * the field and its arguments, not of its path in the query, so that fields of several types of an interface share a
   * batch. What is in the cache, and was not touched since, is not read.
   * @param tagsOf What each value depends on; default: on everything.
   */
  load<T>(name: string, key: string, batch: BatchLoader<T>, tagsOf: TagsOf<T> = ON_EVERYTHING): Promise<T> {
    return this.loader(name, batch, tagsOf).load(key);
  }

  /** As `load`, for a value without a key of its own. */
  loadOne<T>(name: string, read: (context: Context) => Promise<T>, tagsOf?: TagsOf<T>): Promise<T> {
    return this.load(name, '', async (context) => [await read(context)], tagsOf);
  }

  /** Stores a value that another statement has returned, as if it had been loaded. */
  prime<T>(name: string, key: string, batch: BatchLoader<T>, value: T, tagsOf: TagsOf<T>): void {
    const primed = this.primed.get(name) ?? new Map<string, unknown>();
    this.primed.set(name, primed);
    if (primed.has(key)) return;
    primed.set(key, value);
    this.cache(this.since, this.keyOf(name, key), value, tagsOf(key, value));
    this.loader(name, batch, tagsOf).prime(key, value);
  }

  /** A value that another statement has returned, or that is in the cache, where that is known without waiting. */
  loadedValue<T>(name: string, key: string): T | undefined {
    const primed = this.primed.get(name)?.get(key) as T | undefined;
    return primed ?? (this.usableRevision === null ? undefined : this.cached<T>(this.usableRevision, name, key));
  }

  /** Drops what was loaded before a write, so that later loads see the graph as written. */
  forget(): void {
    this.loaders.clear();
    this.primed.clear();
    this.cacheRevision = null;
    this.givenRevision = null;
    this.usableRevision = null;
    this.view = null;
    this.since = this.services.clock.latest;
  }

  /** The cached response to a request, if nothing that it depends on was touched since. To be called before anything is loaded. */
  async cachedResponse(key: string): Promise<string | null> {
    const { cache, clock } = this.services;
    if (!cache.has(key)) return null;
    const revision = await this.currentRevision().catch(() => null);
    // If the store does not answer, execution reports the error.
    if (revision === null) {
      this.cacheRevision = null;
      return null;
    }
    this.since = clock.latest;
    return cache.get<string>(revision, key)?.value ?? null;
  }

  /**
   * Caches the response to a request when it is given for the second time, unless a part of it is of an older revision than
   * what was loaded, or nothing in it came from the graph.
   */
  cacheResponse(key: string, text: string): void {
    const { since, tags } = this;
    const isWhole = since !== null && this.isRepeatable && [...this.shownRevisions].every((revision) => revision >= since);
    if (isWhole && tags.size > 0)
      this.services.cache.setIfRepeated(since, key, text, this.showsLatestRevision || tags.size > MAX_TAGS ? [EVERYTHING] : [...tags]);
  }

  private loader<T>(name: string, batch: BatchLoader<T>, tagsOf: TagsOf<T>): DataLoader<string, T> {
    let loader = this.loaders.get(name) as DataLoader<string, T> | undefined;
    if (!loader) {
      const request = this.request ?? this;
      loader = new DataLoader((keys) => request.loadCached(name, keys, batch, tagsOf), { maxBatchSize: 1000 });
      this.loaders.set(name, loader as DataLoader<string, unknown>);
    }
    return loader;
  }

  /** What is in the cache from there, the rest from one batch. */
  private async loadCached<T>(name: string, keys: readonly string[], batch: BatchLoader<T>, tagsOf: TagsOf<T>): Promise<readonly T[]> {
    const { cache, clock } = this.services;
    const found: (T | undefined)[] = new Array(keys.length);
    if (keys.some((key) => cache.has(this.keyOf(name, key)) || cache.has(this.fullKeyOf(name, key)))) {
      const revision = await this.currentRevision();
      for (const [index, key] of keys.entries()) found[index] = this.cached(revision, name, key);
    }
    const missing = keys.filter((_, index) => found[index] === undefined);
    if (missing.length === 0) return found as T[];
    const since = cache.isOn ? await clock.known() : null;
    const values = await batch(this.loading(), missing);
    let next = 0;
    for (const [index, key] of keys.entries()) {
      if (found[index] !== undefined) continue;
      const value = values[next++] as T;
      found[index] = value;
      this.cache(since, this.keyOf(name, key), value, tagsOf(key, value));
    }
    return found as T[];
  }

  private loading(): Context {
    this.loadingContext ??= Object.create(this, { engine: { value: this.reading }, request: { value: this } }) as Context;
    return this.loadingContext;
  }

  private cache(since: number | null, place: string, value: unknown, tags: readonly string[]): void {
    this.dependOn(...tags);
    this.services.cache.set(since, place, value, tags);
  }

  private cached<T>(revision: number, name: string, key: string): T | undefined {
    const { cache } = this.services;
    const entry = cache.get<T>(revision, this.keyOf(name, key)) ?? cache.get<T>(revision, this.fullKeyOf(name, key));
    if (entry) this.dependOn(...entry.tags);
    return entry?.value;
  }

  private currentRevision(): Promise<number> {
    this.cacheRevision ??= this.followed(this.givenRevision === null ? this.services.clock.current() : this.givenRevision);
    return this.cacheRevision;
  }

  private async followed(known: number | Promise<number>): Promise<number> {
    const revision = await known;
    await this.services.cache.follow(revision);
    this.usableRevision = revision;
    return revision;
  }

  /** Briefly loaded records lack properties that other requests need, so they are cached apart. */
  private keyOf(name: string, key: string): string {
    return `${this.detail} ${name} ${key}`;
  }

  private fullKeyOf(name: string, key: string): string {
    return `full ${name} ${key}`;
  }
}

/** From this many on an answer counts as dependent on everything. */
const MAX_TAGS = 5_000;

/** The same engine, which says when it is read. */
function noting(engine: Engine, note: () => void): Engine {
  return {
    ...engine,
    read: (...query) => {
      note();
      return engine.read(...query);
    },
    searchText: (...search) => {
      note();
      return engine.searchText(...search);
    },
  };
}

/** The smaller number, or the one that is not null. */
function minimum<T extends number | null>(a: number | null, b: T): number | T {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

/** Arguments as part of a loader's name: equal arguments give equal texts, whatever the order of their fields. */
export function argumentsKey(args: object): string {
  return JSON.stringify(args, (_key, value: unknown) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
