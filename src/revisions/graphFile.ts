import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FollowedEvents, type SavedFollowedEvents } from '../analysis/events/followedEvents.ts';
import { Projection, type SavedProjection } from '../analysis/projection/projection.ts';
import type { BaseMaker } from '../analysis/projection/staged.ts';
import type { Cypher } from '../engine/cypher.ts';
import type { Engine, KnownRead, Parameters, SavedReads } from '../engine/engine.ts';
import { MIGRATIONS } from '../engine/migrations.ts';
import { LATEST_REVISION } from '../engine/revisionNumbers.ts';
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
  /** What a start reads first, from a store of which it is known where its log ended; null for others. */
  readonly start: SavedReads | null;
}

/** To be raised where the columns mean something else than before. */
const FORMAT = 4;
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
  /** What the file held when the process started, until it is loaded. */
  #contents: Promise<Contents | null> | null = null;
  /** Where the log of the store ended when the file was written; null where that is not known. */
  #position: string | null = null;

  constructor(
    readonly path: string,
    /** Called with what went wrong, in one sentence. */
    private readonly warn: (reason: string) => void,
    /** What a start reads, beside the latest revision, before it answers anybody. They have no parameters. */
    private readonly startReads: readonly Cypher[] = [],
  ) {}

  /** The reads of a start as they were saved with the graph, for a store that is as it was then. */
  async savedReads(): Promise<SavedReads | null> {
    this.#contents ??= this.#read();
    return (await this.#contents)?.start ?? null;
  }

  /** Was the file written when the store was as it is now? True where that cannot be known. */
  async isOfNow(engine: Engine): Promise<boolean> {
    return engine.position === undefined || (await engine.position()) === this.#position;
  }

  /** What it holds, where that is of a revision of this store. */
  async load(engine: Engine): Promise<SavedGraph | null> {
    const contents = await (this.#contents ?? this.#read());
    this.#contents = null;
    if (contents === null) return null;
    const { key, at, projection, events, start } = contents;
    const [identity] = await engine.read(REVISION_IDENTITY, { number: projection.revision });
    if (identity?.[0] !== key || identity[1] !== at) return this.#ignored(new Error('it is of another store'));
    this.#position = start?.position ?? null;
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
    const start = await this.#readsOfStart(engine, savedProjection.revision);
    const contents: Contents = { form: FORM, key: key!, at: at!, projection: savedProjection, events: savedEvents, start };
    await writeColumns(this.path, contents as unknown as Saved);
    this.#position = start?.position ?? null;
  }

  /** Null where the store was written to since the graph was of this revision, or its position is not known. */
  async #readsOfStart(engine: Engine, revision: number): Promise<SavedReads | null> {
    const position = await engine.position?.();
    if (position === undefined) return null;
    const reads: KnownRead[] = [];
    const read = async (statement: Cypher, parameters: Parameters = {}) => {
      reads.push({ statement: statement.name, parameters, rows: await engine.read(statement, parameters) });
    };
    await read(LATEST_REVISION);
    await read(REVISION_IDENTITY, { number: revision });
    for (const statement of this.startReads) await read(statement);
    return reads[0]!.rows[0]?.[0] === revision && (await engine.position!()) === position ? { position, reads } : null;
  }

  async #read(): Promise<Contents | null> {
    const contents = (await readColumns(this.path).catch((error: unknown) => this.#ignored(error))) as Contents | null;
    return contents === null || contents.form === FORM ? contents : this.#ignored(new Error('another version has written it'));
  }

  #ignored(error: unknown): null {
    this.warn(`${this.path}, from which a start is faster, is not used, and written again: ${messageOf(error)}`);
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
