import type { TieCriterion } from '../../model/tieFilter.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { type PairGraph, pairGraph } from '../subgraph/pairGraph.ts';
import { communities } from './louvain.ts';
import { modularity } from './modularity.ts';
import { weightedOf } from './weighted.ts';

export interface BlocsQuestion {
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
  /** The number of ties against the partition: hostile within a bloc, cooperative between blocs or with an entity in none. */
  readonly frustration: number;
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/** The blocs of a subgraph: communities of cooperative ties, penalized by hostile ones (`louvain.ts`). */
export function blocs(view: View, question: BlocsQuestion, limits: SearchLimits): BlocsAnswer {
  const budget = new Budget(limits);
  let answer: Omit<BlocsAnswer, 'stoppedBy' | 'work'> = { blocs: [], count: 0, alone: 0, modularity: 0, frustration: 0 };
  const stoppedBy = untilStopped(() => {
    const graph = pairGraph(view, question.filter, true, budget);
    const weighted = weightedOf(graph);
    const communityOf = communities(weighted, budget);
    const alignment = alignmentOf(graph, communityOf);
    const members = membersOf(graph, communityOf);
    const all = [...members].filter(([, { length }]) => length > 1).sort(([a, x], [b, y]) => y.length - x.length || a - b);
    answer = {
      blocs: all.slice(0, question.first).map(([community, vertices]) => ({
        members: Int32Array.from(vertices, (vertex) => graph.nodes[vertex]!),
        cohesion: alignment.speaking[community]! / alignment.all[community]!,
      })),
      count: all.length,
      alone: members.size - all.length,
      modularity: modularity(weighted, communityOf),
      frustration: alignment.frustration,
    };
  });
  return { ...answer, stoppedBy, work: budget.spent };
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

/** Counts the ties that support each community, all its ties, and the ties against the partition. */
function alignmentOf({ size, pairCount, first, second, cooperative, hostile }: PairGraph, communityOf: Int32Array) {
  const [aligned, all] = [new Float64Array(size), new Float64Array(size)];
  let frustration = 0;
  for (let pair = 0; pair < pairCount; pair++) {
    const [a, b] = [communityOf[first[pair]!]!, communityOf[second[pair]!]!];
    const [friends, foes] = [cooperative[pair]!, hostile[pair]!];
    const within = a === b;
    frustration += within ? foes : friends;
    for (const community of within ? [a] : [a, b]) {
      aligned[community]! += within ? friends : foes;
      all[community]! += friends + foes;
    }
  }
  return { speaking: aligned, all, frustration };
}
