import type { Projection } from '../analysis/projection/projection.ts';
import { type ChangeRow, ProjectionOutOfSync } from '../analysis/projection/records.ts';
import type { View } from '../analysis/projection/view.ts';
import type { Engine } from '../engine/engine.ts';
import { buildProjection, latestRevisionOf } from './build.ts';
import { CHANGE_SETS } from './feed.cypher.ts';

export interface FeedOptions {
  /** Milliseconds for which writes of other processes may go unseen. Writes of this process are seen at once. */
  readonly staleness: number;
  /** Called when the projection could not follow the store and is rebuilt, with the reason in one sentence. */
  readonly onRebuild: (reason: string) => void;
  /** Called for each revision that this process wrote. */
  readonly onWritten?: (revision: number) => void;
}

/** Change sets that one statement reads. */
const REVISIONS_PER_READ = 100;
/** From this many revisions behind, rebuilding the projection costs less than following. */
const MAX_REVISIONS_BEHIND = 5_000;

/**
 * The projection of the graph: built at the first request for a view, and brought up to date at each later one. Concurrent
 * requests share one build or update.
 */
export class Feed {
  #projection: Projection | null = null;
  #syncedAt = Number.NEGATIVE_INFINITY;
  #requiredRevision = 0;
  #syncing: Promise<View> | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly options: FeedOptions,
  ) {}

  /** Whether the projection is built. */
  get isBuilt(): boolean {
    return this.#projection !== null;
  }

  /** The revision of the projection; null before it is built. */
  get revision(): number | null {
    return this.#projection?.view.revision ?? null;
  }

  /** Milliseconds since the projection was last up to date; infinite before it is built. */
  get age(): number {
    return performance.now() - this.#syncedAt;
  }

  /** Reports a revision that this process wrote: the next view includes it, and subscribers are notified. */
  revisionWritten(revision: number): void {
    this.#requiredRevision = Math.max(this.#requiredRevision, revision);
    this.options.onWritten?.(revision);
  }

  /**
   * The graph with all writes of this process, and those of others up to `staleness` ago.
   * @throws STORE_UNAVAILABLE, QUERY_TIMEOUT
   */
  async view(): Promise<View> {
    const view = this.#projection?.view;
    const fresh = performance.now() - this.#syncedAt < this.options.staleness;
    if (view && fresh && view.revision >= this.#requiredRevision) return view;
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = null;
    });
    const synced = await this.#syncing;
    return synced.revision >= this.#requiredRevision ? synced : this.view();
  }

  /** As `view`, with everything that is committed before the call, whichever process wrote it. */
  async latest(): Promise<View> {
    await this.#syncing;
    this.#syncedAt = Number.NEGATIVE_INFINITY;
    return this.view();
  }

  async #sync(): Promise<View> {
    const startedAt = performance.now();
    this.#projection ??= await buildProjection(this.engine);
    try {
      await this.#follow(this.#projection);
    } catch (error) {
      if (!(error instanceof ProjectionOutOfSync)) throw error;
      this.options.onRebuild(error.message);
      this.#requiredRevision = 0;
      this.#projection = await buildProjection(this.engine);
      await this.#follow(this.#projection);
    }
    this.#syncedAt = startedAt;
    return this.#projection.view;
  }

  /** Applies one revision after another up to the latest, each as a whole. */
  async #follow(projection: Projection): Promise<void> {
    const latestRevision = await latestRevisionOf(this.engine);
    const behind = latestRevision - projection.view.revision;
    if (behind < 0) throw new ProjectionOutOfSync(`The store went back from revision ${projection.view.revision} to ${latestRevision}.`);
    if (behind > MAX_REVISIONS_BEHIND) throw new ProjectionOutOfSync(`The projection is ${behind} revisions behind.`);
    while (projection.view.revision < latestRevision) {
      const first = projection.view.revision + 1;
      const numbers = Array.from({ length: Math.min(REVISIONS_PER_READ, latestRevision - first + 1) }, (_, index) => first + index);
      const rows = await this.engine.read(CHANGE_SETS, { numbers });
      if (rows.length === 0) throw new ProjectionOutOfSync(`Revision ${first} has no change set.`);
      for (const [revision, changes] of rows) {
        const parsed = (changes as readonly string[]).map((row) => JSON.parse(row) as ChangeRow);
        projection.apply({ revision: revision as number, rows: parsed });
      }
    }
  }
}
