import type { Corridors, Terrain } from './corridors.ts';
import type { Moves } from './moves.ts';
import type { NumberTable } from './numberTable.ts';

/** At most so many middle states are tried; after that the search itself has to decide. */
const MOST_SPOTS = 256;

/**
 * Is there surely a path one hop longer than the last pruned layers: of i + 2 + j hops, over a state between the outermost
 * layers? The first one found is enough, so this is far cheaper than one more layer. False means unknown, and is
 * always returned where days matter.
 */
export function hasOneMore(terrain: Terrain, corridors: Corridors): boolean {
  if (terrain.time !== 'ANY_TIME' || !corridors.met) return false;
  const { spots, onwards, backwards } = terrain;
  const { reached, leading, isForwardsCheaper: forwards } = corridors;
  const [moves, near, far] = forwards ? [onwards, reached, leading] : [backwards, leading, reached];
  let looked = 0;
  for (let place = 0; place < near.at(-1)!.size && looked < MOST_SPOTS; place++) {
    const first = near.at(-1)!.keys[place]!;
    const { others, start, end } = moves.from(first);
    for (let i = start; i < end && looked < MOST_SPOTS; i++) {
      const between = others[i]!;
      if (between === spots.start || between === spots.goal) continue;
      looked++;
      const next = moves.into(far.at(-1)!, between, 1);
      if (next.end === 0) continue;
      const middle = forwards ? [first, between, next.others[0]!] : [next.others[0]!, between, first];
      if (leadsToBothEnds(terrain, middle, reached, leading)) return true;
    }
  }
  return false;
}

/** Can three states be extended to the start and to the goal without visiting a node twice? Greedy: takes the first state that fits. */
function leadsToBothEnds(
  { spots, onwards, backwards }: Terrain,
  middle: readonly number[],
  reached: readonly NumberTable[],
  leading: readonly NumberTable[],
): boolean {
  const nodes = new Set(middle.map((spot) => spots.node(spot)));
  if (nodes.size < middle.length) return false;
  return lead(backwards, middle[0]!, reached) && lead(onwards, middle.at(-1)!, leading);

  /** Extends the path from the outermost layer to the end, through one state of each layer. */
  function lead(moves: Moves, from: number, tables: readonly NumberTable[]): boolean {
    let spot = from;
    for (let i = tables.length - 2; i >= 0; i--) {
      const { others, end } = moves.into(tables[i]!, spot);
      const next = others.subarray(0, end).find((other) => !nodes.has(spots.node(other)));
      if (next === undefined) return false;
      nodes.add(spots.node(next));
      spot = next;
    }
    return true;
  }
}
