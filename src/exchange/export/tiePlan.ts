import type { View } from '../../analysis/projection/view.ts';
import { tieParts } from '../../model/id.ts';

/** A range of ties from one entity, by first and last id, both included. */
export interface TieRange {
  readonly from: string;
  readonly first: string;
  readonly last: string;
}

/** A plan for reading ties in few statements. */
export interface TiePlan {
  /** Their ids, in the order of the result. */
  readonly ids: readonly string[];
  /** Ranges that are read at once. Other ties inside a range are read with it and dropped. */
  readonly ranges: readonly TieRange[];
  /** Ids that are read one by one. */
  readonly single: readonly string[];
  /** The number of ties of an entity. */
  readonly degreeOf: (entity: string) => number;
}

/** The most extra ties that a range may read for each tie of the result. */
const MAX_EXTRA_PER_TIE = 1;

/**
 * Plans how to read ties of a view. The store finds a tie by scanning the ties of one of its ends, so many ties of one hub are
 * read together. The view has ties in the order of their ids, so those from one entity are consecutive, but for those that were
 * added since it was last compacted.
 * @param result The ties in the order in which they are to be read.
 */
export function planTieReads(view: View, result: readonly number[]): TiePlan {
  const degreeOf = (entity: string): number => view.degree(view.node(entity));
  const costOf = (id: string): number => Math.min(degreeOf(tieParts(id).from), degreeOf(tieParts(id).to));
  const ties = [...result].sort((a, b) => a - b);
  const ids = ties.map((tie) => view.tieId(tie));
  const [ranges, single]: [TieRange[], string[]] = [[], []];
  for (const [start, end] of consecutiveRanges(view, ties, ids)) {
    const members = ids.slice(start, end);
    const from = tieParts(members[0]!).from;
    const oneByOne = members.reduce((cost, id) => cost + costOf(id), 0);
    const isSparse = ties[end - 1]! - ties[start]! + 1 > (1 + MAX_EXTRA_PER_TIE) * members.length;
    if (isSparse || oneByOne < degreeOf(from)) single.push(...members);
    else ranges.push({ from, ...boundsOf(members) });
  }
  return { ids: result.map((tie) => view.tieId(tie)), ranges, single, degreeOf };
}

/** Consecutive ties from one entity, as ranges of indexes. Ties added since the view was last compacted are ranges of their own. */
function* consecutiveRanges(view: View, ties: readonly number[], ids: readonly string[]): Generator<[start: number, end: number], void> {
  const inOrder = view.buffers.baseTies;
  for (let start = 0; start < ties.length; ) {
    let end = start + 1;
    while (end < ties.length && ties[end]! < inOrder && ids[end]!.startsWith(tieParts(ids[start]!).from)) end++;
    yield [start, end];
    start = end;
  }
}

function boundsOf(ids: readonly string[]): { first: string; last: string } {
  const inOrder = [...ids].sort();
  return { first: inOrder[0]!, last: inOrder.at(-1)! };
}
