import { setImmediate } from 'node:timers/promises';
import type { EventView } from '../analysis/events/eventView.ts';
import type { FollowedEvents } from '../analysis/events/followedEvents.ts';
import type { Projection } from '../analysis/projection/projection.ts';
import { ProjectionOutOfSync } from '../analysis/projection/records.ts';
import type { BaseMaker } from '../analysis/projection/staged.ts';
import type { View } from '../analysis/projection/view.ts';
import type { Engine } from '../engine/engine.ts';
import { whileOpening } from '../engine/opening.ts';
import { buildProjection, MIN_TIES_MADE_BESIDE } from './buildProjection.ts';
import { type ChangeSets, MANY_ROWS, type RevisionChanges } from './changeSets.ts';
import type { Clock } from './clock.ts';
import type { GraphFile } from './graphFile.ts';
import { scanEvents } from './scanEvents.ts';
import { type ScannedPassages, scanPassages } from './scanPassages.ts';

/** Change sets that one statement reads. */
const REVISIONS_PER_READ = 10;
/** From this many revisions behind, rebuilding the projection costs less than following. */
const MAX_REVISIONS_BEHIND = 5_000;

/** From this many revisions behind, a list is read from the store rather than from the projection. */
const MAX_REVISIONS_AWAITED = 20;

/** The relationships and events of a graph of which a start takes so long that it is saved. */
const MIN_SAVED = 20_000;
/** As a share of the graph: rows of change sets after which it is saved while it is followed. They are read again by a start. */
const UNSAVED_SHARE = 0.1;
/** Rows of change sets for which it is saved at the end. */
const MIN_UNSAVED = 1_000;

/**
 * The projection of the graph: built at the first request for a view, and brought up to date with the clock at each later
 * one. Concurrent requests share one build or update.
 */
export class ProjectionFollower {
  #projection: Projection | null = null;
  #syncedAt = Number.NEGATIVE_INFINITY;
  #syncing: Promise<View> | null = null;
  #addingPassages: Promise<void> | null = null;
  #compacting: Promise<void> | null = null;
  #ordering: Promise<void> | null = null;
  #events: FollowedEvents | null = null;
  /** Rows of change sets since the graph was saved; infinite where it was not. */
  #unsaved = Number.POSITIVE_INFINITY;
  #saving: Promise<void> | null = null;
  #addingEvents: Promise<void> | null = null;
  #isRebuilding = false;
  /** Is the store still being opened? Then what is saved is read before it answers. */
  readonly #isOpening: () => boolean;

  constructor(
    private readonly engine: Engine,
    private readonly clock: Clock,
    private readonly changeSets: ChangeSets,
    /** Called when the projection could not follow the store and is rebuilt, with the reason in one sentence. */
    private readonly onRebuild: (reason: string) => void,
    /** Makes large bases beside this thread; null: they are made here. */
    private readonly maker: BaseMaker | null = null,
    /** From what a large graph is read at the start, and where it is saved; null: it is read from the store. */
    private readonly file: GraphFile | null = null,
    /** How many relationships and events make a graph large. */
    private readonly minSaved = MIN_SAVED,
  ) {
    this.#isOpening = whileOpening(engine);
  }

  /** The revision of the projection; null before it is built. */
  get revision(): number | null {
    return this.#projection?.view.revision ?? null;
  }

  /** Milliseconds since the projection was last up to date for a request; infinite before it is built. */
  get age(): number {
    return performance.now() - this.#syncedAt;
  }

  /**
   * The graph with all writes of this process, and those of others as the clock knows them.
   * @throws STORE_UNAVAILABLE, QUERY_TIMEOUT
   */
  async view(): Promise<View> {
    const required = this.clock.latest ?? 0;
    const view = this.#projection?.view;
    if (view?.revision === required && this.clock.isFresh) {
      this.#syncedAt = this.clock.readAt;
      return view;
    }
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = null;
    });
    const synced = await this.#syncing;
    // An update that was under way may be too old; a store that went back has lowered what is required.
    return synced.revision >= required ? synced : this.view();
  }

  /**
   * As `view`, where that reads no more than what changed since: null while the graph is not in memory, is read again, or is far behind, and
   * where the store does not answer. Then the store is asked instead.
   */
  async viewInMemory(): Promise<View | null> {
    const { latest, numbers } = this.clock;
    const view = this.#projection?.view;
    if (view === undefined && this.#isOpening()) return this.view().catch(() => null);
    if (view === undefined || this.#isRebuilding) return null;
    if (view.revision === latest && this.clock.isFresh) return view;
    if (latest !== null && numbers.countBetween(view.revision, latest) > MAX_REVISIONS_AWAITED) return null;
    return this.view().catch(() => null);
  }

  /**
   * The neighbors of an entity, as merged, over relationships of any type and status; null where they are not known, since nothing has
   * asked for a view yet.
   * @param revision A revision that is known to the clock: that of the view is no lower.
   */
  async neighborsOf(entity: string, revision: number): Promise<string[] | null> {
    if (this.#projection === null) return null;
    const view = await this.view();
    const node = view.node(entity);
    if (node < 0 || view.revision < revision) return null;
    const others = new Set<number>();
    for (const tie of view.ties(node, 'ANY')) others.add(view.from(tie) === node ? view.to(tie) : view.from(tie));
    return [...others].map((other) => view.entityId(other));
  }

  /** As `view`, with everything that is committed before the call, whichever process wrote it. */
  async latest(): Promise<View> {
    await this.clock.current();
    return this.view();
  }

  /**
   * As `view`, with the passages: the first call reads them from the store, and they are followed from then on.
   * @throws STORE_UNAVAILABLE, QUERY_TIMEOUT
   */
  async viewWithPassages(): Promise<View> {
    const view = await this.view();
    if (view.passages !== null) return view;
    this.#addingPassages ??= this.#addPassages().finally(() => {
      this.#addingPassages = null;
    });
    await this.#addingPassages;
    return this.viewWithPassages();
  }

  /**
   * The events, with the graph of the same revision: the first call reads them from the store, and they are followed from then on.
   * @throws STORE_UNAVAILABLE, QUERY_TIMEOUT
   */
  async viewWithEvents(): Promise<EventView> {
    await this.view();
    if (this.#events !== null) {
      const view = this.#events.at(this.#projection!.view);
      await view.findGroups();
      return view;
    }
    this.#addingEvents ??= this.#addEvents().finally(() => {
      this.#addingEvents = null;
    });
    await this.#addingEvents;
    return this.viewWithEvents();
  }

  /** Memory of the events, in bytes, and their number; null before they are read. */
  get eventMemory(): { readonly events: number; readonly bytes: number } | null {
    return this.#events && { events: this.#events.size, bytes: this.#events.bytes };
  }

  /** Saves the graph for the next start where much has changed since it was saved, or the start would go on from exactly there. */
  async close(): Promise<void> {
    await this.#saving;
    if (this.#unsaved < MIN_UNSAVED && (await this.#isFileOfNow())) return;
    // The next start goes on from there without following anything.
    if (this.engine.position !== undefined && this.#isSaved) await this.view().catch(() => undefined);
    await this.#save();
  }

  /** If it is, the next start answers from it before the store is open. Where the store does not say, nothing is gained by saving. */
  async #isFileOfNow(): Promise<boolean> {
    return !this.#isSaved || this.file!.isOfNow(this.engine).catch(() => true);
  }

  /** Is the graph one that is saved? */
  get #isSaved(): boolean {
    return this.file !== null && this.#projection !== null && this.#size >= this.minSaved;
  }

  #addEvents(): Promise<void> {
    const apply = (events: FollowedEvents, changes: RevisionChanges) => events.apply({ revision: changes.number, rows: changes.rows });
    return this.#addScanned(
      () => scanEvents(this.engine),
      apply,
      (_, events) => {
        this.#events = events;
        this.#unsaved = Number.POSITIVE_INFINITY;
        this.#saveIfDue();
      },
    );
  }

  #addPassages(): Promise<void> {
    const apply = ({ sources, passages }: ScannedPassages, { rows }: RevisionChanges) => {
      for (const row of rows) {
        if (row.op === 'source') sources.set(row.id, row);
        if (row.op === 'passages') passages.set(row.id, row.passages);
      }
    };
    return this.#addScanned(
      () => scanPassages(this.engine),
      apply,
      (projection, { sources, passages }) => {
        projection.addPassages({ sources: sources.values(), passages });
      },
    );
  }

  /**
   * The scan has at least everything up to the revision before it, and at most everything up to the revision after it. Between
   * the two, the change sets are applied to it: they hold whole lists and records. The projection may go on meanwhile.
   */
  async #addScanned<T>(
    scan: () => Promise<T>,
    apply: (scanned: T, changes: RevisionChanges) => void,
    add: (projection: Projection, scanned: T) => void,
  ): Promise<void> {
    let scannedAt = await this.clock.current();
    const scanned = await scan();
    await this.latest();
    for (;;) {
      const projection = this.#projection!;
      const { view } = projection;
      // A store that went back, or a projection that was rebuilt: the next call scans again.
      if (view.revision < scannedAt) return;
      for (const changes of await this.#changesBetween(scannedAt, view.revision)) apply(scanned, changes);
      scannedAt = view.revision;
      if (this.#projection !== projection) return;
      if (projection.view !== view) continue;
      add(projection, scanned);
      return;
    }
  }

  async #changesBetween(after: number, last: number): Promise<RevisionChanges[]> {
    const found: RevisionChanges[] = [];
    for (let at = after; at < last; at = found.at(-1)!.number) found.push(...(await this.#following(at, last)));
    return found;
  }

  async #following(number: number, last: number): Promise<RevisionChanges[]> {
    const revisions = await this.changeSets.following(number, last, REVISIONS_PER_READ);
    if (revisions.length === 0) throw new ProjectionOutOfSync(`Revision ${this.clock.numbers.next(number)} has no change set.`);
    return revisions;
  }

  async #sync(): Promise<View> {
    this.#projection ??= (await this.#load()) ?? (await buildProjection(this.engine, this.maker));
    try {
      let latest = await this.clock.recent();
      // Not trusted before it is read again: a poll may have met a lagging member of a cluster.
      if (latest < this.#projection.view.revision) latest = await this.clock.current();
      await this.#follow(this.#projection, latest);
    } catch (error) {
      if (!(error instanceof ProjectionOutOfSync)) throw error;
      this.onRebuild(error.message);
      // Read again at the next question about them.
      this.#events = null;
      this.#unsaved = Number.POSITIVE_INFINITY;
      this.#isRebuilding = true;
      try {
        this.#projection = await buildProjection(this.engine, this.maker);
        await this.#follow(this.#projection, await this.clock.current());
      } finally {
        this.#isRebuilding = false;
      }
    }
    this.#syncedAt = this.clock.readAt;
    return this.#projection.view;
  }

  /** Called once: a graph that cannot follow from the file on is read from the store. */
  async #load(): Promise<Projection | null> {
    const loaded = (await this.file?.load(this.engine)) ?? null;
    if (loaded === null) return null;
    this.#events = loaded.events;
    this.#unsaved = 0;
    return loaded.projection;
  }

  /** As large as the graph: below it, what is read again at the start takes less than a second. */
  get #size(): number {
    return (this.#projection?.view.tieCount ?? 0) + (this.#events?.size ?? 0);
  }

  /** Where a start would take long, since a large share of the graph has changed since it was saved. Events come with it, once read. */
  #saveIfDue(): void {
    if (this.#saving !== null || this.#events === null || this.#unsaved < Math.max(this.minSaved, UNSAVED_SHARE * this.#size)) return;
    this.#saving = this.#save().finally(() => {
      this.#saving = null;
    });
  }

  async #save(): Promise<void> {
    const [projection, events] = [this.#projection, this.#events];
    if (!this.#isSaved || projection === null) return;
    this.#unsaved = 0;
    await this.file!.save(this.engine, { projection, events }, this.maker);
  }

  /** Applies one revision after another up to the latest, each as a whole. */
  async #follow(projection: Projection, latest: number): Promise<void> {
    const at = projection.view.revision;
    const behind = this.clock.numbers.countBetween(at, latest);
    if (latest < at) throw new ProjectionOutOfSync(`The store went back from revision ${at} to ${latest}.`);
    if (behind > MAX_REVISIONS_BEHIND) throw new ProjectionOutOfSync(`The projection is ${behind} revisions behind.`);
    while (projection.view.revision < latest) {
      for (const { number, rows } of await this.#following(projection.view.revision, latest)) {
        if (!projection.hasCapacityFor(rows)) await this.#compacting;
        projection.apply({ revision: number, rows });
        this.#events?.apply({ revision: number, rows });
        this.#orderIfFilling();
        this.#unsaved += rows.length;
        this.#saveIfDue();
        this.#compactIfFilling(projection);
        if (rows.length > MANY_ROWS) await setImmediate();
      }
    }
  }

  /** Puts the events into order in turns with requests, before they must be at once. */
  #orderIfFilling(): void {
    if (this.#ordering !== null || !this.#events?.isFilling) return;
    this.#ordering = this.#events.orderInTurns().finally(() => {
      this.#ordering = null;
    });
  }

  /** Has a new base made while revisions are applied to the old one. Where that fails, the graph is compacted here when it is full. */
  #compactIfFilling(projection: Projection): void {
    if (this.maker === null || this.#compacting !== null || projection.view.tieCount < MIN_TIES_MADE_BESIDE || !projection.isFilling)
      return;
    this.#compacting = projection
      .compactBy(this.maker)
      .catch((error) => this.onRebuild(`its changes could not be compacted beside: ${error}`))
      .finally(() => {
        this.#compacting = null;
      });
  }
}
