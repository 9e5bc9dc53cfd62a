import { type Bounds, type Interval, type Runs, readDates, UNKNOWN_CLO } from '../../model/interval.ts';
import { type Direction, ENTITY_KINDS, type EntityKind, STATUSES, type Status } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType } from '../../model/vocabulary.ts';
import {
  type AttestedDays,
  attestedIn,
  type Buffers,
  boundsIn,
  confidenceIn,
  dayIn,
  HI,
  hasRunsIn,
  isChangedIn,
  kindIn,
  LO,
  type ReadSnapshot,
  sizeIn,
  sizeOf,
  typeStatusIn,
} from './buffers.ts';
import { CODE_BY_TYPE, LASTING_DAYS, twelveDigits, unpackStatus, unpackType } from './encoding.ts';
import { type AdjacencyRange, baseDegree, baseRanges, changedRanges, countIn, tiesIn } from './incidence.ts';
import { GraphSnapshot, nodeById } from './lookup.ts';
import type { Names } from './names.ts';
import { cites, eventKey, type PassageList, type PassageSnapshot } from './passages.ts';
import { CONFIDENCE_SCALE } from './records.ts';
import { attestedRuns, runsAt } from './runs.ts';
import { type ChosenVoices, type CompiledVoices, compileVoices } from './voices.ts';
import { type PassageColumns, Weighing, type Weight } from './weighing.ts';

/**
 * The graph at one revision: the immutable input of every analysis.
 *
 * Entities are nodes 0 .. nodeCount-1 and ties are 0 .. tieCount-1; these indexes are valid in this view only. A view never
 * changes, whatever is written after it. To run a question in another thread, post `buffers` and `snapshot` there (the memory
 * is shared) and construct a View.
 */
export class View extends GraphSnapshot {
  readonly revision: number;
  readonly nodeCount: number;
  /** Counts deleted ties too: test each with `isAlive`. */
  readonly tieCount: number;

  constructor(
    buffers: Buffers,
    snapshot: ReadSnapshot,
    /** Missing in other threads. */
    private readonly names?: Names,
    /** Present once somebody has asked by voice. */
    readonly passages: PassageSnapshot | PassageColumns | null = null,
    /** Present in a view of some voices only. */
    private readonly weighing: Weighing | null = null,
    /** A cache of the ties of changed nodes, whatever the voices. */
    private readonly changed = new Map<number, readonly AdjacencyRange[]>(),
  ) {
    super(buffers, snapshot);
    this.revision = snapshot.revision;
    this.nodeCount = snapshot.nodes;
    this.tieCount = snapshot.ties;
  }

  /** Is the tie there, and not hidden between entities merged into one? */
  isAlive(tie: number): boolean {
    return this.isRecorded(tie) && this.from(tie) !== this.to(tie);
  }

  /**
   * The same graph by some voices only: status and confidence of each tie are those of its passages that count, except a
   * confidence that an editor set; a tie of which no passage counts passes no filter. The facts and the summaries in `ranges`
   * keep those by all voices. Needs a view with passages; those of other threads have
   * no names of sources, so voices are compiled before they are posted there.
   */
  byVoices(voices: CompiledVoices): View {
    if (!this.passages) throw new RangeError('Expected a view with passages.');
    const weighing = new Weighing(this.buffers, this.passages, voices, this.tieCount);
    return new View(this.buffers, this.snapshot, this.names, this.passages, weighing, this.changed);
  }

  compile(voices: ChosenVoices): CompiledVoices {
    return compileVoices(this.passages as PassageSnapshot, voices, (id) => this.node(id));
  }

  /** The voices of this view; null: all. */
  get voices(): CompiledVoices | null {
    return this.weighing?.voices ?? null;
  }

  /** In a view of some voices: what the passages about a tie that count amount to; null where none does. */
  weightOfTie(tie: number): Weight | null {
    return this.weighing?.weightOf(this.#passagesOf(tie)) ?? null;
  }

  /** The places in the column of passages of those about a tie that count in a view of some voices. */
  countedPassages(tie: number): readonly number[] {
    return this.weighing?.counted(this.#passagesOf(tie)) ?? [];
  }

  /** In a view of some voices: does some passage about a tie count? */
  isCounted(tie: number): boolean {
    return this.statusIndex(tie) < STATUSES.length;
  }

  /** Is a passage about a tie, or with `only` every one, of this source, an index of the passages? */
  cites(tie: number, source: number, only: boolean): boolean {
    return cites(this.#passagesOf(tie), source, only);
  }

  /** As `cites`, of an event. */
  eventCites(id: string, source: number, only: boolean): boolean {
    return cites(this.#passagesOfEvent(id), source, only);
  }

  /** As `weightOfTie`, of the latest passages about an event; not in other threads. */
  weightOfEvent(id: string): Weight | null {
    return this.weighing?.weightOf(this.#passagesOfEvent(id)) ?? null;
  }

  /** As `countedPassages`, of an event; not in other threads. */
  countedPassagesOfEvent(id: string): readonly number[] {
    return this.weighing?.counted(this.#passagesOfEvent(id)) ?? [];
  }

  #passagesOfEvent(id: string): PassageList {
    return (this.passages as PassageSnapshot).ofEventKey(...eventKey(id));
  }

  #passagesOf(tie: number): PassageList {
    const { column, ofTie } = this.passages!;
    return { column, place: ofTie[tie]! };
  }

  /** The ties of a canonical node with their targets, by id. */
  ranges(node: number): readonly AdjacencyRange[] {
    return this.isChanged(node) ? this.#changedRanges(node) : baseRanges(this.buffers, node);
  }

  /** The ties of a canonical node by id: those from it (OUT), to it (IN), or both (ANY). */
  ties(node: number, side: Direction): Int32Array {
    return tiesIn(this.ranges(node), side);
  }

  /** How many ties a canonical node has, whatever their type and status. */
  degree(node: number, side: Direction = 'ANY'): number {
    return this.isChanged(node) ? countIn(this.#changedRanges(node), side) : baseDegree(this.buffers, node, side);
  }

  /** The binary logarithm of about how many ties a canonical node has, 0 for fewer than two. One read where `degree` needs several. */
  size(node: number): number {
    return this.isChanged(node) ? sizeOf(this.degree(node)) : sizeIn(this.buffers.nodes.traits[node]!);
  }

  /** Are its ties other than the rows of the base? */
  isChanged(node: number): boolean {
    return isChangedIn(this.buffers.nodes.traits[node]!);
  }

  kind(node: number): EntityKind {
    return ENTITY_KINDS[this.kindIndex(node)]!;
  }

  /** Its index in ENTITY_KINDS. */
  kindIndex(node: number): number {
    return kindIn(this.buffers.nodes.traits[node]!);
  }

  type(tie: number): RelationshipType {
    return RELATIONSHIP_TYPES[this.typeIndex(tie)]!;
  }

  /** Its index in RELATIONSHIP_TYPES. */
  typeIndex(tie: number): number {
    return unpackType(typeStatusIn(this.buffers.ties.facts, tie));
  }

  /** For how many days beyond what is attested its type is LIKELY to hold; null: for ever. */
  lastingDays(tie: number): number | null {
    return LASTING_DAYS[this.typeIndex(tie)]!;
  }

  status(tie: number): Status {
    return STATUSES[this.statusIndex(tie)]!;
  }

  /** Its index in STATUSES; beyond them for a tie of which no passage counts in a view of some voices. */
  statusIndex(tie: number): number {
    return this.weighing?.status(tie) ?? unpackStatus(typeStatusIn(this.buffers.ties.facts, tie));
  }

  /** In ten-thousandths. */
  confidence(tie: number): number {
    return this.weighing?.confidence(tie) ?? confidenceIn(this.buffers.ties.facts, tie);
  }

  /** The first day on which it may hold. */
  lo(tie: number): number {
    return dayIn(this.buffers.ties.facts, tie, LO);
  }

  /** The last day on which it may hold. */
  hi(tie: number): number {
    return dayIn(this.buffers.ties.facts, tie, HI);
  }

  bounds(tie: number): Bounds {
    const bounds = boundsIn(this.buffers.ties.facts, tie);
    return this.hasRuns(tie) ? { ...bounds, runs: this.#runs(tie) } : bounds;
  }

  /** Does it surely hold at several times? */
  hasRuns(tie: number): boolean {
    return hasRunsIn(this.buffers.ties.facts, tie);
  }

  /** Between which days it is attested under some reading: once for each time at which it surely holds; none where it has no date. */
  attested(tie: number): readonly AttestedDays[] {
    if (this.hasRuns(tie)) return attestedRuns(this.#runs(tie));
    const days = attestedIn(this.buffers.ties, tie);
    return days.alo === UNKNOWN_CLO ? [] : [days];
  }

  #runs(tie: number): Runs {
    return runsAt(this.buffers.runs, this.buffers.ties.attested[tie]!);
  }

  /** The canonical node of an entity: for a merged one, what it was merged into. -1 for an unknown id. */
  node(id: string): number {
    const node = id.length === 12 ? nodeById(this.buffers.nodes, id) : -1;
    return node < 0 || node >= this.nodeCount ? -1 : this.canonOf(node);
  }

  /** The id of the entity of a node. */
  entityId(node: number): string {
    const { high, low } = this.buffers.nodes;
    return twelveDigits(high[node]!, low[node]!);
  }

  /** Its name; null where it is not known: after a revision written by an earlier version, or in another thread. */
  name(node: number): string | null {
    return this.names?.at(this.buffers.nodes.name[node]!) ?? null;
  }

  /** The dates of a tie as they were given; null where they are not known: after a revision written by an earlier version, or in another thread. */
  dates(tie: number): Interval | null {
    const text = this.names?.at(this.buffers.ties.dates[tie]!) ?? null;
    return text === null ? null : readDates(text);
  }

  /** The id of a tie. It contains the recorded ends, not those that they were merged into. */
  tieId(tie: number): string {
    const { ownHigh, ownLow } = this.buffers.ties;
    const from = this.entityId(this.recordedFrom(tie));
    const to = this.entityId(this.recordedTo(tie));
    return from + CODE_BY_TYPE[this.typeIndex(tie)]! + to + twelveDigits(ownHigh[tie]!, ownLow[tie]!);
  }

  /**
   * Each confidence that some tie has and that is not below `least`, in ten-thousandths, highest first. May include ones that
   * no tie has any more. In a view of some voices ties may have others too, none below the last one.
   */
  confidences(least: number): number[] {
    const found: number[] = [];
    const isLast = (confidence: number) => this.weighing !== null && confidence === least;
    for (let confidence = CONFIDENCE_SCALE; confidence >= least; confidence--) {
      if (this.buffers.confidenceSeen[confidence] || isLast(confidence)) found.push(confidence);
    }
    return found;
  }

  #changedRanges(node: number): readonly AdjacencyRange[] {
    const cached = this.changed.get(node);
    if (cached) return cached;
    const ranges = changedRanges(this, node);
    this.changed.set(node, ranges);
    return ranges;
  }
}
