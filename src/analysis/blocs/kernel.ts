import type { Budget } from '../paths/budget.ts';
import { partsOf } from './parts.ts';
import { type Join, type Reduced, reducePairs } from './reduction.ts';
import type { SignedPairs } from './signedPairs.ts';

/** What is left of a graph when all is taken out that can be decided beforehand. */
export interface Kernel {
  /** The least cost beyond that of the parts. */
  readonly cost: number;
  readonly joins: readonly Join[];
  readonly postponed: Reduced['postponed'];
  /** Parts that can be neither reduced nor divided. */
  readonly parts: readonly SignedPairs[];
}

/** Reduces and divides a graph, and its parts again, as long as either changes anything. @param pairs Is used up. */
export function kernelOf(pairs: SignedPairs, budget: Budget): Kernel {
  let cost = 0;
  const [joins, postponed, parts]: [Join[], Reduced['postponed'][number][], SignedPairs[]] = [[], [], []];
  const open = [pairs];
  for (let graph = open.pop(); graph; graph = open.pop()) {
    const reduced = reducePairs(graph, budget);
    cost += reduced.cost;
    for (const join of reduced.joins) joins.push(join);
    for (const vertex of reduced.postponed) postponed.push(vertex);
    const divided = partsOf(graph, budget);
    if (divided[0] === graph) parts.push(graph);
    else for (const part of divided) open.push(part);
  }
  return { cost, joins, postponed, parts: parts.sort((a, b) => a.size - b.size) };
}
