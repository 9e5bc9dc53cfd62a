import type { View } from '../projection/view.ts';
import type { Expander, StateSpace } from './expander.ts';
import type { PathTime } from './question.ts';
import { IntIndexSet, type SearchBuffers } from './searchBuffers.ts';
import type { TieTest } from './tieTest.ts';

/** Above any confidence. */
export const MAX_BOTTLENECK = 0xffff;
/** Before and after any day. */
export const MIN_DAY = -(2 ** 30);
export const MAX_DAY = 2 ** 30;

/**
 * The states at one position of the walks of a length, with bounds on the continuations of each to the goal: the highest
 * bottleneck, the latest end and the earliest start of the days on which all ties hold. The three may come from different
 * continuations, and from walks that visit a node twice: they are admissible bounds, which prune but do not decide.
 */
export class Layer extends IntIndexSet {
  readonly bottleneck: number[] = [];
  readonly latest: number[] = [];
  readonly earliest: number[] = [];

  /** Adds a continuation of a state with these bounds: widens the bounds of the state to include it. */
  relax(state: number, bottleneck: number, earliest: number, latest: number): void {
    const before = this.size;
    const index = this.add(state);
    const isNew = index === before;
    if (isNew || bottleneck > this.bottleneck[index]!) this.bottleneck[index] = bottleneck;
    if (isNew || latest > this.latest[index]!) this.latest[index] = latest;
    if (isNew || earliest < this.earliest[index]!) this.earliest[index] = earliest;
  }
}

/** The graph of states that is searched. */
export interface StateGraph {
  readonly view: View;
  readonly test: TieTest;
  readonly time: PathTime;
  readonly space: StateSpace;
  readonly successors: Expander;
  /** The same as the expander before where all ties are followed both ways and there are no waypoints. */
  readonly predecessors: Expander;
  readonly buffers: SearchBuffers;
}

/** So many middle states are tried for a longer path; after that the search itself has to decide. */
const MAX_MIDDLE_STATES = 256;

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
  /** True where no longer walk exists. */
  exhausted = false;
  /** The outermost layers of the last length are one hop apart. */
  #met = false;
  readonly #forward: IntIndexSet[];
  readonly #backward: Layer[];
  /** Ties of the outermost layers; null where not counted yet. */
  #forwardCost: number | null = null;
  #backwardCost: number | null = null;

  constructor(private readonly graph: StateGraph) {
    const { buffers } = graph;
    this.#forward = [buffers.acquire(IntIndexSet)];
    this.#backward = [buffers.acquire(Layer)];
    this.#forward[0]!.add(graph.space.start);
    this.#backward[0]!.relax(graph.space.goal, MAX_BOTTLENECK, MIN_DAY, MAX_DAY);
  }

  /**
   * The layers of the next length, null where no walk has this length: the states on walks of so many hops. Layer 0 is the
   * start, the last layer is the goal.
   */
  next(): readonly Layer[] | null {
    if (this.#met) this.#grow();
    if (this.exhausted) return null;
    const meeting = this.#layerBefore(this.#backward.at(-1)!, this.#forward.at(-1)!, this.#isForwardCheaper);
    this.#met = meeting.size > 0;
    if (!this.#met) {
      this.#grow();
      return null;
    }
    const { successors, predecessors } = this.graph;
    const layers = [meeting, ...[...this.#backward].reverse()];
    for (let i = this.#forward.length - 2; i >= 0; i--) {
      const [candidates, ahead] = [this.#forward[i]!, layers[0]!];
      const here = this.#layerBefore(ahead, candidates, successors.totalCost(candidates) <= predecessors.totalCost(ahead));
      if (here.size === 0) return null;
      layers.unshift(here);
    }
    return layers;
  }

  /**
   * Is there surely a path one hop longer than the last layers: of i + 2 + j hops, over a state between the outermost layers?
   * The first one found is enough, so this is far cheaper than one more layer. False means unknown, and is always returned
   * where days matter.
   */
  hasLongerPath(): boolean {
    if (this.graph.time !== 'ANY_TIME' || !this.#met) return false;
    const { space, successors, predecessors } = this.graph;
    const forwards = this.#isForwardCheaper;
    const [forward, backward]: (readonly IntIndexSet[])[] = [this.#forward, this.#backward] as const;
    const [expander, near, far] = forwards ? [successors, forward, backward] : [predecessors, backward, forward];
    let scanned = 0;
    for (let index = 0; index < near.at(-1)!.size && scanned < MAX_MIDDLE_STATES; index++) {
      const first = near.at(-1)!.keys[index]!;
      const { targets, start, end } = expander.expand(first);
      for (let i = start; i < end && scanned < MAX_MIDDLE_STATES; i++) {
        const between = targets[i]!;
        if (space.isEnd(between)) continue;
        scanned++;
        const next = expander.expandInto(far.at(-1)!, between, 1);
        if (next.end === 0) continue;
        const other = next.targets[0]!;
        const nodes = new Set([first, between, other].map((state) => space.node(state)));
        const [last, initial] = forwards ? [other, first] : [first, other];
        if (nodes.size === 3 && this.#extends(predecessors, initial, forward, nodes) && this.#extends(successors, last, backward, nodes))
          return true;
      }
    }
    return false;
  }

  /** Can a path be extended from the outermost layer to the end without visiting a node twice? Greedy: takes the first state that fits. */
  #extends(expander: Expander, from: number, layers: readonly IntIndexSet[], nodes: Set<number>): boolean {
    const { space } = this.graph;
    let state = from;
    for (let i = layers.length - 2; i >= 0; i--) {
      const { targets, start, end } = expander.expandInto(layers[i]!, state);
      const next = targets.subarray(start, end).find((other) => !nodes.has(space.node(other)));
      if (next === undefined) return false;
      nodes.add(space.node(next));
      state = next;
    }
    return true;
  }

  get #isForwardCheaper(): boolean {
    this.#forwardCost ??= this.graph.successors.totalCost(this.#forward.at(-1)!);
    this.#backwardCost ??= this.graph.predecessors.totalCost(this.#backward.at(-1)!);
    return this.#forwardCost <= this.#backwardCost;
  }

  /** Adds a layer to the side with fewer ties. */
  #grow(): void {
    if (this.#isForwardCheaper) this.#growForward(this.#forward.at(-1)!);
    else {
      const grown = this.#layerBefore(this.#backward.at(-1)!, null, false);
      this.#backward.push(grown);
      this.#backwardCost = null;
      this.exhausted = grown.size === 0;
    }
  }

  #growForward(from: IntIndexSet): void {
    const { successors, space, buffers } = this.graph;
    const grown = buffers.acquire(IntIndexSet);
    successors.prefetch(from);
    for (let index = 0; index < from.size; index++) {
      const { targets, start, end } = successors.expand(from.keys[index]!);
      for (let i = start; i < end; i++) if (!space.isEnd(targets[i]!)) grown.add(targets[i]!);
    }
    this.#forward.push(grown);
    this.#forwardCost = null;
    this.exhausted = grown.size === 0;
  }

  /** The candidates with a hop into the layer ahead, expanded from them or from the layer; without candidates, all states but the ends. */
  #layerBefore(ahead: Layer, candidates: IntIndexSet | null, forwards: boolean): Layer {
    const { successors, predecessors, buffers, test, space } = this.graph;
    const here = buffers.acquire(Layer);
    if (candidates && forwards) {
      successors.prefetch(candidates);
      for (let k = 0; k < candidates.size; k++) {
        const { ties, targets, end } = successors.expandInto(ahead, candidates.keys[k]!);
        for (let i = 0; i < end; i++) this.#relax(here, candidates.keys[k]!, ties[i]!, ahead, ahead.indexOf(targets[i]!));
      }
      return here;
    }
    predecessors.prefetch(ahead);
    for (let index = 0; index < ahead.size; index++) {
      const state = ahead.keys[index]!;
      const { ties, targets, start, end } = candidates ? predecessors.expandInto(candidates, state) : predecessors.expand(state);
      test.prefetch(ties, start, end);
      for (let i = start; i < end; i++) {
        if (candidates || !space.isEnd(targets[i]!)) this.#relax(here, targets[i]!, ties[i]!, ahead, index);
      }
    }
    return here;
  }

  /** Relaxes the bounds of a state by a hop to a state ahead, unless the days of the hop fit no continuation from there. */
  #relax(layer: Layer, state: number, tie: number, ahead: Layer, index: number): void {
    const { view, test, time } = this.graph;
    const bottleneck = Math.min(view.confidence(tie), ahead.bottleneck[index]!);
    if (time === 'ANY_TIME') {
      layer.relax(state, bottleneck, MIN_DAY, MAX_DAY);
      return;
    }
    const first = Math.max(test.firstDay(tie), ahead.earliest[index]!);
    const last = Math.min(test.lastDay(tie), ahead.latest[index]!);
    if (first <= last) layer.relax(state, bottleneck, time === 'SIMULTANEOUS' ? first : MIN_DAY, last);
  }
}
