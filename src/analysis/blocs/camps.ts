import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import { leastPartition, type Partition } from './branchAndBound.ts';
import { frustrationOf } from './frustration.ts';
import { Joins } from './joins.ts';
import { kernelOf } from './kernel.ts';
import { communities } from './louvain.ts';
import { type Join, putBack } from './reduction.ts';
import { searchPartition } from './search.ts';
import { copyOf, pairsOf, type SignedPairs } from './signedPairs.ts';
import { unitedAtNoCost } from './unite.ts';
import { netOf, type WeightedGraph } from './weighted.ts';

export interface Camps {
  /** By vertex; a camp is numbered by its first vertex. */
  readonly campOf: Int32Array;
  /** Proved: no partition has fewer pairs against it. */
  readonly exact: boolean;
  /** The limit that ended the proof, if one did. */
  readonly stoppedBy: StopReason | null;
}

/** A part of more vertices, after reduction, is searched but not proved. */
export const MAX_PROVED = 60;
/** Steps that all proofs of one question may take together: about two seconds. The limit does not depend on the machine. */
const PROOF_STEPS = 30_000_000;
/** Beyond so many pairs nothing is reduced or proved. */
const MAX_REDUCED_PAIRS = 500_000;

/**
 * The partition of a signed graph, into any number of camps, with the fewest pairs against it: friendly ones between two camps
 * and hostile ones within one. Their number is the frustration of the graph under generalized balance (D. Cartwright,
 * F. Harary, Structural balance, 1956; J. A. Davis, Clustering and structural balance in graphs, 1967; P. Doreian, A. Mrvar,
 * A partitioning approach to structural balance, 1996), also known as correlation clustering (N. Bansal, A. Blum, S. Chawla,
 * 2004). To find it is NP-hard; graphs of conflict are small and nearly balanced (S. Aref, M. C. Wilson, Balance and frustration
 * in signed networks, 2019).
 *
 * The graph is reduced to parts (`kernel.ts`). Each is searched from several starts, then a branch and bound proves the
 * partition least or finds a better one. Where that fails, the best that was found is given, which is never worse than the
 * communities. A pair that is friendly and hostile at once costs the same in every partition and plays no part.
 *
 * Of partitions that are equally good one is given, the same for the same graph. Its camps are held together by friendly
 * pairs, and no two of them that share a friendly pair can be united at no cost. Who has no friendly pair stands alone.
 * @param modular The communities.
 */
export function camps(graph: WeightedGraph, modular: Int32Array, limits: SearchLimits, budget: Budget): Camps {
  const net = netOf(graph);
  const found = [communities(net, budget, modular), communities(net, budget)];
  const solved = solve(net, limits, budget);
  if (solved) found.unshift(solved.exact ? solved.campOf : communities(net, budget, solved.campOf));
  const costs = found.map((campOf) => frustrationOf(net, campOf));
  const best = found[costs.indexOf(Math.min(...costs))]!;
  return { campOf: unitedAtNoCost(net, best, budget), exact: solved?.exact ?? false, stoppedBy: solved?.stoppedBy ?? null };
}

/** The kernel of the graph, searched and proved. Null where the graph is too large. */
function solve(net: WeightedGraph, limits: SearchLimits, budget: Budget): Camps | null {
  if (net.rowVertex.length > 2 * MAX_REDUCED_PAIRS) return null;
  budget.spend(net.rowVertex.length);
  const { joins, postponed, parts } = kernelOf(pairsOf(net), budget);
  const found = parts.map((part) => searchPartition(part, budget));
  const { proved, stoppedBy } = prove(parts, found, limits, budget);
  const all: Join[] = [...joins];
  for (const partition of found) for (const join of partition.joins) all.push(join);
  putBack(all, postponed);
  const sets = new Joins(all);
  return { campOf: Int32Array.from({ length: net.size }, (_, vertex) => sets.of(vertex)), exact: proved, stoppedBy };
}

/** Replaces what is not least by what is, the smallest parts first. */
function prove(
  parts: readonly SignedPairs[],
  found: Partition[],
  limits: SearchLimits,
  budget: Budget,
): { proved: boolean; stoppedBy: StopReason | null } {
  const steps = Math.min(PROOF_STEPS, limits.steps - budget.spent);
  const proof = new Budget({ ...limits, steps });
  let count = 0;
  const stoppedBy = untilStopped(() => {
    for (const [i, part] of parts.entries()) {
      if (found[i]!.cost > 0 && part.size > MAX_PROVED) continue;
      found[i] = leastPartition(copyOf(part), found[i]!.cost, proof) ?? found[i]!;
      count++;
    }
  });
  budget.spent += Math.min(proof.spent, steps);
  const isOwnLimit = stoppedBy === 'WORK_LIMIT' && steps === PROOF_STEPS;
  return { proved: count === parts.length, stoppedBy: isOwnLimit ? null : stoppedBy };
}
