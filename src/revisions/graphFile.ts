import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FollowedEvents, type SavedFollowedEvents } from '../analysis/events/followedEvents.ts';
import { Projection, type SavedProjection } from '../analysis/projection/projection.ts';
import type { BaseMaker } from '../analysis/projection/staged.ts';
import type { Engine } from '../engine/engine.ts';
import { MIGRATIONS } from '../engine/migrations.ts';
import { ENTITY_KINDS, EVENT_KINDS, EVENT_ROLES, STATUSES } from '../model/kinds.ts';
import { VOCABULARY } from '../model/vocabulary.ts';
import { readColumns, type Saved, writeColumns } from './columnFile.ts';
import { REVISION_IDENTITY } from './revisions.cypher.ts';

/** The graph and the events of one revision. */
export interface SavedGraph {
  readonly projection: Projection;
  /** Null where they were not read yet when the file was written. */
  readonly events: FollowedEvents | null;
}

interface Contents {
  readonly form: string;
  /** Which revision it is of: numbers are used again in other stores. */
  readonly key: string;
  readonly at: string;
  readonly projection: SavedProjection;
  readonly events: SavedFollowedEvents | null;
}

/** To be raised where the columns mean something else than before. */
const FORMAT = 3;
/** All on which the meaning of the columns depends: what is stored as an index of a list, and how stored values are derived. */
const FORM = JSON.stringify([
  FORMAT,
  MIGRATIONS.at(-1)!.number,
  VOCABULARY.map(({ code, symmetric, lastingDays }) => [code, symmetric, lastingDays]),
  ...[STATUSES, ENTITY_KINDS, EVENT_KINDS, EVENT_ROLES],
]);

/**
 * A file with the projection and the events of some revision, from which the next start goes on, since reading them from the store takes
 * far longer. It is never needed: one that is damaged, of another store or of another version is left alone, and replaced by the next.
 */
export class GraphFile {
  #writing: Promise<void> | null = null;

  constructor(
    readonly path: string,
    /** Called with what went wrong, in one sentence. */
    private readonly warn: (reason: string) => void,
  ) {}

  /** What it holds, where that is of a revision of this store. */
  async load(engine: Engine): Promise<SavedGraph | null> {
    const contents = await readColumns(this.path).catch((error: unknown) => this.#ignored(error));
    if (contents === null) return null;
    const { form, key, at, projection, events } = contents as unknown as Contents;
    if (form !== FORM) return this.#ignored(new Error('another version has written it'));
    const [identity] = await engine.read(REVISION_IDENTITY, { number: projection.revision });
    if (identity?.[0] !== key || identity[1] !== at) return this.#ignored(new Error('it is of another store'));
    return { projection: Projection.restored(projection), events: events && FollowedEvents.restored(events) };
  }

  /** Writes the graph as it is now, while others are served. Where that fails, the file stays as it is. */
  async save(engine: Engine, { projection, events }: SavedGraph, maker: BaseMaker | null): Promise<void> {
    await this.#writing;
    this.#writing = this.#write(engine, { projection, events }, maker)
      .catch((error: unknown) => this.warn(`the graph could not be saved for the next start in ${this.path}: ${messageOf(error)}`))
      .finally(() => {
        this.#writing = null;
      });
    return this.#writing;
  }

  async #write(engine: Engine, { projection, events }: SavedGraph, maker: BaseMaker | null): Promise<void> {
    // Both of the same revision: nothing is awaited between them.
    const savedEvents = events?.saved ?? null;
    const savedProjection = await projection.saved(maker);
    // Where another directory has taken the place of the store's, nothing is written into it.
    await engine.check();
    const [identity] = await engine.read(REVISION_IDENTITY, { number: savedProjection.revision });
    if (identity === undefined) return;
    const [key, at] = identity as readonly string[];
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const contents: Contents = { form: FORM, key: key!, at: at!, projection: savedProjection, events: savedEvents };
    await writeColumns(this.path, contents as unknown as Saved);
  }

  #ignored(error: unknown): null {
    this.warn(`${this.path}, from which a start is faster, is not used, and written again: ${messageOf(error)}`);
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
