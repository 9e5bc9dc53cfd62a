import type { PairGraph } from '../../../src/analysis/subgraph/pairGraph.ts';
import type { Graph } from './graph.ts';
import { GraphBuilder } from './sampleGraphs.ts';

export type PairSign = 'FRIENDLY' | 'HOSTILE' | 'MIXED';
export type SignedPair = readonly [number, number, PairSign];

/** One tie for a pair of one sign, two for one of both. */
export function signedGraph(pairs: Iterable<SignedPair>): Graph {
  const builder = new GraphBuilder();
  for (const [a, b, sign] of pairs) {
    if (sign !== 'HOSTILE') builder.tie(a, b, { type: 'ALLIED_WITH' });
    if (sign !== 'FRIENDLY') builder.tie(a, b, { type: 'FIGHTS' });
  }
  return builder.graph;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every pair of `size` entities with a probability; of one sign in so many, the rest hostile. */
export function* randomPairs(size: number, density: number, friendly: number, mixed: number, seed: number): Generator<SignedPair> {
  const next = randomNumbers(seed);
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      if (next() >= density) continue;
      if (next() < mixed) yield [a, b, 'MIXED'];
      else yield [a, b, next() < friendly ? 'FRIENDLY' : 'HOSTILE'];
    }
  }
}

/** The least frustration of any partition: all of them are tried. */
export function bruteFrustration({ size, pairCount, first, second, cooperative, hostile }: PairGraph): number {
  const toEarlier = Array.from({ length: size }, () => [] as { other: number; friend: boolean; foe: boolean }[]);
  for (let pair = 0; pair < pairCount; pair++) {
    toEarlier[second[pair]!]!.push({ other: first[pair]!, friend: cooperative[pair]! > 0, foe: hostile[pair]! > 0 });
  }
  const campOf = new Array<number>(size).fill(0);
  let least = pairCount;
  place(0, 0, 0);
  return least;

  function place(vertex: number, camps: number, cost: number): void {
    if (cost >= least) return;
    if (vertex === size) {
      least = cost;
      return;
    }
    for (let camp = 0; camp <= camps; camp++) {
      campOf[vertex] = camp;
      let own = 0;
      for (const { other, friend, foe } of toEarlier[vertex]!) if (campOf[other] === camp ? foe : friend) own++;
      place(vertex + 1, Math.max(camps, camp + 1), cost + own);
    }
  }
}
