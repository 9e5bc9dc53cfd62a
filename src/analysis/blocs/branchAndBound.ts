import type { Budget } from '../paths/budget.ts';
import { packBadCycles } from './badCycles.ts';
import { partsOf } from './parts.ts';
import { type Join, putBack, reducePairs } from './reduction.ts';
import { contract, copyOf, type SignedPairs, setWeight } from './signedPairs.ts';

export interface Partition {
  readonly cost: number;
  /** Two vertices are in one camp where joins lead from one to the other. */
  readonly joins: readonly Join[];
}

/**
 * A partition of the least cost, null where none costs less than `below`. Branch and bound: a graph is reduced and divided
 * (`reduction.ts`, `parts.ts`); of a part that allows neither, a friendly pair in the middle of conflict is held together, then
 * put apart, unless the bound (`badCycles.ts`) rules out a better partition.
 * @param pairs Is used up.
 */
export function leastPartition(pairs: SignedPairs, below: number, budget: Budget): Partition | null {
  const { cost, joins, postponed } = reducePairs(pairs, budget);
  if (cost >= below) return null;
  const parts = partsOf(pairs, budget);
  const rest = parts[0] === pairs ? branch(pairs, below - cost, budget) : leastOfParts(parts, below - cost, budget);
  if (!rest) return null;
  const all = [...joins, ...rest.joins];
  putBack(all, postponed);
  return { cost: cost + rest.cost, joins: all };
}

function leastOfParts(parts: readonly SignedPairs[], below: number, budget: Budget): Partition | null {
  const bounds = parts.map((part) => (parts.length > 1 ? packBadCycles(part, budget).bound : 0));
  let bound = bounds.reduce((sum, own) => sum + own, 0);
  const joins: Join[] = [];
  for (const [i, part] of parts.entries()) {
    if (bound >= below) return null;
    const found = leastPartition(part, below - bound + bounds[i]!, budget);
    if (!found) return null;
    bound += found.cost - bounds[i]!;
    joins.push(...found.joins);
  }
  return { cost: bound, joins };
}

function branch(pairs: SignedPairs, below: number, budget: Budget): Partition | null {
  const { bound, pair } = packBadCycles(pairs, budget);
  if (bound >= below) return null;
  if (!pair) return allTogether(pairs);
  const [a, b] = pair;
  const weight = pairs.get(a)!.get(b)!;
  const united = copyOf(pairs);
  budget.spend(pairs.size);
  const own = contract(united, a, b);
  const together = leastPartition(united, below - own, budget);
  const best = together && { cost: own + together.cost, joins: [[a, b] as const, ...together.joins] };
  setWeight(pairs, a, b, Number.NEGATIVE_INFINITY);
  const apart = leastPartition(pairs, (best?.cost ?? below) - weight, budget);
  return apart ? { cost: weight + apart.cost, joins: apart.joins } : best;
}

/** A part is connected by friendly pairs; without bad cycles it has no hostile ones. */
function allTogether(pairs: SignedPairs): Partition {
  const [first, ...others] = pairs.keys();
  return { cost: 0, joins: others.map((vertex) => [first!, vertex]) };
}
