import DataLoader from 'dataloader';
import { withAbortSignal } from '../../engine/abortSignal.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Caller, LOCAL_ADMIN } from '../../model/caller.ts';
import type { Detail } from './detail.ts';
import { createServices, type Services } from './services.ts';

/**
 * Loads many keys with one or a few statements, whatever their number.
 * Results are in the order of the keys.
 */
export type BatchLoader<T> = (context: Context, keys: readonly string[]) => Promise<readonly T[]>;

/** The state that the resolvers of one request share: loaders, the cache of the process, and the revisions that the answer shows. */
export class Context {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();
  private readonly primed = new Map<string, Map<string, unknown>>();
  /** The latest revision known before anything was loaded. */
  private since: number | null;
  /** The revision whose cached values may be used. */
  private cacheRevision: number | Promise<number> | null = null;

  /** The revisions that parts of the answer show. */
  private readonly shownRevisions = new Set<number>();

  /** The revision that what came from the projection or was counted shows; null if nothing did. */
  revision: number | null = null;

  /** The revision after which the client resumes a subscription, whatever its arguments say; null if it does not. */
  resumeAfter: number | null = null;

  /** Would the same request get the same answer? Not if a time limit cut it. */
  isRepeatable = true;

  /** Lets the next operation begin: called when this one ends, or goes on in a thread of its own. Idempotent. */
  release: () => void = () => undefined;

  /** How much of entities and ties is loaded: `brief` if the whole operation selects no more. */
  detail: Detail = 'full';

  /** Reads until the client disconnects. */
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
    this.engine = signal ? withAbortSignal(signal, store) : store;
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
    this.revision = revision;
    this.shownRevisions.add(revision);
    this.cacheRevision ??= revision;
  }

  /** Records the revision that a part of the answer shows; of several parts the oldest counts. */
  addRevision(revision: number): void {
    this.revision = minimum(this.revision, revision);
    this.shownRevisions.add(revision);
  }

  /**
   * Loads a key in one batch with all others of the same name that are requested in the same tick. The name consists of
   * the field and its arguments, not of its path in the query, so that fields of several types of an interface share a
   * batch. If all keys are in the cache and nothing was written since, no statement is sent.
   */
  load<T>(name: string, key: string, batch: BatchLoader<T>): Promise<T> {
    return this.loader(name, batch).load(key);
  }

  /** As `load`, for a value without a key of its own. */
  loadOne<T>(name: string, read: () => Promise<T>): Promise<T> {
    return this.load(name, '', async () => [await read()]);
  }

  /** Stores a value that another statement has returned, as if it had been loaded. */
  prime<T>(name: string, key: string, batch: BatchLoader<T>, value: T): void {
    const primed = this.primed.get(name) ?? new Map<string, unknown>();
    this.primed.set(name, primed);
    if (primed.has(key)) return;
    primed.set(key, value);
    this.services.cache.set(this.since, this.keyOf(name, key), value);
    this.loader(name, batch).prime(key, value);
  }

  /** A value that another statement has returned. */
  primedValue<T>(name: string, key: string): T | undefined {
    return this.primed.get(name)?.get(key) as T | undefined;
  }

  /** Drops what was loaded before a write, so that later loads see the graph as written. */
  forget(): void {
    this.loaders.clear();
    this.primed.clear();
    this.cacheRevision = null;
    this.since = this.services.clock.latest;
  }

  /** The cached response to a request, if it is of the current revision of the store. To be called before anything is loaded. */
  async cachedResponse(key: string): Promise<string | null> {
    const { cache, clock } = this.services;
    if (!cache.has(key)) return null;
    const revision = await clock.current().catch(() => null);
    // If the store does not answer, execution reports the error.
    if (revision === null) return null;
    this.cacheRevision = revision;
    this.since = clock.latest;
    return (cache.getAll(revision, [key])?.[0] as string | undefined) ?? null;
  }

  /**
   * Caches the response to a request when it is given for the second time, unless a part of it is of another revision than
   * what was loaded, or nothing in it came from the graph.
   */
  cacheResponse(key: string, text: string): void {
    const isFromGraph = this.loaders.size > 0 || this.shownRevisions.size > 0;
    if (this.isOfLatestRevision && isFromGraph) this.services.cache.setIfRepeated(this.since, key, text);
  }

  private loader<T>(name: string, batch: BatchLoader<T>): DataLoader<string, T> {
    let loader = this.loaders.get(name) as DataLoader<string, T> | undefined;
    if (!loader) {
      loader = new DataLoader((keys) => this.loadCached(name, keys, batch), { maxBatchSize: 1000 });
      this.loaders.set(name, loader as DataLoader<string, unknown>);
    }
    return loader;
  }

  /** All keys from the cache, or all from one statement: a mixture could be of two revisions. */
  private async loadCached<T>(name: string, keys: readonly string[], batch: BatchLoader<T>): Promise<readonly T[]> {
    const { cache, clock } = this.services;
    const places = keys.map((key) => this.keyOf(name, key));
    if (places.every((place) => cache.has(place))) {
      this.cacheRevision ??= clock.current();
      const found = cache.getAll(await this.cacheRevision, places);
      if (found) return found as T[];
    }
    const since = clock.latest;
    const values = await batch(this, keys);
    for (const [index, place] of places.entries()) cache.set(since, place, values[index]);
    return values;
  }

  /** Briefly loaded records lack properties that other requests need, so they are cached apart. */
  private keyOf(name: string, key: string): string {
    return `${this.detail} ${name} ${key}`;
  }
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
