/**
 * Where ties lead and what they are at a glance (`glance.ts`), side by side, so that one look into memory gives both: LEAD
 * numbers a tie, of the i-th those at LEAD * i.
 */
export type Leads = Int32Array;

export const LEAD = 2;

/** The node that it leads to. */
export const nodeIn = (leads: Leads, at: number): number => leads[LEAD * at]!;
export const glanceIn = (leads: Leads, at: number): number => leads[LEAD * at + 1]!;

export function setNode(leads: Leads, at: number, node: number): void {
  leads[LEAD * at] = node;
}

export function setLead(leads: Leads, at: number, node: number, glance: number): void {
  leads[LEAD * at] = node;
  leads[LEAD * at + 1] = glance;
}
