import type { View } from '../../analysis/projection/view.ts';
import { tieParts } from '../../model/id.ts';

/** A run of ties from one entity, by their ids, both included. */
export interface TieRun {
  readonly from: string;
  readonly first: string;
  readonly last: string;
}

/** How some ties are read at once. */
export interface TiePlan {
  /** Their ids, in the order in which they are wanted. */
  readonly ids: readonly string[];
  /** Those that lie together, each run read in one go; others that lie among them come along. */
  readonly runs: readonly TieRun[];
  /** Those that lie alone. */
  readonly alone: readonly string[];
  /** The end from which a tie is found sooner. */
  readonly anchorOf: (id: string) => string;
}

/** How many ties that are not wanted may come along for one that is. */
const MOST_ALONG = 1;

/**
 * Plans the reading of ties of a view. A tie is found by looking through the ties of one of its ends, so many ties of one
 * hub are read together: the view has them in the order of their ids, those from one entity side by side.
 */
export function planTies(view: View, ties: readonly number[]): TiePlan {
  const anchorOf = (id: string): string => {
    const { from, to } = tieParts(id);
    return degreeOf(view, from) <= degreeOf(view, to) ? from : to;
  };
  const ids = ties.map((tie) => view.tieId(tie));
  const [runs, alone]: [TieRun[], string[]] = [[], []];
  for (const [start, end] of stretches(view, ties, ids)) {
    const members = ids.slice(start, end);
    const from = tieParts(members[0]!).from;
    const oneByOne = members.reduce((cost, id) => cost + degreeOf(view, anchorOf(id)), 0);
    const isSparse = ties[end - 1]! - ties[start]! + 1 > (1 + MOST_ALONG) * members.length;
    if (isSparse || oneByOne < degreeOf(view, from)) alone.push(...members);
    else runs.push({ from, ...boundsOf(members) });
  }
  return { ids, runs, alone, anchorOf };
}

/** Where ties from one entity stand side by side. Those written since the view was last put in order stand alone. */
function* stretches(view: View, ties: readonly number[], ids: readonly string[]): Generator<[start: number, end: number], void> {
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

function degreeOf(view: View, entity: string): number {
  return view.degree(view.node(entity));
}
