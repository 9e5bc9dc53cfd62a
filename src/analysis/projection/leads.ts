/**
 * The adjacency array (compressed sparse row): for each tie at a node its target and its packed summary (`tieSummary.ts`),
 * adjacent, so that one read of memory gives both. ENTRY_WIDTH numbers per entry; entry i begins at ENTRY_WIDTH * i.
 *
 * Each node of the base has the entries of the ties from it, then of those to it: what a search needs of a node is mostly one
 * contiguous range. Tie t from node n has entry t + inStart(n), item i of `byTo` has entry i + outEnd(n) (`rowOffsets.ts`).
 * After them come the entries of appended ties, each at its `from` end only.
 */
export type Leads = Int32Array;

export const LEAD = 2;

/** The node that an entry leads to. */
export const nodeIn = (leads: Leads, at: number): number => leads[LEAD * at]!;
export const glanceIn = (leads: Leads, at: number): number => leads[LEAD * at + 1]!;

export function setLead(leads: Leads, at: number, node: number, glance: number): void {
  leads[LEAD * at] = node;
  leads[LEAD * at + 1] = glance;
}
