import type { Hops } from './hops.ts';
import type { NumberTable } from './numberTable.ts';
import type { Spots } from './spots.ts';

/** How far a search has come: spots i hops from the start, and j hops from the goal, by i and by j. */
export interface Sides {
  readonly reached: readonly NumberTable[];
  readonly leading: readonly NumberTable[];
  readonly onwards: Hops;
  readonly backwards: Hops;
  readonly spots: Spots;
}

/** So many ties are looked at for a path of two hops more than the sides; then it is left to the search itself. */
const MOST_STEPS = 4_096;

/**
 * Is there surely a path of i + 2 + j hops, over a spot between the outermost i and j? The first one that is met will do, so
 * this is far less work than a layer more. False says nothing. Whether the days of its ties fit together is not looked at.
 */
export function hasOneMore(sides: Sides, forwards: boolean, spend: (steps: number) => void): boolean {
  const { reached, leading, onwards, backwards, spots } = sides;
  const [hops, near, far] = forwards ? [onwards, reached, leading] : [backwards, leading, reached];
  const isEnd = (spot: number): boolean => spot === spots.start || spot === spots.goal;
  let steps = 0;
  const look = (spot: number): [start: number, end: number] => {
    const visit = hops.at(spot);
    const range = [hops.start(visit), hops.end(visit)] as const;
    steps += 1 + range[1] - range[0];
    spend(1 + range[1] - range[0]);
    return [...range];
  };
  for (let place = 0; place < near.at(-1)!.size; place++) {
    const first = near.at(-1)!.keys[place]!;
    const [firstHop, lastHop] = look(first);
    for (let hop = firstHop; hop < lastHop && steps < MOST_STEPS; hop++) {
      const between = hops.other[hop]!;
      if (isEnd(between)) continue;
      const [start, end] = look(between);
      for (let next = start; next < end; next++) {
        const last = hops.other[next]!;
        if (!far.at(-1)!.has(last)) continue;
        if (leadsToBothEnds(sides, forwards ? [first, between, last] : [last, between, first], spend)) return true;
      }
    }
  }
  return false;
}

/** Can three spots be led back to the start, and on to the goal, without a node twice? The first way that is met counts. */
function leadsToBothEnds(
  { reached, leading, onwards, backwards, spots }: Sides,
  middle: readonly number[],
  spend: (steps: number) => void,
): boolean {
  const nodes = new Set(middle.map((spot) => spots.node(spot)));
  if (nodes.size < middle.length) return false;
  return lead(backwards, middle[0]!, reached) && lead(onwards, middle.at(-1)!, leading);

  /** Goes from a spot of the outermost table inwards, through one spot of each. */
  function lead(hops: Hops, from: number, tables: readonly NumberTable[]): boolean {
    let spot = from;
    for (let i = tables.length - 2; i >= 0; i--) {
      const next = stepInto(hops, spot, tables[i]!);
      if (next < 0) return false;
      nodes.add(spots.node(next));
      spot = next;
    }
    return true;
  }

  function stepInto(hops: Hops, spot: number, table: NumberTable): number {
    const visit = hops.at(spot);
    for (let hop = hops.start(visit); hop < hops.end(visit); hop++) {
      spend(1);
      const next = hops.other[hop]!;
      if (table.has(next) && !nodes.has(spots.node(next))) return next;
    }
    return -1;
  }
}
