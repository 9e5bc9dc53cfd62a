import type { TieCriterion } from '../../model/tieFilter.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { type PairGraph, pairGraph } from '../subgraph/pairGraph.ts';
import { camps } from './camps.ts';
import { frustrationOf } from './frustration.ts';
import { communities } from './louvain.ts';
import { modularity } from './modularity.ts';
import { type WeightedGraph, weightedOf } from './weighted.ts';

/** CAMPS: the fewest pairs against the partition (`camps.ts`). COMMUNITIES: the highest signed modularity (`louvain.ts`). */
export const BLOC_METHODS = ['CAMPS', 'COMMUNITIES'] as const;
export type BlocMethod = (typeof BLOC_METHODS)[number];

export interface BlocsQuestion {
  readonly method: BlocMethod;
  readonly filter: TieCriterion;
  /** How many blocs are listed. */
  readonly first: number;
}

export interface FoundBloc {
  /** In the order of their ids. */
  readonly members: Int32Array;
  /** The share of the ties of its members that support it, 0 to 1: cooperative within the bloc, hostile to others. */
  readonly cohesion: number;
}

export interface BlocsAnswer {
  /** Blocs of two or more members: the largest first, then by the id of the first member. */
  readonly blocs: readonly FoundBloc[];
  /** The total number of such blocs. */
  readonly count: number;
  /** The number of entities with ties that are in no bloc. */
  readonly alone: number;
  readonly modularity: number;
  /**
   * The number of pairs against the partition: hostile within a bloc, cooperative between blocs or with an entity in none.
   * A pair that is both counts, wherever its two are.
   */
  readonly frustration: number;
  /** Proved: no partition has fewer pairs against it. Only of CAMPS. */
  readonly exact: boolean;
  /** false: a limit ended the search before there was a partition. */
  readonly isFound: boolean;
  /** The limit that ended the search, or the proof that a partition is the best, if one did. */
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

type FoundBlocs = Omit<BlocsAnswer, 'stoppedBy' | 'work'>;

const NOTHING: FoundBlocs = { blocs: [], count: 0, alone: 0, modularity: 0, frustration: 0, exact: false, isFound: false };

/** The blocs of a subgraph: camps or communities. */
export function blocs(view: View, question: BlocsQuestion, limits: SearchLimits): BlocsAnswer {
  const budget = new Budget(limits);
  let answer = NOTHING;
  let proofStoppedBy: StopReason | null = null;
  const stoppedBy = untilStopped(() => {
    const graph = pairGraph(view, question.filter, true, budget);
    const weighted = weightedOf(graph);
    const modular = communities(weighted, budget);
    const unproved = { campOf: modular, exact: false, stoppedBy: null };
    const found = question.method === 'CAMPS' ? camps(weighted, modular, limits, budget) : unproved;
    proofStoppedBy = found.stoppedBy;
    answer = { ...described(graph, weighted, found.campOf, question.first), exact: found.exact, isFound: true };
  });
  return { ...answer, stoppedBy: stoppedBy ?? proofStoppedBy, work: budget.spent };
}

function described(
  graph: PairGraph,
  weighted: WeightedGraph,
  communityOf: Int32Array,
  first: number,
): Omit<FoundBlocs, 'exact' | 'isFound'> {
  const alignment = alignmentOf(graph, communityOf);
  const members = membersOf(graph, communityOf);
  const all = [...members].filter(([, { length }]) => length > 1).sort(([a, x], [b, y]) => y.length - x.length || a - b);
  return {
    blocs: all.slice(0, first).map(([community, vertices]) => ({
      members: Int32Array.from(vertices, (vertex) => graph.nodes[vertex]!),
      cohesion: alignment.speaking[community]! / alignment.all[community]!,
    })),
    count: all.length,
    alone: members.size - all.length,
    modularity: modularity(weighted, communityOf),
    frustration: frustrationOf(weighted, communityOf),
  };
}

/** Vertices by community; a community is numbered by its first vertex. */
function membersOf({ size }: PairGraph, communityOf: Int32Array): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (let vertex = 0; vertex < size; vertex++) {
    const group = members.get(communityOf[vertex]!);
    if (group) group.push(vertex);
    else members.set(communityOf[vertex]!, [vertex]);
  }
  return members;
}

/** Counts the ties that support each community, and all its ties. */
function alignmentOf({ size, pairCount, first, second, cooperative, hostile }: PairGraph, communityOf: Int32Array) {
  const [aligned, all] = [new Float64Array(size), new Float64Array(size)];
  for (let pair = 0; pair < pairCount; pair++) {
    const [a, b] = [communityOf[first[pair]!]!, communityOf[second[pair]!]!];
    const [friends, foes] = [cooperative[pair]!, hostile[pair]!];
    const within = a === b;
    for (const community of within ? [a] : [a, b]) {
      aligned[community]! += within ? friends : foes;
      all[community]! += friends + foes;
    }
  }
  return { speaking: aligned, all };
}
