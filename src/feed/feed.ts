import type { Projection } from '../analysis/projection/projection.ts';
import { CannotFollow, type ChangeRow } from '../analysis/projection/records.ts';
import type { View } from '../analysis/projection/view.ts';
import type { Engine } from '../engine/engine.ts';
import { buildProjection, headOf } from './build.ts';
import { CHANGE_SETS } from './feed.cypher.ts';

export interface FeedOptions {
  /** Milliseconds for which what another process wrote may go unseen. What this one wrote is always seen. */
  readonly staleness: number;
  /** Told in a sentence when the projection could not follow and is built anew. */
  readonly onRebuild: (reason: string) => void;
  /** Told of each revision that this process wrote. */
  readonly onWritten?: (revision: number) => void;
}

/** Change sets read at once. */
const REVISIONS_AT_A_TIME = 100;
/** Beyond this many revisions behind, reading the graph anew costs less. */
const FARTHEST_BEHIND = 5_000;

/**
 * The projection of the graph, built when first asked for, and up to date whenever it is asked for.
 * One at a time builds or follows; all who ask meanwhile wait for the same.
 */
export class Feed {
  #projection: Projection | null = null;
  #syncedAt = Number.NEGATIVE_INFINITY;
  #wanted = 0;
  #running: Promise<View> | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly options: FeedOptions,
  ) {}

  /** Is there a projection already? */
  get isBuilt(): boolean {
    return this.#projection !== null;
  }

  /** The revision that the projection shows; null until there is one. */
  get revision(): number | null {
    return this.#projection?.view.revision ?? null;
  }

  /** Milliseconds since it was last level with the store. */
  get age(): number {
    return performance.now() - this.#syncedAt;
  }

  /** A revision that this process wrote: the next view shows it, and whoever follows the graph hears of it. */
  written(revision: number): void {
    this.#wanted = Math.max(this.#wanted, revision);
    this.options.onWritten?.(revision);
  }

  /** The graph as it is. Throws STORE_UNAVAILABLE or QUERY_TIMEOUT where the store cannot say. */
  async view(): Promise<View> {
    const view = this.#projection?.view;
    const fresh = performance.now() - this.#syncedAt < this.options.staleness;
    if (view && fresh && view.revision >= this.#wanted) return view;
    this.#running ??= this.#sync().finally(() => {
      this.#running = null;
    });
    const synced = await this.#running;
    return synced.revision >= this.#wanted ? synced : this.view();
  }

  /** As `view`, and whatever the store has shown by now is in it, whoever wrote it. */
  async latest(): Promise<View> {
    await this.#running;
    this.#syncedAt = Number.NEGATIVE_INFINITY;
    return this.view();
  }

  async #sync(): Promise<View> {
    const startedAt = performance.now();
    this.#projection ??= await buildProjection(this.engine);
    try {
      await this.#follow(this.#projection);
    } catch (error) {
      if (!(error instanceof CannotFollow)) throw error;
      this.options.onRebuild(error.message);
      this.#wanted = 0;
      this.#projection = await buildProjection(this.engine);
      await this.#follow(this.#projection);
    }
    this.#syncedAt = startedAt;
    return this.#projection.view;
  }

  /** Takes in revision after revision up to the head, each whole or not at all. */
  async #follow(projection: Projection): Promise<void> {
    const head = await headOf(this.engine);
    const behind = head - projection.view.revision;
    if (behind < 0) throw new CannotFollow(`The store went back from revision ${projection.view.revision} to ${head}.`);
    if (behind > FARTHEST_BEHIND) throw new CannotFollow(`The projection is ${behind} revisions behind.`);
    while (projection.view.revision < head) {
      const first = projection.view.revision + 1;
      const numbers = Array.from({ length: Math.min(REVISIONS_AT_A_TIME, head - first + 1) }, (_, index) => first + index);
      const rows = await this.engine.read(CHANGE_SETS, { numbers });
      if (rows.length === 0) throw new CannotFollow(`Revision ${first} has no change set.`);
      for (const [revision, changes] of rows) {
        const parsed = (changes as readonly string[]).map((row) => JSON.parse(row) as ChangeRow);
        projection.apply({ revision: revision as number, rows: parsed });
      }
    }
  }
}
