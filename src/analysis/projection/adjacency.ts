/**
 * The adjacency array (compressed sparse row): for each tie at a node its target and its packed summary (`tieSummary.ts`),
 * adjacent, so that one read of memory gives both. ENTRY_WIDTH numbers per entry; entry i begins at ENTRY_WIDTH * i.
 *
 * Each node of the base has the entries of the ties from it, then of those to it: what a search needs of a node is mostly one
 * contiguous range. Tie t from node n has entry t + inStart(n), item i of `byTo` has entry i + outEnd(n) (`rowOffsets.ts`).
 * After them come the entries of appended ties, each at its `from` end only.
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
