import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import { leastPartition, type Partition } from './branchAndBound.ts';
import { frustrationOf } from './frustration.ts';
import { type Kernel, kernelOf } from './kernel.ts';
import { communities, splitDisconnected } from './louvain.ts';
import { type Join, putBack } from './reduction.ts';
import { searchPartition } from './search.ts';
import { copyOf, pairsOf, type SignedPairs } from './signedPairs.ts';
import { unitedAtNoCost } from './unite.ts';
import { VertexSets } from './vertexSets.ts';
import { netOf, type WeightedGraph } from './weighted.ts';

export interface Camps {
  /** By vertex; a camp is numbered by its first vertex. */
  readonly campOf: Int32Array;
  /** Proved: no partition has fewer pairs against it. */
  readonly exact: boolean;
  /** The limit that ended the search or the proof, if one did. */
  readonly stoppedBy: StopReason | null;
}

/** A part of more vertices, after reduction, is searched but not proved. Beyond 60 only nearly balanced ones are proved in time. */
const MAX_PROVED = 1_000;
/** Steps that all proofs of one question may take together: about two seconds. The limit does not depend on the machine. */
const PROOF_STEPS = 30_000_000;
/** Beyond so many pairs nothing is reduced or proved. */
const MAX_REDUCED_PAIRS = 200_000;

/**
 * The partition of a signed graph, into any number of camps, with the fewest pairs against it: friendly ones between two camps
 * and hostile ones within one. Their number is the frustration of the graph under generalized balance (D. Cartwright,
 * F. Harary, Structural balance, 1956; J. A. Davis, Clustering and structural balance in graphs, 1967; P. Doreian, A. Mrvar,
 * A partitioning approach to structural balance, 1996), also known as correlation clustering (N. Bansal, A. Blum, S. Chawla,
 * 2004). To find it is NP-hard; graphs of conflict are small and nearly balanced (S. Aref, M. C. Wilson, Balance and frustration
 * in signed networks, 2019).
 *
 * The graph is reduced to parts (`kernel.ts`). Each is searched from several starts, then a branch and bound proves the
 * partition least or finds a better one. Where a limit ends the search, the best that was found is given, which is never worse
 * than the communities. A pair that is friendly and hostile at once costs the same in every partition and plays no part.
 *
 * Of partitions that are equally good one is given, the same for the same graph. Its camps are held together by friendly
 * pairs, and no two of them that share a friendly pair can be united at no cost. Who has no friendly pair stands alone.
 * @param modular The communities.
 */
export function camps(graph: WeightedGraph, modular: Int32Array, limits: SearchLimits, budget: Budget): Camps {
  const net = netOf(graph);
  const found = [splitDisconnected(net, modular)];
  let exact = false;
  let proofStoppedBy: StopReason | null = null;
  const stoppedBy = untilStopped(() => {
    found.push(communities(net, budget, modular), communities(net, budget));
    if (net.rowVertex.length > 2 * MAX_REDUCED_PAIRS) return;
    budget.spend(net.rowVertex.length);
    const kernel = kernelOf(pairsOf(net), budget);
    const partitions = kernel.parts.map((part) => searchPartition(part, budget));
    found.push(communities(net, budget, assembled(net.size, kernel, partitions)));
    ({ exact, stoppedBy: proofStoppedBy } = prove(kernel.parts, partitions, limits, budget));
    found.push(assembled(net.size, kernel, partitions));
  });
  return { campOf: best(net, found), exact, stoppedBy: stoppedBy ?? proofStoppedBy };
}

/** The last of those with the fewest pairs against it, its camps united where that is free. */
function best(net: WeightedGraph, found: readonly Int32Array[]): Int32Array {
  const costs = found.map((campOf) => frustrationOf(net, campOf));
  return unitedAtNoCost(net, found[costs.lastIndexOf(Math.min(...costs))]!);
}

/** The partition of the whole graph from those of the parts of its kernel. */
function assembled(size: number, { joins, postponed }: Kernel, partitions: readonly Partition[]): Int32Array {
  const all: Join[] = [...joins];
  for (const partition of partitions) for (const join of partition.joins) all.push(join);
  putBack(all, postponed);
  const sets = new VertexSets(all);
  return Int32Array.from({ length: size }, (_, vertex) => sets.of(vertex));
}

/** Replaces the partitions that are not least by those that are, the smallest parts first. Has a limit of its own. */
function prove(
  parts: readonly SignedPairs[],
  partitions: Partition[],
  limits: SearchLimits,
  budget: Budget,
): { exact: boolean; stoppedBy: StopReason | null } {
  const steps = Math.min(PROOF_STEPS, limits.steps - budget.spent);
  const proof = new Budget({ ...limits, steps });
  let proved = 0;
  const stoppedBy = untilStopped(() => {
    for (const [i, part] of parts.entries()) {
      if (partitions[i]!.cost > 0 && part.size > MAX_PROVED) continue;
      partitions[i] = leastPartition(copyOf(part), partitions[i]!.cost, proof) ?? partitions[i]!;
      proved++;
    }
  });
  budget.spent += Math.min(proof.spent, steps);
  const isOwnLimit = stoppedBy === 'WORK_LIMIT' && steps === PROOF_STEPS;
  return { exact: proved === parts.length, stoppedBy: isOwnLimit ? null : stoppedBy };
}
