import type { Expander } from './expander.ts';
import type { IntIndexSet } from './intIndexSet.ts';
import type { LayeredSearch, SearchContext } from './layeredSearch.ts';

/** At most so many middle states are tried; after that the search itself has to decide. */
const MAX_STATES = 256;

/**
 * Is there surely a path one hop longer than the last pruned layers: of i + 2 + j hops, over a state between the outermost
 * layers? The first one found is enough, so this is far cheaper than one more layer. False means unknown, and is
 * always returned where days matter.
 */
export function hasLongerPath(search: SearchContext, layered: LayeredSearch): boolean {
  if (search.time !== 'ANY_TIME' || !layered.met) return false;
  const { space, successors, predecessors } = search;
  const { forwardLayers, backwardLayers, isForwardCheaper: forwards } = layered;
  const [expander, near, far] = forwards ? [successors, forwardLayers, backwardLayers] : [predecessors, backwardLayers, forwardLayers];
  let scanned = 0;
  for (let index = 0; index < near.at(-1)!.size && scanned < MAX_STATES; index++) {
    const first = near.at(-1)!.keys[index]!;
    const { targets, start, end } = expander.expand(first);
    for (let i = start; i < end && scanned < MAX_STATES; i++) {
      const between = targets[i]!;
      if (between === space.start || between === space.goal) continue;
      scanned++;
      const next = expander.expandInto(far.at(-1)!, between, 1);
      if (next.end === 0) continue;
      const middle = forwards ? [first, between, next.targets[0]!] : [next.targets[0]!, between, first];
      if (extendsToBothEnds(search, middle, forwardLayers, backwardLayers)) return true;
    }
  }
  return false;
}

/** Can three states be extended to the start and to the goal without visiting a node twice? Greedy: takes the first state that fits. */
function extendsToBothEnds(
  { space, successors, predecessors }: SearchContext,
  middle: readonly number[],
  forwardLayers: readonly IntIndexSet[],
  backwardLayers: readonly IntIndexSet[],
): boolean {
  const nodes = new Set(middle.map((state) => space.node(state)));
  if (nodes.size < middle.length) return false;
  return extend(predecessors, middle[0]!, forwardLayers) && extend(successors, middle.at(-1)!, backwardLayers);

  /** Extends the path from the outermost layer to the end, through one state of each layer. */
  function extend(expander: Expander, from: number, layers: readonly IntIndexSet[]): boolean {
    let state = from;
    for (let i = layers.length - 2; i >= 0; i--) {
      const { targets, end } = expander.expandInto(layers[i]!, state);
      const next = targets.subarray(0, end).find((other) => !nodes.has(space.node(other)));
      if (next === undefined) return false;
      nodes.add(space.node(next));
      state = next;
    }
    return true;
  }
}
