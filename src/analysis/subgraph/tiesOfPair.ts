import type { Budget } from '../paths/budget.ts';
import { targetAt } from '../projection/buffers.ts';
import { tieAt } from '../projection/incidence.ts';
import type { View } from '../projection/view.ts';

/** All ties between two canonical nodes, whatever they are, by the side with fewer ties. */
export function tiesOfPair(view: View, a: number, b: number, budget: Budget): number[] {
  const [near, far] = view.degree(a) <= view.degree(b) ? [a, b] : [b, a];
  const found: number[] = [];
  for (const range of view.ranges(near)) {
    const { adjacency, start, end } = range;
    budget.spend(1 + end - start);
    for (let at = start; at < end; at++) if (targetAt(adjacency, at) === far) found.push(tieAt(range, at));
  }
  return found;
}
