import type { Budget } from '../paths/budget.ts';
import { restrictedTo, type SignedPairs } from './signedPairs.ts';

/**
 * The parts of a graph that can be solved one by one, such that the least costs of the parts add up to that of the whole and
 * the camps of the parts, those that share a vertex united, are camps of the whole:
 *
 * - what is connected by friendly pairs: a camp that is not may be split there, which adds no cost, since only hostile pairs
 *   lead from piece to piece;
 * - of these the biconnected blocks (J. Hopcroft, R. Tarjan, Efficient algorithms for graph manipulation, 1973): two blocks
 *   share one vertex and no pair, so the camps of this vertex can be united at no cost. A bridge is a block.
 *
 * Single vertices are left out. A part of a part may fall apart again.
 */
export function partsOf(pairs: SignedPairs, budget: Budget): SignedPairs[] {
  return friendlyComponents(pairs, budget).flatMap((component) => blocksOf(component, budget));
}

function friendlyComponents(pairs: SignedPairs, budget: Budget): SignedPairs[] {
  const seen = new Set<number>();
  const found: SignedPairs[] = [];
  for (const start of pairs.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const component = [start];
    for (let next = 0; next < component.length; next++) {
      const row = pairs.get(component[next]!)!;
      budget.spend(1 + row.size);
      for (const [other, weight] of row) {
        if (weight < 0 || seen.has(other)) continue;
        seen.add(other);
        component.push(other);
      }
    }
    if (component.length === pairs.size) return [pairs];
    if (component.length > 1) found.push(restrictedTo(pairs, component));
  }
  return found;
}

interface Visit {
  readonly vertex: number;
  readonly parent: number;
  readonly others: Iterator<number>;
}

/** By depth-first search without recursion; `low` is the earliest vertex that a branch leads back to. */
function blocksOf(pairs: SignedPairs, budget: Budget): SignedPairs[] {
  const found: SignedPairs[] = [];
  const [order, low] = [new Map<number, number>(), new Map<number, number>()];
  const stack: Visit[] = [];
  const branch: number[] = [];
  for (const start of pairs.keys()) if (!order.has(start)) search(start);
  return found.length === 1 && found[0]!.size === pairs.size ? [pairs] : found;

  function search(start: number): void {
    enter(start, -1);
    for (let visit = stack.at(-1); visit; visit = stack.at(-1)) {
      const { done, value: other } = visit.others.next();
      if (done) leave(visit);
      else if (other !== visit.parent && order.has(other)) lower(visit.vertex, order.get(other)!);
      else if (other !== visit.parent) enter(other, visit.vertex);
    }
    branch.length = 0;
  }

  function enter(vertex: number, parent: number): void {
    order.set(vertex, order.size);
    low.set(vertex, order.get(vertex)!);
    const row = pairs.get(vertex)!;
    budget.spend(1 + row.size);
    stack.push({ vertex, parent, others: row.keys() });
    branch.push(vertex);
  }

  function leave({ vertex, parent }: Visit): void {
    stack.pop();
    if (parent < 0) return;
    lower(parent, low.get(vertex)!);
    if (low.get(vertex)! < order.get(parent)!) return;
    const block = branch.splice(branch.lastIndexOf(vertex));
    found.push(
      restrictedTo(
        pairs,
        [parent, ...block].sort((a, b) => a - b),
      ),
    );
  }

  function lower(vertex: number, to: number): void {
    low.set(vertex, Math.min(low.get(vertex)!, to));
  }
}
