import { int32, type TieColumns, uint16 } from './columns.ts';
import type { Deaths } from './deaths.ts';
import type { Leads } from './leads.ts';
import { emptyRows, type Rows } from './rows.ts';

/**
 * The projection's memory: a base, sorted by id and never changed, and room behind it for what revisions append.
 *
 * A tie keeps its place for as long as the base lives. A change marks the old record as dead from its revision on and
 * appends the new one. So a reader needs no copy and no lock: it is a Mark, five numbers that say how far it sees.
 */
export interface Buffers {
  /** Nodes and ties below these belong to the base. */
  readonly baseNodes: number;
  readonly baseTies: number;
  readonly nodes: NodeColumns;
  readonly ties: TieColumns;
  /** Ties of the base sorted by their recorded `to`, then by id. */
  readonly byTo: Int32Array;
  /** Where the ties of each node lead, seen through merges: `leads.ts`. */
  readonly leads: Leads;
  readonly appended: AppendedTies;
  readonly deaths: Deaths;
  readonly moved: MovedEnds;
  readonly merges: MergeLog;
  /** 1 at each confidence that some tie has or had. */
  readonly confidenceSeen: Uint8Array;
}

export interface Mark {
  readonly revision: number;
  readonly nodes: number;
  readonly ties: number;
  readonly merges: number;
  readonly deaths: number;
}

export interface NodeColumns {
  /** Key of the entity, 30 bits each. Nodes of the base are sorted by it. */
  readonly high: Int32Array;
  readonly low: Int32Array;
  /** What is asked of a node most often, in one number: `traits.ts`. */
  readonly traits: Uint16Array;
  /** Where its name lies in the Names of the projection. A new name is seen by those, too, who look at an earlier revision. */
  readonly name: Int32Array;
  /** The node that stood for it when the base was made; later merges are in the MergeLog. */
  readonly canon: Int32Array;
  /** The next of the nodes that one node stands for in the base, -1 after the last. */
  readonly nextMember: Int32Array;
  /** Where the ties of each node of the base lie. */
  readonly rows: Rows;
  /** The newest appended tie from, and to, a node, -1 for none; older ones follow by `AppendedTies.olderOut`, `olderIn`. */
  readonly newestOut: Int32Array;
  readonly newestIn: Int32Array;
  /** Hash table from key to node: `keys.ts`. */
  readonly slots: Int32Array;
}

/** What only appended ties need, at tie - baseTies. */
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

/** Ends as recorded, for ties of the base with an end that is seen through a merge; sorted by tie. */
export interface MovedEnds {
  readonly tie: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** From the first to the last: node `node[i]` is from then on seen as `canon[i]`. */
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
    rows: emptyRows(baseNodes),
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

/** An empty hash table that its `capacity` entries never fill by more than half. */
export function hashSlots(capacity: number): Int32Array {
  return int32(2 ** Math.ceil(Math.log2(2 * capacity + 2)));
}
