import type { Adjacency } from './adjacency.ts';
import { int32, type TieColumns, uint16 } from './columns.ts';
import { emptyRowOffsets, type RowOffsets } from './rowOffsets.ts';
import type { Tombstones } from './tombstones.ts';

/**
 * The memory of the projection: an immutable base in compressed sparse row format (CSR), sorted by id, and spare capacity
 * behind it for what revisions append.
 *
 * Multiversion concurrency control: a change writes a tombstone with its revision for the old tie and appends the new one. A
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
  /** The targets of the ties of each node, merges resolved: `adjacency.ts`. */
  readonly adjacency: Adjacency;
  readonly appended: AppendedTies;
  readonly tombstones: Tombstones;
  readonly moved: MovedEnds;
  readonly merges: MergeLog;
  /** 1 at each confidence that some tie has or had. */
  readonly confidenceSeen: Uint8Array;
}

/** What a reader sees: everything below these counts, and no tie deleted up to the revision. */
export interface ReadSnapshot {
  readonly revision: number;
  readonly nodes: number;
  readonly ties: number;
  readonly merges: number;
  readonly tombstones: number;
}

export interface NodeColumns {
  /** Key of the entity, 30 bits each. Nodes of the base are sorted by it. */
  readonly high: Int32Array;
  readonly low: Int32Array;
  /** The attributes of a node that are read most often, packed in one number: `traits.ts`. */
  readonly traits: Uint16Array;
  /** The offset of its name in the Names of the projection. A new name is visible at earlier revisions too. */
  readonly name: Int32Array;
  /** The canonical node when the base was made; later merges are in the MergeLog. */
  readonly canon: Int32Array;
  /** A linked list of the nodes merged into one node in the base, -1 after the last. */
  readonly nextMember: Int32Array;
  /** CSR row offsets of the nodes of the base: `rowOffsets.ts`. */
  readonly rowOffsets: RowOffsets;
  /** Heads of the linked lists of appended ties from, and to, a node, -1 for none; `AppendedTies.olderOut` and `olderIn` are the links. */
  readonly newestOut: Int32Array;
  readonly newestIn: Int32Array;
  /** Hash table from key to node: `keys.ts`. */
  readonly slots: Int32Array;
}

/** Columns that only appended ties have, at tie - baseTies. */
export interface AppendedTies {
  readonly olderOut: Int32Array;
  readonly olderIn: Int32Array;
  /** The first tie of the base whose id is not before this one's. */
  readonly rank: Int32Array;
  readonly recordedFrom: Int32Array;
  readonly recordedTo: Int32Array;
  /** Hash table from id to appended tie: `identity.ts`. */
  readonly slots: Int32Array;
}

/** The recorded ends of ties of the base with a merged end; sorted by tie. */
export interface MovedEnds {
  readonly tie: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** In order of revision: from then on, `canon[i]` is the canonical node of `node[i]`. */
export interface MergeLog {
  readonly node: Int32Array;
  readonly canon: Int32Array;
}

export function nodeColumns(capacity: number, baseNodes: number): NodeColumns {
  return {
    high: int32(capacity),
    low: int32(capacity),
    traits: uint16(capacity),
    name: int32(capacity),
    canon: int32(capacity),
    nextMember: int32(capacity).fill(-1),
    rowOffsets: emptyRowOffsets(baseNodes),
    newestOut: int32(capacity).fill(-1),
    newestIn: int32(capacity).fill(-1),
    slots: hashSlots(capacity),
  };
}

export function appendedTies(capacity: number): AppendedTies {
  return {
    olderOut: int32(capacity),
    olderIn: int32(capacity),
    rank: int32(capacity),
    recordedFrom: int32(capacity),
    recordedTo: int32(capacity),
    slots: hashSlots(capacity),
  };
}

/** An empty hash table with a load factor of at most one half at `capacity` entries. */
export function hashSlots(capacity: number): Int32Array {
  return int32(2 ** Math.ceil(Math.log2(2 * capacity + 2)));
}
