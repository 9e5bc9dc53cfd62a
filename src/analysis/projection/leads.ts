/**
 * Where ties lead and what they are at a glance (`glance.ts`), side by side, so that one look into memory gives both: LEAD
 * numbers each, those of the i-th at LEAD * i.
 *
 * Of each node of the base there stand first those of the ties from it, then those of the ties to it: all that a search
 * mostly needs of a node is one stretch of memory. Tie t from node n has the one at t + inStart(n), entry i of `byTo` that at
 * i + outEnd(n) (`rows.ts`). Behind them stand those of appended ties, each from its own end only.
 */
export type Leads = Int32Array;

export const LEAD = 2;

/** The node that it leads to. */
export const nodeIn = (leads: Leads, at: number): number => leads[LEAD * at]!;
export const glanceIn = (leads: Leads, at: number): number => leads[LEAD * at + 1]!;

export function setLead(leads: Leads, at: number, node: number, glance: number): void {
  leads[LEAD * at] = node;
  leads[LEAD * at + 1] = glance;
}
