import { type Bounds, isUndated, type TieBounds, UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import { packTypeStatus, statusIndex, type TieKey } from './encoding.ts';
import { CONFIDENCE_SCALE, type ProjectionTie } from './records.ts';

/**
 * The memory of the projection, which threads share: an immutable base in compressed sparse row format (CSR), sorted by id,
 * and spare capacity behind it for what revisions append.
 *
 * Multiversion concurrency control: a change notes at the old tie the revision that deletes it, and appends the new tie. A
 * reader needs no copy and no lock, only a ReadSnapshot: five numbers that say what it sees. Indexes of ties are stable until
 * the base is compacted.
 */
export interface Buffers {
  /** Nodes and ties below these indexes belong to the base. */
  readonly baseNodes: number;
  readonly baseTies: number;
  readonly nodes: NodeColumns;
  readonly ties: TieColumns;
  /** Ties of the base sorted by their recorded `to`, then by id. */
  readonly byTo: Int32Array;
  readonly adjacency: Adjacency;
  readonly appended: AppendedTies;
  /** The runs of ties that surely hold at several times (`runs.ts`). A larger column takes its place where it is full. */
  readonly runs: Int32Array;
  /** The revision that deletes each tie, 0 for none. */
  readonly deletedAt: Int32Array;
  /** The recorded ends of ties of the base with a merged end; sorted by tie. */
  readonly moved: Readonly<Record<'tie' | 'from' | 'to', Int32Array>>;
  /** In order of revision: from then on, `canon[i]` is the canonical node of `node[i]`. */
  readonly merges: Readonly<Record<'node' | 'canon', Int32Array>>;
  /** 1 at each confidence that some tie has or had. */
  readonly confidenceSeen: Uint8Array;
}

/** What a reader sees: everything below these counts, and no tie deleted up to the revision. */
export interface ReadSnapshot {
  readonly revision: number;
  readonly nodes: number;
  readonly ties: number;
  readonly merges: number;
  /** How many ties were deleted since the base was made. */
  readonly deleted: number;
}

export interface NodeColumns {
  /** Key of the entity, 30 bits each. Nodes of the base are sorted by it. */
  readonly high: Int32Array;
  readonly low: Int32Array;
  /** What is read most often, packed in one number: `kindIn`, `isChangedIn`, `sizeIn`. */
  readonly traits: Uint16Array;
  /** The offset of its name in the Names of the projection. A new name is visible at earlier revisions too. */
  readonly name: Int32Array;
  /** The canonical node when the base was made; later merges are in `Buffers.merges`. */
  readonly canon: Int32Array;
  /** A linked list of the nodes merged into one node in the base, -1 after the last. */
  readonly nextMember: Int32Array;
  readonly rowOffsets: RowOffsets;
  /** Heads of the linked lists of appended ties from, and to, a node, -1 for none; `AppendedTies.olderOut` and `olderIn` are the links. */
  readonly newestOut: Int32Array;
  readonly newestIn: Int32Array;
  /** Hash table from key to node: `lookup.ts`. */
  readonly slots: Int32Array;
}

/** 36 bytes per tie; `Buffers.byTo` and `adjacency`, which hold its target, have 20 more, and `deletedAt` four. */
export interface TieColumns {
  /** The node that it is from, merges resolved. */
  readonly from: Int32Array;
  /** FACTS numbers per tie. */
  readonly facts: Int32Array;
  /** How far it is attested beyond `clo` and `chi`: `attestedIn`. Of a tie with runs: where they begin in `Buffers.runs`. */
  readonly attested: Int32Array;
  /** The offset of its dates, as they were given, in the Names of the projection. */
  readonly dates: Int32Array;
  /** The 60 bits of its id that are its own. */
  readonly ownHigh: Int32Array;
  readonly ownLow: Int32Array;
}

/** Ties while a base is made of them: both ends are the nodes that they are recorded with. */
export interface StagedTies extends TieColumns {
  readonly to: Int32Array;
}

/** Columns that only appended ties have, at tie - baseTies. */
export interface AppendedTies {
  readonly olderOut: Int32Array;
  readonly olderIn: Int32Array;
  readonly recordedFrom: Int32Array;
  readonly recordedTo: Int32Array;
  /** Hash table from id to appended tie: `lookup.ts`. */
  readonly slots: Int32Array;
}

export const int32 = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));
export const uint16 = (length: number): Uint16Array => new Uint16Array(new SharedArrayBuffer(2 * length));
export const uint8 = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));

/** An empty hash table with a load factor of at most one half at `capacity` entries. A slot holds index + 1; 0 is empty. */
export const hashSlots = (capacity: number): Int32Array => int32(2 ** Math.ceil(Math.log2(2 * capacity + 2)));

/**
 * Where the search for a key begins. The keys are parts of ids, which are hashes, but ids that others made may count up: without mixing
 * these fill a long run of slots, which all others that fall into it are searched through.
 */
export function firstSlot(slots: Int32Array, key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) & (slots.length - 1);
}

/** Inserts an index by linear probing. */
export function insertSlot(slots: Int32Array, key: number, index: number): void {
  const mask = slots.length - 1;
  let slot = firstSlot(slots, key);
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = index + 1;
}

/** Numbers per tie in the column of facts. */
export const FACTS = 4;
const COLUMNS = ['from', 'to', 'facts', 'attested', 'dates', 'ownHigh', 'ownLow'] as const;

export function stagedTies(capacity: number): StagedTies {
  const one = () => int32(capacity);
  return { from: one(), to: one(), facts: int32(FACTS * capacity), attested: one(), dates: one(), ownHigh: one(), ownLow: one() };
}

/** A copy with a larger capacity. */
export function growTies(ties: StagedTies, capacity: number): StagedTies {
  const larger = stagedTies(capacity);
  for (const name of COLUMNS) larger[name].set(ties[name]);
  return larger;
}

/** A copy in the given order, with a capacity. Replaces the staged columns one after the other, so that each old one can be released. */
export function reorderTies(ties: { -readonly [Name in keyof StagedTies]: Int32Array }, order: Int32Array, capacity: number): StagedTies {
  for (const name of COLUMNS) ties[name] = gather(ties[name], order, name === 'facts' ? FACTS : 1, capacity);
  return ties;
}

/** A copy of one column in the given order, with a capacity. */
function gather(source: Int32Array, order: Int32Array, width: number, capacity: number): Int32Array {
  const target = int32(width * capacity);
  let to = 0;
  for (let i = 0; i < order.length; i++) {
    let from = width * order[i]!;
    for (const end = to + width; to < end; to++) target[to] = source[from++]!;
  }
  return target;
}

export function copyTie({ from, facts, attested, dates, ownHigh, ownLow }: TieColumns, source: number, target: number): void {
  for (const column of [from, attested, dates, ownHigh, ownLow]) column[target] = column[source]!;
  facts.copyWithin(FACTS * target, FACTS * source, FACTS * (source + 1));
}

/**
 * CSR row offsets of the nodes of the base, three adjacent numbers per node: the ties recorded from it are `outStart` ..
 * `outEnd - 1`; those to it are at `inStart` .. `inEnd - 1` of `Buffers.byTo`, of which the ones before `inBetween` sort
 * before the ties from it by id.
 */
export type RowOffsets = Int32Array;

const OFFSETS = 3;

export const emptyRowOffsets = (nodeCount: number): RowOffsets => int32(OFFSETS * (nodeCount + 1));
export const outStart = (offsets: RowOffsets, node: number): number => offsets[OFFSETS * node]!;
export const inStart = (offsets: RowOffsets, node: number): number => offsets[OFFSETS * node + 1]!;
export const inBetween = (offsets: RowOffsets, node: number): number => offsets[OFFSETS * node + 2]!;
export const outEnd = (offsets: RowOffsets, node: number): number => offsets[OFFSETS * node + OFFSETS]!;
export const inEnd = (offsets: RowOffsets, node: number): number => offsets[OFFSETS * node + OFFSETS + 1]!;

/** Fills the offsets for ties that are sorted by id. */
export function fillRowOffsets(offsets: RowOffsets, { from, to }: StagedTies, tieCount: number): void {
  for (let tie = 0; tie < tieCount; tie++) {
    const [source, target] = [from[tie]!, to[tie]!];
    offsets[OFFSETS * (source + 1)]!++;
    offsets[OFFSETS * (target + 1) + 1]!++;
    if (source < target) offsets[OFFSETS * target + 2]!++;
  }
  for (let at = 0; at < offsets.length; at += OFFSETS) {
    if (at > 0) offsets[at]! += offsets[at - OFFSETS]!;
    if (at > 0) offsets[at + 1]! += offsets[at + 1 - OFFSETS]!;
    offsets[at + 2]! += offsets[at + 1]!;
  }
}

/**
 * The adjacency array: for each tie at a node its target, merges resolved, and its packed summary (`tieSummary.ts`), adjacent,
 * so that one read of memory gives both. ENTRY_WIDTH numbers per entry; entry i begins at ENTRY_WIDTH * i.
 *
 * Each node of the base has the entries of the ties from it, then of those to it: what a search needs of a node is mostly one
 * contiguous range. Tie t from node n has entry t + inStart(n), item i of `byTo` has entry i + outEnd(n). After them come the
 * entries of appended ties, each at its `from` end only.
 */
export type Adjacency = Int32Array;

export const ENTRY_WIDTH = 2;

/** The node that an entry leads to. */
export const targetAt = (adjacency: Adjacency, at: number): number => adjacency[ENTRY_WIDTH * at]!;
export const summaryAt = (adjacency: Adjacency, at: number): number => adjacency[ENTRY_WIDTH * at + 1]!;

export function writeEntry(adjacency: Adjacency, at: number, node: number, summary: number): void {
  adjacency[ENTRY_WIDTH * at] = node;
  adjacency[ENTRY_WIDTH * at + 1] = summary;
}

/**
 * The traits of a node: four bits for its index in ENTITY_KINDS, two flags for changes since the base was made, and from bit 8
 * on the binary logarithm of its degree in the base.
 */
const KIND_BITS = 4;
const SIZE_AT = 8;
/** The ties of this node are no longer its rows of the base. */
export const TIES_CHANGED = 1 << KIND_BITS;
/** The canonical node of this one was changed since the base was made. */
export const CANON_CHANGED = 2 << KIND_BITS;

export const kindIn = (traits: number): number => traits & ((1 << KIND_BITS) - 1);
export const withKind = (traits: number, kind: number): number => (traits & ~((1 << KIND_BITS) - 1)) | kind;
export const isChangedIn = (traits: number): boolean => (traits & TIES_CHANGED) !== 0;
/** 0 for fewer than two ties, 1 for two or three, 2 for four to seven, and so on. */
export const sizeIn = (traits: number): number => traits >> SIZE_AT;
export const sizeOf = (degree: number): number => 31 - Math.clz32(degree | 1);
export const withSize = (traits: number, degree: number): number => (traits & ((1 << SIZE_AT) - 1)) | (sizeOf(degree) << SIZE_AT);

/**
 * The facts of a tie in four adjacent numbers, which are one read of memory: four days of 22 bits each, counted from
 * UNKNOWN_LO, and in the low bits its type and status, and its confidence in two parts. Those of tie i begin at FACTS * i.
 */
/** The index of each day among them. */
export const [LO, HI, CLO, CHI] = [0, 1, 2, 3] as const;

const DAY_AT = 10;
const LOW_BITS = (1 << DAY_AT) - 1;
/** A confidence has 14 bits: the upper ten are stored with `hi`, the lower four with `clo`. */
const CONFIDENCE_LOW_BITS = 4;
const CONFIDENCE_LOW = (1 << CONFIDENCE_LOW_BITS) - 1;

/** Flags stored with `chi`: the confidence was set by an editor; it surely holds at several times (`runs.ts`). */
const CONFIDENCE_SET = 1;
const HAS_RUNS = 2;

/**
 * Writes a record into the columns, except its ends.
 * @param places Where its dates are, and its runs, if it has any.
 */
export function writeTie(
  ties: TieColumns,
  tie: number,
  key: TieKey,
  record: ProjectionTie,
  places: { readonly dates: number; readonly runs: number },
): void {
  const { facts, attested, ownHigh, ownLow } = ties;
  const { lo, hi, clo, chi, status, confidence, confidenceSet } = record;
  const at = FACTS * tie;
  facts[at + LO] = ((lo + 1) << DAY_AT) | packTypeStatus(key.type, statusIndex(status));
  facts[at + HI] = (hi + 1) << DAY_AT;
  facts[at + CLO] = (clo + 1) << DAY_AT;
  facts[at + CHI] = ((chi + 1) << DAY_AT) | (confidenceSet ? CONFIDENCE_SET : 0) | (record.runs ? HAS_RUNS : 0);
  writeConfidence(facts, at, Math.round(confidence * CONFIDENCE_SCALE));
  const { alo, ahi } = attestedDays(record);
  attested[tie] = record.runs ? places.runs : (offset(clo - alo) << OFFSET_BITS) | offset(ahi - chi);
  ties.dates[tie] = places.dates;
  ownHigh[tie] = key.ownHigh;
  ownLow[tie] = key.ownLow;
}

/** Two offsets of 16 bits per tie. More days than they hold count as that many. */
const OFFSET_BITS = 16;
const MAX_OFFSET = (1 << OFFSET_BITS) - 1;

const offset = (days: number): number => Math.min(Math.max(0, days), MAX_OFFSET);

export type AttestedDays = Pick<TieBounds, 'alo' | 'ahi'>;

/** Where a record lacks them: from its known start, else from when it surely holds, and likewise to the end. */
function attestedDays({ lo, hi, clo, chi, alo, ahi }: ProjectionTie): AttestedDays {
  const bounds = { lo, hi, clo, chi };
  if (isUndated(bounds)) return { alo: clo, ahi: chi };
  return { alo: alo ?? (lo === UNKNOWN_LO ? Math.min(clo, chi) : lo), ahi: ahi ?? (hi === UNKNOWN_HI ? Math.max(clo, chi) : hi) };
}

/** Between which days a tie without runs is attested: the sentinels of `clo` and `chi` where it has no date. */
export function attestedIn({ facts, attested }: TieColumns, tie: number): AttestedDays {
  const offsets = attested[tie]!;
  return { alo: dayIn(facts, tie, CLO) - (offsets >>> OFFSET_BITS), ahi: dayIn(facts, tie, CHI) + (offsets & MAX_OFFSET) };
}

/** Does it surely hold at several times? */
export function hasRunsIn(facts: Int32Array, tie: number): boolean {
  return (facts[FACTS * tie + CHI]! & HAS_RUNS) !== 0;
}

export function dayIn(facts: Int32Array, tie: number, which: number): number {
  return (facts[FACTS * tie + which]! >>> DAY_AT) - 1;
}

/** Without its runs. */
export function boundsIn(facts: Int32Array, tie: number): Bounds {
  return { lo: dayIn(facts, tie, LO), hi: dayIn(facts, tie, HI), clo: dayIn(facts, tie, CLO), chi: dayIn(facts, tie, CHI) };
}

/** In ten-thousandths. */
export function confidenceIn(facts: Int32Array, tie: number): number {
  const at = FACTS * tie;
  return ((facts[at + HI]! & LOW_BITS) << CONFIDENCE_LOW_BITS) | (facts[at + CLO]! & CONFIDENCE_LOW);
}

/** Its packed type and status. */
export function typeStatusIn(facts: Int32Array, tie: number): number {
  return facts[FACTS * tie + LO]! & LOW_BITS;
}

export function isConfidenceSetIn(facts: Int32Array, tie: number): boolean {
  return (facts[FACTS * tie + CHI]! & CONFIDENCE_SET) !== 0;
}

function writeConfidence(facts: Int32Array, at: number, confidence: number): void {
  facts[at + HI] = (facts[at + HI]! & ~LOW_BITS) | (confidence >> CONFIDENCE_LOW_BITS);
  facts[at + CLO] = (facts[at + CLO]! & ~LOW_BITS) | (confidence & CONFIDENCE_LOW);
}
