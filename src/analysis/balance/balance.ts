import type { TieCriterion } from '../../model/tieFilter.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { type PairGraph, pairGraph } from '../subgraph/pairGraph.ts';
import { PairTies } from './pairTies.ts';
import { eachTriangle } from './triangles.ts';
import { UnbalancedList } from './unbalancedList.ts';

export interface BalanceQuestion {
  readonly filter: TieCriterion;
  /** How many unbalanced triangles are listed. */
  readonly first: number;
}

export interface FoundTriangle {
  /** In the order of their ids. */
  readonly nodes: readonly [number, number, number];
  /** All signed ties of its three pairs: pair by pair, by highest confidence. */
  readonly ties: readonly number[];
}

export interface BalanceAnswer {
  readonly balanced: number;
  readonly unbalanced: number;
  /** Unbalanced triangles, by the highest confidence of their weakest pair, then by the ids of the entities. */
  readonly triangles: readonly FoundTriangle[];
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/**
 * Triangles of friends and foes, after F. Heider, Attitudes and cognitive organization (1946), and D. Cartwright and
 * F. Harary, Structural balance (1956): balanced where the product of the three signs is positive, as in “the enemy of my
 * enemy is my friend”. A pair that is friendly and hostile at once has no sign and makes no triangle.
 */
export function balance(view: View, question: BalanceQuestion, limits: SearchLimits): BalanceAnswer {
  const budget = new Budget(limits);
  let [balanced, unbalanced] = [0, 0];
  let triangles: readonly FoundTriangle[] = [];
  const stoppedBy = untilStopped(() => {
    const graph = pairGraph(view, question.filter, true, budget);
    const list = new UnbalancedList(graph, question.first);
    const sign = signsOf(graph);
    eachTriangle(
      graph,
      (pair) => sign[pair] !== 0,
      budget,
      (a, b, c, ab, ac, bc) => {
        if (sign[ab]! * sign[ac]! * sign[bc]! > 0) balanced++;
        else {
          unbalanced++;
          list.add([a, b, c], [ab, ac, bc]);
        }
      },
    );
    const pairTies = new PairTies(view, question.filter, budget);
    triangles = list.best().map(({ vertices }) => triangle(graph, vertices, pairTies));
  });
  return { balanced, unbalanced, triangles, stoppedBy, work: budget.spent };
}

/** 1 for a friendly pair, -1 for a hostile one, 0 for one that is both. */
function signsOf({ pairCount, cooperative, hostile }: PairGraph): Int8Array {
  return Int8Array.from({ length: pairCount }, (_, pair) => Math.sign(cooperative[pair]!) - Math.sign(hostile[pair]!));
}

function triangle({ nodes }: PairGraph, vertices: readonly [number, number, number], pairTies: PairTies): FoundTriangle {
  const [a, b, c] = [nodes[vertices[0]]!, nodes[vertices[1]]!, nodes[vertices[2]]!];
  return { nodes: [a, b, c], ties: [...pairTies.between(a, b), ...pairTies.between(a, c), ...pairTies.between(b, c)] };
}
