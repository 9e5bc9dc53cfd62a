import type { NodeColumns } from './buffers.ts';
import { int32, type StagedTies } from './columns.ts';
import { glanceAt } from './glance.ts';
import { LEAD, type Leads, setLead } from './leads.ts';
import { inStart, outEnd, outStart } from './rows.ts';

/** The adjacency of a base and its index by target: `Buffers.adjacency` and `byTo`. */
interface Incidence {
  readonly leads: Leads;
  readonly byTo: Int32Array;
}

/** Fills the adjacency of each node, merges resolved; the row offsets must be filled. */
export function fillLeads({ rows, canon }: NodeColumns, baseNodes: number, ties: StagedTies, tieCount: number, room: number): Incidence {
  // One entry more than there are, so that the first entry of a node can be read where it has none.
  const leads = int32(LEAD * (2 * tieCount + room + 1));
  const byTo = int32(tieCount);
  const next = new Int32Array(baseNodes);
  for (let node = 0; node < baseNodes; node++) next[node] = inStart(rows, node);
  for (let node = 0; node < baseNodes; node++) {
    const from = canon[node]!;
    for (let tie = outStart(rows, node); tie < outEnd(rows, node); tie++) {
      const other = ties.to[tie]!;
      const to = canon[other]!;
      const glance = glanceAt(ties.facts, tie);
      const at = next[other]!++;
      byTo[at] = tie;
      setLead(leads, tie + inStart(rows, node), to, glance);
      setLead(leads, at + outEnd(rows, other), from, glance);
    }
  }
  return { leads, byTo };
}
