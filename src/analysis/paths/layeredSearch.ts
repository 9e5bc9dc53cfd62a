import type { View } from '../projection/view.ts';
import type { Expander } from './expander.ts';
import type { IntIndexSet } from './intIndexSet.ts';
import { type Layer, MAX_BOTTLENECK, MAX_DAY, MIN_DAY } from './layer.ts';
import type { SearchBuffers } from './searchBuffers.ts';
import type { StateSpace } from './stateSpace.ts';
import type { TieTest } from './tieTest.ts';

/** Must the ties of a path hold on one common day, on days in path order, or at any time? */
export type PathTime = 'ANY_TIME' | 'SIMULTANEOUS' | 'CHRONOLOGICAL';

/** The states on walks of exactly `layers.length - 1` hops: layer 0 is the start, the last layer is the goal. */
export interface PrunedLayers {
  readonly layers: readonly Layer[];
}

/** The graph of states that is searched, with what all parts of the search share. */
export interface SearchContext {
  readonly view: View;
  readonly test: TieTest;
  readonly time: PathTime;
  readonly space: StateSpace;
  readonly successors: Expander;
  /** The same as the expander before where all ties are followed both ways and there are no waypoints. */
  readonly predecessors: Expander;
  readonly buffers: SearchBuffers;
}

/**
 * The pruned layers of lengths 1, 2, 3, …: bidirectional breadth-first search (I. Pohl, Bi-directional search, 1971) over
 * walks instead of nodes.
 *
 * The forward layers hold the states within i hops of the start, the backward layers those within j hops of the goal. Each
 * length adds one layer to the side whose outermost layer has fewer ties, so a hub is examined from its neighbors wherever
 * that is cheaper. Where the two outermost layers are one hop apart they are joined, and the forward layers are pruned,
 * from the middle to the start, to states from which the goal can be reached. The outermost layers have most of the ties; of
 * these only the ones that lead to the other side are examined.
 */
export class LayeredSearch {
  /** The outermost layers of the last length are one hop apart. */
  #met = false;
  #exhausted = false;
  readonly #forwardLayers: IntIndexSet[] = [];
  readonly #backwardLayers: Layer[] = [];
  /** Ties of the outermost layers; null where not counted yet. */
  #forwardCost: number | null = null;
  #backwardCost: number | null = null;

  constructor(private readonly search: SearchContext) {
    const { space, buffers } = search;
    const start = buffers.indexSet();
    start.add(space.start);
    this.#forwardLayers.push(start);
    const goal = buffers.layer();
    goal.relax(space.goal, MAX_BOTTLENECK, MIN_DAY, MAX_DAY);
    this.#backwardLayers.push(goal);
  }

  /** True where no longer walk exists. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  get forwardLayers(): readonly IntIndexSet[] {
    return this.#forwardLayers;
  }

  get backwardLayers(): readonly IntIndexSet[] {
    return this.#backwardLayers.map((layer) => layer.states);
  }

  /** True where the last length had walks. */
  get met(): boolean {
    return this.#met;
  }

  get isForwardCheaper(): boolean {
    const { successors, predecessors } = this.search;
    this.#forwardCost ??= successors.totalCost(this.#forwardLayers.at(-1)!);
    this.#backwardCost ??= predecessors.totalCost(this.#backwardLayers.at(-1)!.states);
    return this.#forwardCost <= this.#backwardCost;
  }

  /** The pruned layers of the next length, null where no walk has this length. */
  next(): PrunedLayers | null {
    if (this.#met) this.#grow();
    if (this.#exhausted) return null;
    const meeting = this.#prune(this.#forwardLayers.at(-1)!, this.#backwardLayers.at(-1)!, this.isForwardCheaper);
    this.#met = meeting.states.size > 0;
    if (this.#met) return this.#join(meeting);
    this.#grow();
    return null;
  }

  /** Adds a layer to the side with fewer ties. */
  #grow(): void {
    if (this.isForwardCheaper) this.#growForward(this.#forwardLayers.at(-1)!);
    else this.#growBackward(this.#backwardLayers.at(-1)!);
  }

  #growForward(from: IntIndexSet): void {
    const { successors, buffers } = this.search;
    const grown = buffers.indexSet();
    successors.prefetch(from);
    for (let index = 0; index < from.size; index++) {
      const { targets, start, end } = successors.expand(from.keys[index]!);
      for (let i = start; i < end; i++) if (!this.#isEnd(targets[i]!)) grown.add(targets[i]!);
    }
    this.#forwardLayers.push(grown);
    this.#forwardCost = null;
    this.#exhausted = grown.size === 0;
  }

  #growBackward(ahead: Layer): void {
    const { predecessors, buffers } = this.search;
    const grown = buffers.layer();
    predecessors.prefetch(ahead.states);
    for (let index = 0; index < ahead.states.size; index++) {
      const { ties, targets, start, end } = predecessors.expand(ahead.states.keys[index]!);
      this.search.test.prefetch(ties, start, end);
      for (let i = start; i < end; i++) if (!this.#isEnd(targets[i]!)) this.#relax(grown, targets[i]!, ties[i]!, ahead, index);
    }
    this.#backwardLayers.push(grown);
    this.#backwardCost = null;
    this.#exhausted = grown.states.size === 0;
  }

  #join(meeting: Layer): PrunedLayers | null {
    const layers = [meeting, ...[...this.#backwardLayers].reverse()];
    for (let i = this.#forwardLayers.length - 2; i >= 0; i--) {
      const here = this.#pruneBack(this.#forwardLayers[i]!, layers[0]!);
      if (here.states.size === 0) return null;
      layers.unshift(here);
    }
    return { layers };
  }

  #pruneBack(candidates: IntIndexSet, ahead: Layer): Layer {
    const { successors, predecessors } = this.search;
    return this.#prune(candidates, ahead, successors.totalCost(candidates) <= predecessors.totalCost(ahead.states));
  }

  /** The candidate states with a hop into the layer ahead, expanded from the candidates or from the layer. */
  #prune(candidates: IntIndexSet, ahead: Layer, forwards: boolean): Layer {
    const { successors, predecessors, buffers } = this.search;
    const here = buffers.layer();
    if (forwards) {
      successors.prefetch(candidates);
      for (let k = 0; k < candidates.size; k++) {
        const { ties, targets, end } = successors.expandInto(ahead.states, candidates.keys[k]!);
        for (let i = 0; i < end; i++) this.#relax(here, candidates.keys[k]!, ties[i]!, ahead, ahead.states.indexOf(targets[i]!));
      }
    } else {
      predecessors.prefetch(ahead.states);
      for (let index = 0; index < ahead.states.size; index++) {
        const { ties, targets, end } = predecessors.expandInto(candidates, ahead.states.keys[index]!);
        this.search.test.prefetch(ties, 0, end);
        for (let i = 0; i < end; i++) this.#relax(here, targets[i]!, ties[i]!, ahead, index);
      }
    }
    return here;
  }

  /** Relaxes the bounds of a state by a hop to a state ahead, unless the days of the hop fit no continuation from there. */
  #relax(layer: Layer, state: number, tie: number, ahead: Layer, index: number): void {
    const { view, test, time } = this.search;
    const bottleneck = Math.min(view.confidence(tie), ahead.bottleneck[index]!);
    if (time === 'ANY_TIME') {
      layer.relax(state, bottleneck, MIN_DAY, MAX_DAY);
      return;
    }
    const first = Math.max(test.firstDay(tie), ahead.earliest[index]!);
    const last = Math.min(test.lastDay(tie), ahead.latest[index]!);
    if (first <= last) layer.relax(state, bottleneck, time === 'SIMULTANEOUS' ? first : MIN_DAY, last);
  }

  #isEnd(state: number): boolean {
    return state === this.search.space.start || state === this.search.space.goal;
  }
}
