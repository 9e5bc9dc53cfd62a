import DataLoader from 'dataloader';
import type { Engine } from '../../engine/engine.ts';
import { wantedUntil } from '../../engine/wanted.ts';
import { type Shape, shapeOf } from '../../feed/shape.ts';
import { type Caller, LOCAL_ADMIN } from '../../model/caller.ts';
import type { Detail } from './detail.ts';

/**
 * Answers many keys with one or a few statements, whatever their number.
 * Results come in the order of the keys.
 */
export type Batch<T> = (context: Context, keys: readonly string[]) => Promise<readonly T[]>;

/** What the resolvers of one request share. */
export class Context {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();
  private readonly primed = new Map<string, Map<string, unknown>>();
  /** The newest revision that was known before anything was loaded. */
  private since: number | null;
  /** The revision whose kept values will do. */
  private level: number | Promise<number> | null = null;

  /** Each revision that a part of the answer was found on. */
  private readonly viewed = new Set<number>();

  /** The revision that the answer shows, where it was found on the projection or counted. */
  revision: number | null = null;

  /** Would the same question be answered the same? Not where the time it took cut it short. */
  isRepeatable = true;

  /** How much of entities and ties is loaded; set to less where the whole operation is known to ask for no more. */
  detail: Detail = 'full';

  /** Reads for as long as the one who asked is there. */
  readonly engine: Engine;

  constructor(
    engine: Engine,
    /** What questions about the shape of the graph are asked of. */
    readonly shape: Shape = shapeOf(engine),
    /** Aborted when the one who asked is gone. */
    readonly signal?: AbortSignal,
    readonly caller: Caller = LOCAL_ADMIN,
    /** Whose requests are counted together, and take turns with those of others. */
    readonly from = 'here',
  ) {
    this.engine = signal ? wantedUntil(signal, engine) : engine;
    this.since = shape.kept.revision;
  }

  /** Says that what is asked of the projection is answered as of this revision; it is the answer's, and kept values of it will do. */
  answersAsOf(revision: number): void {
    this.revision = revision;
    this.viewed.add(revision);
    this.level ??= revision;
  }

  /** Says which revision a part of the answer shows; of several parts the oldest counts. */
  shows(revision: number): void {
    this.revision = Math.min(this.revision ?? revision, revision);
    this.viewed.add(revision);
  }

  /**
   * Loads a key together with all others that are asked under the same name at the same time. The name holds the field
   * and its arguments, not the place in the query, so that the same field under several types of an interface is one.
   * Where earlier requests have loaded all of them, and nothing was written since, no statement is sent for them.
   */
  load<T>(name: string, key: string, batch: Batch<T>): Promise<T> {
    return this.loader(name, batch).load(key);
  }

  /** As `load`, what has no key but its name. */
  loadOne<T>(name: string, read: () => Promise<T>): Promise<T> {
    return this.load(name, '', async () => [await read()]);
  }

  /** Remembers what another statement has brought along, as if it had been loaded. */
  prime<T>(name: string, key: string, batch: Batch<T>, value: T): void {
    const primed = this.primed.get(name) ?? new Map<string, unknown>();
    this.primed.set(name, primed);
    if (primed.has(key)) return;
    primed.set(key, value);
    this.shape.kept.keep(this.since, this.keyOf(name, key), value);
    this.loader(name, batch).prime(key, value);
  }

  /** What another statement has brought along. */
  known<T>(name: string, key: string): T | undefined {
    return this.primed.get(name)?.get(key) as T | undefined;
  }

  /** Forgets what was loaded before a write, so that what is loaded after it is the graph as written. */
  forget(): void {
    this.loaders.clear();
    this.primed.clear();
    this.level = null;
    this.since = this.shape.kept.revision;
  }

  /** The whole answer to a question, where it was kept as of the revision at which the store is. Must be asked before anything is loaded. */
  async answerKept(key: string): Promise<string | null> {
    const { kept } = this.shape;
    if (!kept.has(key)) return null;
    const revision = await kept.head().catch(() => null);
    // What the answer needs of a store that does not answer is told where it is executed.
    if (revision === null) return null;
    this.level = revision;
    this.since = kept.revision;
    return (kept.all(revision, [key])?.[0] as string | undefined) ?? null;
  }

  /**
   * Keeps the whole answer to a question that is asked for the second time, unless a part of it is of another revision than
   * what was loaded, or nothing of it came from the graph.
   */
  keepAnswer(key: string, text: string): void {
    const isOfOne = [...this.viewed].every((revision) => revision === this.since);
    const isOfTheGraph = this.loaders.size > 0 || this.viewed.size > 0;
    if (this.isRepeatable && isOfOne && isOfTheGraph) this.shape.kept.keepIfAskedAgain(this.since, key, text);
  }

  private loader<T>(name: string, batch: Batch<T>): DataLoader<string, T> {
    let loader = this.loaders.get(name) as DataLoader<string, T> | undefined;
    if (!loader) {
      loader = new DataLoader((keys) => this.keptOr(name, keys, batch), { maxBatchSize: 1000 });
      this.loaders.set(name, loader as DataLoader<string, unknown>);
    }
    return loader;
  }

  /** All of the keys as of one revision, or all as one statement finds them: never some of them older than others. */
  private async keptOr<T>(name: string, keys: readonly string[], batch: Batch<T>): Promise<readonly T[]> {
    const { kept } = this.shape;
    const places = keys.map((key) => this.keyOf(name, key));
    if (places.every((place) => kept.has(place))) {
      this.level ??= kept.head();
      const found = kept.all(await this.level, places);
      if (found) return found as T[];
    }
    const since = kept.revision;
    const values = await batch(this, keys);
    for (const [index, place] of places.entries()) kept.keep(since, place, values[index]);
    return values;
  }

  /** What is loaded in brief lacks properties that others ask for. */
  private keyOf(name: string, key: string): string {
    return `${this.detail} ${name} ${key}`;
  }
}

/** Arguments as part of a loader's name: the same arguments give the same text, whatever their order. */
export function argumentsKey(args: object): string {
  return JSON.stringify(args, (_key, value: unknown) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
