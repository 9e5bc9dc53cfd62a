import type { Sign } from '../../model/vocabulary.ts';

/** A tie, as far as the layout reads it. A tie that does not hold at the selected time pulls weakly, whatever its sign. */
export interface LayoutTie {
  readonly from: string;
  readonly to: string;
  readonly sign: Sign;
  readonly holds: boolean;
}

/** Lengths of the pairs in a layout: friends stand close, foes far apart. */
const LENGTHS: Readonly<Record<Sign, number>> = { COOPERATIVE: 1, NEUTRAL: 1.5, HOSTILE: 4 };
const MIXED_LENGTH = 2.5;

/** The related pairs of entities, by index: for each entity its neighbors, in order, and how far from each it is to stand. */
export interface Pairs {
  readonly neighbors: readonly (readonly number[])[];
  readonly lengths: readonly (readonly number[])[];
  /** For each entity, which of its neighbors are foes. */
  readonly foes: readonly ReadonlySet<number>[];
}

/** The pairs among these slugs. The order of the ties does not matter. */
export function layoutPairs(slugs: readonly string[], ties: readonly LayoutTie[]): Pairs {
  const indexOf = new Map(slugs.map((slug, index) => [slug, index]));
  const signs: Map<number, Set<Sign>>[] = slugs.map(() => new Map());
  for (const { from, to, sign, holds } of ties) {
    const [a, b] = [indexOf.get(from), indexOf.get(to)];
    if (a === undefined || b === undefined || a === b) continue;
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = signs[one]!.get(other) ?? new Set();
      if (holds) known.add(sign);
      signs[one]!.set(other, known);
    }
  }
  const sorted = signs.map((each) => [...each].sort(([a], [b]) => a - b));
  return {
    neighbors: sorted.map((each) => each.map(([other]) => other)),
    lengths: sorted.map((each) => each.map(([, known]) => lengthOf(known))),
    foes: sorted.map((each) => new Set(each.flatMap(([other, known]) => (lengthOf(known) === LENGTHS.HOSTILE ? [other] : [])))),
  };
}

function lengthOf(signs: ReadonlySet<Sign>): number {
  if (signs.has('COOPERATIVE') && signs.has('HOSTILE')) return MIXED_LENGTH;
  if (signs.has('HOSTILE')) return LENGTHS.HOSTILE;
  if (signs.has('COOPERATIVE')) return LENGTHS.COOPERATIVE;
  return signs.has('NEUTRAL') ? LENGTHS.NEUTRAL : MIXED_LENGTH;
}

/** The connected parts of a graph, largest first, then by their first member; members in order. */
export function componentsOf({ neighbors }: Pairs): number[][] {
  const seen = new Set<number>();
  const parts = neighbors.flatMap((_, start) => {
    if (seen.has(start)) return [];
    const part = [start];
    seen.add(start);
    for (let at = 0; at < part.length; at++) {
      for (const next of neighbors[part[at]!]!) {
        if (seen.has(next)) continue;
        seen.add(next);
        part.push(next);
      }
    }
    return [part.sort((a, b) => a - b)];
  });
  return parts.sort((a, b) => b.length - a.length || a[0]! - b[0]!);
}

/**
 * A function that finds the length of the shortest way from one entity to each other one, Infinity where there is none (Dijkstra's
 * algorithm with buckets: lengths are halves). Its result is overwritten by the next call.
 */
export function waysOf({ neighbors, lengths, foes }: Pairs): (start: number) => Float32Array {
  const size = neighbors.length;
  const firstArc = new Uint32Array(size + 1);
  for (const [index, each] of neighbors.entries()) firstArc[index + 1] = firstArc[index]! + each.length;
  const ends = Uint32Array.from(neighbors.flat());
  const halves = Uint8Array.from(lengths.flat(), (length) => length * 2);
  const ways = new Float32Array(size);
  return (start) => {
    ways.fill(Number.POSITIVE_INFINITY);
    ways[start] = 0;
    const buckets: number[][] = [[start]];
    for (let bucket = 0; bucket < buckets.length; bucket++) {
      for (const node of buckets[bucket] ?? []) {
        if (ways[node]! * 2 !== bucket) continue;
        for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
          const next = ends[arc]!;
          const there = bucket + halves[arc]!;
          if (there >= ways[next]! * 2) continue;
          ways[next] = there / 2;
          buckets[there] ??= [];
          buckets[there]!.push(next);
        }
      }
    }
    // Foes stand apart, also where friends connect them.
    for (const foe of foes[start]!) ways[foe] = Math.max(ways[foe]!, LENGTHS.HOSTILE);
    return ways;
  };
}
