import type { NodeColumns } from './buffers.ts';
import { int32, type StagedTies } from './columns.ts';
import { glanceAt } from './glance.ts';
import { LEAD, type Leads, setLead } from './leads.ts';
import { inStart, outEnd, outStart } from './rows.ts';

/** Where the ties of a base lead, and from where: `Buffers.leads` and `byTo`. */
interface Incidence {
  readonly leads: Leads;
  readonly byTo: Int32Array;
}

/** Lays the ties of each node side by side, seen through the merges; the rows of the nodes must be filled. */
export function fillLeads({ rows, canon }: NodeColumns, baseNodes: number, ties: StagedTies, tieCount: number, room: number): Incidence {
  // One more than there are, so that the first tie of a node can be looked at where there is none.
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
