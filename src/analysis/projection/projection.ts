import { idKind } from '../../model/id.ts';
import { ENTITY_KINDS } from '../../model/kinds.ts';
import { compact, MIN_SPARE_CAPACITY, type SpareCapacity } from './base.ts';
import {
  type Buffers,
  CANON_CHANGED,
  confidenceIn,
  copyTie,
  insertSlot,
  kindIn,
  type ReadSnapshot,
  TIES_CHANGED,
  uint16,
  withKind,
  writeEntry,
  writeTie,
} from './buffers.ts';
import { digitsAt, type TieKey } from './encoding.ts';
import { tiesRecordedWith } from './incidence.ts';
import { GraphSnapshot, nodeById, tieKeyOf } from './lookup.ts';
import { Names } from './names.ts';
import { Passages } from './passages.ts';
import { type ChangeRow, type ChangeSet, ProjectionOutOfSync, type ProjectionPassage, type ProjectionSource } from './records.ts';
import { nextPlace, withRuns } from './runs.ts';
import type { BaseMaker } from './staged.ts';
import { summaryOfTie } from './tieSummary.ts';
import { View } from './view.ts';

/** All sources, and all passages by the tie or event that they are about. */
export interface AllPassages {
  readonly sources: Iterable<ProjectionSource>;
  readonly passages: Iterable<readonly [about: string, passages: readonly ProjectionPassage[]]>;
}

/** A projection of one revision as columns, without passages. */
export interface SavedProjection {
  readonly revision: number;
  readonly buffers: Buffers;
  readonly names: Uint8Array;
}

const NOTHING: SpareCapacity = { nodes: 0, ties: 0 };

/** From this share of the spare capacity on, what was appended should be compacted into a new base. */
const FILLING = 0.5;

/** An in-memory copy of the graph that follows it revision by revision. Made by a ProjectionBuilder. */
export class Projection {
  #view: View;
  #passages: Passages | null = null;
  #isBroken = false;
  /** The revisions that were applied since a base is being made elsewhere; null if none is. */
  #later: ChangeSet[] | null = null;

  constructor(
    buffers: Buffers,
    revision: number,
    private readonly names: Names,
    private readonly minSpareCapacity = MIN_SPARE_CAPACITY,
  ) {
    this.#view = new View(buffers, { revision, nodes: buffers.baseNodes, ties: buffers.baseTies, merges: 0, deleted: 0 }, names);
  }

  static restored({ revision, buffers, names }: SavedProjection): Projection {
    return new Projection(buffers, revision, Names.restored(names));
  }

  /** Has a base made of the latest revision alone, to be saved, while others are applied here. */
  async saved(maker: BaseMaker | null): Promise<SavedProjection> {
    const { buffers, snapshot } = this.#view;
    const base = maker
      ? await maker.compact(buffers, snapshot, this.minSpareCapacity)
      : compact(this.#view, this.minSpareCapacity, NOTHING);
    // Names that came meanwhile are those of revisions that are applied again.
    return { revision: snapshot.revision, buffers: base.buffers, names: this.names.bytes };
  }

  /** The graph as of the latest revision. Earlier views stay valid. */
  get view(): View {
    return this.#view;
  }

  /** Adds the passages, as of the latest revision; from then on they follow the change sets. Views made before have none. */
  addPassages({ sources, passages }: AllPassages): void {
    const added = new Passages(this.#view.buffers.deletedAt.length);
    for (const source of sources) added.putSource(source);
    for (const [id, list] of passages) {
      if (idKind(id) === 'event') added.putEvent(id, list);
      const tie = this.#view.tie(id);
      // Those about a retracted tie are in the change set that restores it.
      if (tie >= 0) added.putTie(tie, list);
    }
    added.trim();
    // A base that is being made knows nothing of them.
    this.#later = null;
    this.#passages = added;
    this.#view = this.#viewOf(this.#view);
  }

  /**
   * Applies the next revision, with work in proportion to it; sometimes it also compacts the base, in proportion to the graph.
   * Throws ProjectionOutOfSync where it is not the next revision or does not fit; then a new projection has to be built.
   */
  apply({ revision, rows }: ChangeSet): View {
    const expected = this.#view.revision + 1;
    if (this.#isBroken) throw new ProjectionOutOfSync('An earlier revision could not be applied; build a new projection.');
    if (revision !== expected) throw new ProjectionOutOfSync(`Expected revision ${expected}, got ${revision}.`);
    this.#isBroken = true;
    if (!this.hasCapacityFor(rows)) this.#compact(rows);
    this.#view = this.#written(this.#view, { revision, rows });
    this.#later?.push({ revision, rows });
    this.#isBroken = false;
    return this.#view;
  }

  /** Whether so much was appended that it should be compacted into a new base soon. */
  get isFilling(): boolean {
    const { buffers, snapshot } = this.#view;
    const spare = buffers.deletedAt.length - buffers.baseTies;
    const spareNodes = buffers.nodes.traits.length - buffers.baseNodes;
    const used = Math.max(snapshot.ties - buffers.baseTies, snapshot.deleted) / spare;
    return Math.max(used, Math.max(snapshot.nodes - buffers.baseNodes, snapshot.merges) / spareNodes) > FILLING;
  }

  /**
   * Compacts what was appended into a new base that is made elsewhere, while revisions go on being applied here; then the base takes the
   * place of the old one, and these revisions are applied to it. Does nothing where the graph was compacted here meanwhile.
   */
  async compactBy({ compact }: BaseMaker): Promise<void> {
    const { buffers, snapshot } = this.#view;
    const later: ChangeSet[] = [];
    this.#later = later;
    const { buffers: compacted, order } = await compact(buffers, snapshot, this.minSpareCapacity);
    if (this.#later !== later || this.#isBroken) return;
    if (this.#passages === null) return this.#catchUp(this.#viewOfBase(compacted, snapshot), later);
    // Passages belong to one base, so nothing may come between.
    this.#later = null;
    this.#isBroken = true;
    this.#replaceBase(compacted, order, snapshot);
    for (const changes of later) {
      if (!this.hasCapacityFor(changes.rows)) this.#compact(changes.rows);
      this.#view = this.#written(this.#view, changes);
    }
    this.#isBroken = false;
  }

  /** Applies the revisions to the new base, with room for others between them, until it is at the latest, and then takes it. */
  async #catchUp(base: View, later: ChangeSet[]): Promise<void> {
    let view = base;
    for (let next = later.shift(); next !== undefined; next = later.shift()) {
      // Where it is too small, the old base stays until it is compacted.
      if (!this.#fits(view, next.rows)) break;
      view = this.#written(view, next);
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#later !== later || this.#isBroken) return;
    }
    this.#later = null;
    if (view.revision === this.#view.revision) this.#view = view;
  }

  #written(view: View, { revision, rows }: ChangeSet): View {
    const writer = new RevisionWriter(view, revision, this.names, this.#passages);
    for (const row of rows) writer.apply(row);
    return this.#viewOf(writer);
  }

  #viewOf({ buffers, snapshot }: GraphSnapshot): View {
    return new View(buffers, snapshot, this.names, this.#passages?.snapshot);
  }

  /** Whether a revision can be appended as the graph is. */
  hasCapacityFor(rows: readonly ChangeRow[]): boolean {
    return this.#fits(this.#view, rows);
  }

  #fits(view: View, rows: readonly ChangeRow[]): boolean {
    const { buffers, snapshot } = view;
    const incoming = this.#upperBound(view, rows);
    return (
      snapshot.ties + incoming.ties <= buffers.deletedAt.length &&
      snapshot.nodes + incoming.nodes <= buffers.nodes.traits.length &&
      snapshot.merges + incoming.nodes <= buffers.merges.node.length &&
      snapshot.deleted <= buffers.appended.olderOut.length
    );
  }

  /**
   * Compacts the graph, with capacity for a revision. Never called within a revision: between two of its rows entities may be
   * merged into one that is itself merged.
   */
  #compact(rows: readonly ChangeRow[]): void {
    const { snapshot } = this.#view;
    const { buffers, order } = compact(this.#view, this.minSpareCapacity, this.#upperBound(this.#view, rows));
    this.#later = null;
    this.#replaceBase(buffers, order, snapshot);
  }

  /** @param snapshot Of the graph that the base was made from. */
  #replaceBase(buffers: Buffers, order: Int32Array, snapshot: ReadSnapshot): void {
    this.#passages?.compact(order, buffers.deletedAt.length);
    this.#view = this.#viewOfBase(buffers, snapshot);
  }

  #viewOfBase(buffers: Buffers, snapshot: ReadSnapshot): View {
    const counts = { ...snapshot, ties: buffers.baseTies, merges: 0, deleted: 0 };
    return new View(buffers, counts, this.names, this.#passages?.snapshot);
  }

  /** An upper bound on what the rows append. A merge appends every tie of its entity, those of this revision included. */
  #upperBound(view: View, rows: readonly ChangeRow[]): SpareCapacity {
    const { buffers } = view;
    const appends = (row: ChangeRow) => row.op === 'tie' || (row.op === 'passages' && this.#passages !== null && idKind(row.id) === 'tie');
    const written = rows.filter(appends).length;
    let ties = written;
    let nodes = 0;
    for (const row of rows) {
      if (row.op === 'entity' || row.op === 'canon') nodes++;
      if (row.op !== 'canon') continue;
      const node = nodeById(buffers.nodes, row.id);
      if (node >= 0) ties += tiesRecordedWith(view, node, view.canonOf(node)).length;
      ties += written;
    }
    return { nodes, ties };
  }
}

type Row<Op extends ChangeRow['op']> = Extract<ChangeRow, { op: Op }>;

/**
 * Writes one revision; idempotent. It becomes visible atomically, when a view is made with its snapshot: what it appends lies
 * beyond the counts of earlier snapshots, and a tie that it deletes is still alive at those.
 */
class RevisionWriter extends GraphSnapshot {
  declare buffers: Buffers;
  declare readonly snapshot: { -readonly [Name in keyof ReadSnapshot]: number };
  /** Ties from here on were appended by this revision: no view shows them yet. */
  readonly #firstNew: number;

  /** The buffers must have spare capacity for the revision. */
  constructor(
    { buffers, snapshot }: View,
    revision: number,
    private readonly names: Names,
    private readonly passages: Passages | null,
  ) {
    super(buffers, { ...snapshot, revision });
    this.#firstNew = snapshot.ties;
  }

  /** Throws ProjectionOutOfSync where the row does not fit the graph. */
  apply(row: ChangeRow): void {
    if (row.op === 'tie') this.#putTie(row);
    else if (row.op === 'gone') this.#deleteTie(this.tie(row.id));
    else if (row.op === 'entity') this.#putEntity(row);
    else if (row.op === 'canon') this.#setCanon(row);
    else if (row.op === 'source') this.passages?.putSource(row);
    else if (row.op === 'passages' && this.passages) this.#putPassages(this.passages, row);
  }

  /** The passages of a tie that a view shows never change: such a tie is replaced by a copy. */
  #putPassages(passages: Passages, { id, passages: list }: Row<'passages'>): void {
    if (idKind(id) === 'event') passages.putEvent(id, list);
    const tie = this.tie(id);
    if (tie >= 0) passages.putTie(tie < this.#firstNew ? this.#replaceByCopy(tie) : tie, list);
  }

  #putTie(row: Row<'tie'>): void {
    const key = tieKeyOf(this.buffers.nodes, row.id);
    if (!key) throw new ProjectionOutOfSync(`Expected both ends of relationship ${row.id} to be known; one is not.`);
    const before = this.findTie(key);
    this.#deleteTie(before);
    const tie = this.snapshot.ties++;
    if (before >= 0) this.passages?.copyTie(before, tie);
    const { ties, confidenceSeen, runs } = this.buffers;
    writeTie(ties, tie, key, row, { dates: this.names.addOnce(row.dates), runs: nextPlace(runs) });
    if (row.runs) this.buffers = { ...this.buffers, runs: withRuns(runs, row.runs) };
    confidenceSeen[confidenceIn(ties.facts, tie)] = 1;
    this.#link(tie, key);
  }

  #putEntity({ id, kind, name }: Row<'entity'>): void {
    const kindIndex = ENTITY_KINDS.indexOf(kind);
    const existing = nodeById(this.buffers.nodes, id);
    if (existing >= 0) {
      if (kindIn(this.buffers.nodes.traits[existing]!) !== kindIndex) this.#setKind(existing, kindIndex);
      if (name !== undefined) this.buffers.nodes.name[existing] = this.names.add(name);
      return;
    }
    const { nodes } = this.buffers;
    const node = this.snapshot.nodes++;
    nodes.high[node] = digitsAt(id, 0);
    nodes.low[node] = digitsAt(id, 6);
    nodes.traits[node] = kindIndex | TIES_CHANGED;
    nodes.name[node] = this.names.add(name);
    nodes.canon[node] = node;
    insertSlot(nodes.slots, nodes.low[node]!, node);
  }

  /** Kinds are read too often to be looked up by revision: earlier views, and other threads, keep the column that they have. */
  #setKind(node: number, kindIndex: number): void {
    const { nodes } = this.buffers;
    const traits = uint16(nodes.traits.length);
    traits.set(nodes.traits);
    traits[node] = withKind(traits[node]!, kindIndex);
    this.buffers = { ...this.buffers, nodes: { ...nodes, traits } };
  }

  /** Merges or separates an entity: only the ties recorded with it are replaced, by copies with their current canonical ends. */
  #setCanon(row: Row<'canon'>): void {
    const { nodes, merges } = this.buffers;
    const node = this.#entity(row.id);
    const canon = this.#entity(row.canon);
    const before = this.canonOf(node);
    if (before === canon) return;
    const recorded = tiesRecordedWith(this, node, before);
    const at = this.snapshot.merges++;
    merges.node[at] = node;
    merges.canon[at] = canon;
    nodes.traits[node]! |= CANON_CHANGED;
    for (const tie of recorded) this.#replaceByCopy(tie);
  }

  /** Returns the copy, which has the current canonical ends. */
  #replaceByCopy(tie: number): number {
    const copy = this.snapshot.ties++;
    copyTie(this.buffers.ties, tie, copy);
    this.passages?.copyTie(tie, copy);
    this.#link(copy, this.keyOf(tie));
    this.#deleteTie(tie);
    return copy;
  }

  #entity(id: string): number {
    const node = nodeById(this.buffers.nodes, id);
    if (node < 0) throw new ProjectionOutOfSync(`Expected entity ${id} to be known.`);
    return node;
  }

  /** Deletes a tie from this revision on; -1 for none. */
  #deleteTie(tie: number): void {
    if (tie < 0) return;
    this.snapshot.deleted++;
    this.buffers.deletedAt[tie] = this.snapshot.revision;
    this.#markChanged(this.from(tie), this.to(tie));
  }

  /** Adds an appended tie, whose columns are written, to the adjacency, the linked lists of its ends and the hash table. */
  #link(tie: number, key: TieKey): void {
    const { appended, ties, adjacency, nodes, baseTies } = this.buffers;
    const at = tie - baseTies;
    const from = this.canonOf(key.from);
    const to = this.canonOf(key.to);
    ties.from[tie] = from;
    writeEntry(adjacency, this.outgoingEntry(tie), to, summaryOfTie(ties.facts, tie));
    appended.recordedFrom[at] = key.from;
    appended.recordedTo[at] = key.to;
    appended.olderOut[at] = nodes.newestOut[from]!;
    appended.olderIn[at] = nodes.newestIn[to]!;
    insertSlot(appended.slots, key.ownLow, at);
    Atomics.store(nodes.newestOut, from, tie);
    Atomics.store(nodes.newestIn, to, tie);
    this.#markChanged(from, to);
  }

  #markChanged(from: number, to: number): void {
    const { traits } = this.buffers.nodes;
    traits[from]! |= TIES_CHANGED;
    traits[to]! |= TIES_CHANGED;
  }
}
