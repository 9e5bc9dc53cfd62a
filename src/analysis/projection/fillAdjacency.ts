import { type Adjacency, ENTRY_WIDTH, writeEntry } from './adjacency.ts';
import type { NodeColumns } from './buffers.ts';
import { int32, type StagedTies } from './columns.ts';
import { inStart, outEnd, outStart } from './rowOffsets.ts';
import { summaryOfTie } from './tieSummary.ts';

/** The adjacency of a base and its index by target: `Buffers.adjacency` and `byTo`. */
interface Incidence {
  readonly adjacency: Adjacency;
  readonly byTo: Int32Array;
}

/** Fills the adjacency of each node, merges resolved; the row offsets must be filled. */
export function fillAdjacency(
  { rowOffsets, canon }: NodeColumns,
  baseNodes: number,
  ties: StagedTies,
  tieCount: number,
  spare: number,
): Incidence {
  // One entry more than there are, so that the first entry of a node can be read where it has none.
  const adjacency = int32(ENTRY_WIDTH * (2 * tieCount + spare + 1));
  const byTo = int32(tieCount);
  const next = new Int32Array(baseNodes);
  for (let node = 0; node < baseNodes; node++) next[node] = inStart(rowOffsets, node);
  for (let node = 0; node < baseNodes; node++) {
    const from = canon[node]!;
    for (let tie = outStart(rowOffsets, node); tie < outEnd(rowOffsets, node); tie++) {
      const other = ties.to[tie]!;
      const to = canon[other]!;
      const summary = summaryOfTie(ties.facts, tie);
      const at = next[other]!++;
      byTo[at] = tie;
      writeEntry(adjacency, tie + inStart(rowOffsets, node), to, summary);
      writeEntry(adjacency, at + outEnd(rowOffsets, other), from, summary);
    }
  }
  return { adjacency, byTo };
}
