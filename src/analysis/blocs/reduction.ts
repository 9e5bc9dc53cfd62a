import type { Budget } from '../paths/budget.ts';
import { addWeight, contract, removeVertex, type SignedPairs } from './signedPairs.ts';
import { VertexSets } from './vertexSets.ts';

/** Two vertices of one camp. */
export type Join = readonly [number, number];

/** A vertex whose camp depends on those of two others: that of `friend`, or alone where the `foe` is in it too. */
interface Postponed {
  readonly vertex: number;
  readonly friend: number;
  readonly foe: number;
}

export interface Reduced {
  /** What every partition costs beyond that of what is left. */
  readonly cost: number;
  readonly joins: readonly Join[];
  /** In the order in which they were taken out. */
  readonly postponed: readonly Postponed[];
}

/**
 * Takes vertices out of a graph as long as one of these is safe: some partition of the least cost obeys it.
 *
 * - A vertex without friends stands alone: to leave a camp costs it nothing. Its hostile pairs are then met.
 * - A vertex v that weighs no more towards all others together than its friendly pair with a does joins a: moved into the
 *   camp of a, it costs at most the weight of its other pairs and saves that of va.
 *   Leaves go this way, and vertices that have just two friends.
 * - A vertex with one friend a and one foe b whose friendly weight p is less than the hostile one: where a and b are apart it
 *   joins a at no cost, where they are together it stands alone and costs p. So it does the same as a hostile weight of p
 *   between a and b.
 *
 * Every weight that cancels out against one of opposite sign costs the lesser of the two in any partition.
 */
export function reducePairs(pairs: SignedPairs, budget: Budget): Reduced {
  let cost = 0;
  const joins: Join[] = [];
  const postponed: Postponed[] = [];
  const queue = [...pairs.keys()];
  const queued = new Set(queue);
  for (let next = 0; next < queue.length; next++) {
    const vertex = queue[next]!;
    queued.delete(vertex);
    const row = pairs.get(vertex);
    if (!row) continue;
    budget.spend(1 + row.size);
    const touched = [...row.keys()];
    if (!takeOut(vertex, row)) continue;
    for (const other of touched) {
      if (queued.has(other) || !pairs.has(other)) continue;
      queued.add(other);
      queue.push(other);
    }
  }
  return { cost, joins, postponed };

  function takeOut(vertex: number, row: ReadonlyMap<number, number>): boolean {
    const { friend, best, all } = strongest(row);
    if (best === 0) {
      removeVertex(pairs, vertex);
      return true;
    }
    if (2 * best >= all) {
      joins.push([vertex, friend]);
      budget.spend(row.size);
      cost += contract(pairs, vertex, friend);
      return true;
    }
    const foe = row.size === 2 ? [...row.keys()].find((other) => row.get(other)! < 0) : undefined;
    if (foe === undefined) return false;
    postponed.push({ vertex, friend, foe });
    removeVertex(pairs, vertex);
    cost += addWeight(pairs, friend, foe, -best);
    return true;
  }
}

/** The best friend, the weight of its pair, and the weight of all pairs, whatever their sign. */
function strongest(row: ReadonlyMap<number, number>): { friend: number; best: number; all: number } {
  let [friend, best, all] = [-1, 0, 0];
  for (const [other, weight] of row) {
    all += Math.abs(weight);
    if (weight > best || (weight === best && other < friend)) [friend, best] = [other, weight];
  }
  return { friend, best, all };
}

/** Puts back, last first, what was postponed. @param joins Of all that was left; those of the vertices put back are added. */
export function putBack(joins: Join[], postponed: readonly Postponed[]): void {
  if (postponed.length === 0) return;
  const camps = new VertexSets(joins);
  for (const { vertex, friend, foe } of [...postponed].reverse()) {
    if (camps.of(friend) === camps.of(foe)) continue;
    camps.join(vertex, friend);
    joins.push([vertex, friend]);
  }
}
