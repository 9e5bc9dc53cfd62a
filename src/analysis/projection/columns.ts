import { FACTS } from './facts.ts';

/**
 * The columns of ties, in memory that threads share: 28 bytes per tie, and 20 more for `Buffers.byTo` and `adjacency`, which
 * hold its target.
 */
export interface TieColumns {
  /** The node that it is from, merges resolved. */
  readonly from: Int32Array;
  /** FACTS numbers per tie: `facts.ts`. */
  readonly facts: Int32Array;
  /** The 60 bits of its id that are its own. */
  readonly ownHigh: Int32Array;
  readonly ownLow: Int32Array;
}

/** Ties that are not sorted yet. */
export interface StagedTies extends TieColumns {
  /** The node that it is recorded to; `from` is as recorded too. */
  readonly to: Int32Array;
}

export function tieColumns(capacity: number): TieColumns {
  return {
    from: int32(capacity),
    facts: int32(FACTS * capacity),
    ownHigh: int32(capacity),
    ownLow: int32(capacity),
  };
}

export function stagedTies(capacity: number): StagedTies {
  return { ...tieColumns(capacity), to: int32(capacity) };
}

const COLUMN_NAMES = Object.keys(tieColumns(0)) as (keyof TieColumns)[];
const STAGED_COLUMN_NAMES = Object.keys(stagedTies(0)) as (keyof StagedTies)[];

/** Numbers per tie in each column. */
const WIDTHS: Record<keyof StagedTies, number> = { from: 1, to: 1, facts: FACTS, ownHigh: 1, ownLow: 1 };

/** A copy with a larger capacity. */
export function growTies(ties: StagedTies, capacity: number): StagedTies {
  const larger = stagedTies(capacity);
  for (const name of STAGED_COLUMN_NAMES) larger[name].set(ties[name]);
  return larger;
}

/** A copy of the ties of `source` in the given order, with a capacity. */
export function gatherTies(source: TieColumns, order: Int32Array, capacity: number): TieColumns {
  const ties = tieColumns(capacity);
  for (const name of COLUMN_NAMES) pick(source[name], order, ties[name], WIDTHS[name]);
  return ties;
}

export function copyTie(ties: TieColumns, source: number, target: number): void {
  for (const name of COLUMN_NAMES) {
    const width = WIDTHS[name];
    ties[name].copyWithin(width * target, width * source, width * (source + 1));
  }
}

/**
 * The same for ties that are not needed in their old order: narrow columns are reordered in place and only wide ones are
 * copied, so that ten million ties fit in 1 GB.
 */
export function reorderTies(ties: StagedTies, count: number, order: Int32Array): StagedTies {
  const spare = new Int32Array(count);
  const sorted: Record<keyof StagedTies, Int32Array> = { ...ties };
  for (const name of STAGED_COLUMN_NAMES) {
    const width = WIDTHS[name];
    if (width > 1) {
      sorted[name] = int32(ties[name].length);
      pick(ties[name], order, sorted[name], width);
    } else {
      spare.set(ties[name].subarray(0, count));
      pick(spare, order, ties[name], width);
    }
  }
  return sorted;
}

function pick(source: Int32Array, order: Int32Array, target: Int32Array, width: number): void {
  let to = 0;
  for (let i = 0; i < order.length; i++) {
    let from = width * order[i]!;
    for (const end = to + width; to < end; to++) target[to] = source[from++]!;
  }
}

export function int32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

export function uint16(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(2 * length));
}

export function uint8(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}
