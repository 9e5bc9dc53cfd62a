import type { View } from '../projection/view.ts';
import { FOREVER, type Layer, NEVER, STRONGEST } from './layer.ts';
import type { Moves } from './moves.ts';
import type { NumberTable } from './numberTable.ts';
import type { Scratch } from './scratch.ts';
import type { Spots } from './spots.ts';
import type { TieTest } from './tieTest.ts';

/** Must the ties of a path hold on one common day, on days in path order, or at any time? */
export type PathTime = 'ANY_TIME' | 'SIMULTANEOUS' | 'CHRONOLOGICAL';

/** The states on walks of exactly `layers.length - 1` hops: layer 0 is the start, the last layer is the goal. */
export interface Corridor {
  readonly layers: readonly Layer[];
}

/** The graph of states that is searched, with what all parts of the search share. */
export interface Terrain {
  readonly view: View;
  readonly test: TieTest;
  readonly time: PathTime;
  readonly spots: Spots;
  readonly onwards: Moves;
  /** The same as the expander before where all ties are followed both ways and there are no waypoints. */
  readonly backwards: Moves;
  readonly scratch: Scratch;
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
export class Corridors {
  /** The outermost layers of the last length are one hop apart. */
  #met = false;
  #exhausted = false;
  readonly #reached: NumberTable[] = [];
  readonly #leading: Layer[] = [];
  /** Ties of the outermost layers; null where not counted yet. */
  #reachedCost: number | null = null;
  #leadingCost: number | null = null;

  constructor(private readonly terrain: Terrain) {
    const { spots, scratch } = terrain;
    const start = scratch.table();
    start.add(spots.start);
    this.#reached.push(start);
    const goal = scratch.layer();
    goal.raise(spots.goal, STRONGEST, NEVER, FOREVER);
    this.#leading.push(goal);
  }

  /** True where no longer walk exists. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  get reached(): readonly NumberTable[] {
    return this.#reached;
  }

  get leading(): readonly NumberTable[] {
    return this.#leading.map((layer) => layer.spots);
  }

  /** True where the last length had walks. */
  get met(): boolean {
    return this.#met;
  }

  get isForwardsCheaper(): boolean {
    const { onwards, backwards } = this.terrain;
    this.#reachedCost ??= onwards.costOf(this.#reached.at(-1)!);
    this.#leadingCost ??= backwards.costOf(this.#leading.at(-1)!.spots);
    return this.#reachedCost <= this.#leadingCost;
  }

  /** The pruned layers of the next length, null where no walk has this length. */
  next(): Corridor | null {
    if (this.#met) this.#grow();
    if (this.#exhausted) return null;
    const joint = this.#prune(this.#reached.at(-1)!, this.#leading.at(-1)!, this.isForwardsCheaper);
    this.#met = joint.spots.size > 0;
    if (this.#met) return this.#join(joint);
    this.#grow();
    return null;
  }

  /** Adds a layer to the side with fewer ties. */
  #grow(): void {
    if (this.isForwardsCheaper) this.#growReached(this.#reached.at(-1)!);
    else this.#growLeading(this.#leading.at(-1)!);
  }

  #growReached(from: NumberTable): void {
    const { onwards, scratch } = this.terrain;
    const grown = scratch.table();
    onwards.fetch(from);
    for (let place = 0; place < from.size; place++) {
      const { others, start, end } = onwards.from(from.keys[place]!);
      for (let i = start; i < end; i++) if (!this.#isEnd(others[i]!)) grown.add(others[i]!);
    }
    this.#reached.push(grown);
    this.#reachedCost = null;
    this.#exhausted = grown.size === 0;
  }

  #growLeading(ahead: Layer): void {
    const { backwards, scratch } = this.terrain;
    const grown = scratch.layer();
    backwards.fetch(ahead.spots);
    for (let place = 0; place < ahead.spots.size; place++) {
      const { ties, others, start, end } = backwards.from(ahead.spots.keys[place]!);
      this.terrain.test.fetch(ties, start, end);
      for (let i = start; i < end; i++) if (!this.#isEnd(others[i]!)) this.#extend(grown, others[i]!, ties[i]!, ahead, place);
    }
    this.#leading.push(grown);
    this.#leadingCost = null;
    this.#exhausted = grown.spots.size === 0;
  }

  #join(joint: Layer): Corridor | null {
    const layers = [joint, ...[...this.#leading].reverse()];
    for (let i = this.#reached.length - 2; i >= 0; i--) {
      const here = this.#pruneBack(this.#reached[i]!, layers[0]!);
      if (here.spots.size === 0) return null;
      layers.unshift(here);
    }
    return { layers };
  }

  #pruneBack(candidates: NumberTable, ahead: Layer): Layer {
    const { onwards, backwards } = this.terrain;
    return this.#prune(candidates, ahead, onwards.costOf(candidates) <= backwards.costOf(ahead.spots));
  }

  /** The candidate states with a hop into the layer ahead, expanded from the candidates or from the layer. */
  #prune(candidates: NumberTable, ahead: Layer, forwards: boolean): Layer {
    const { onwards, backwards, scratch } = this.terrain;
    const here = scratch.layer();
    if (forwards) {
      onwards.fetch(candidates);
      for (let k = 0; k < candidates.size; k++) {
        const { ties, others, end } = onwards.into(ahead.spots, candidates.keys[k]!);
        for (let i = 0; i < end; i++) this.#extend(here, candidates.keys[k]!, ties[i]!, ahead, ahead.spots.find(others[i]!));
      }
    } else {
      backwards.fetch(ahead.spots);
      for (let place = 0; place < ahead.spots.size; place++) {
        const { ties, others, end } = backwards.into(candidates, ahead.spots.keys[place]!);
        this.terrain.test.fetch(ties, 0, end);
        for (let i = 0; i < end; i++) this.#extend(here, others[i]!, ties[i]!, ahead, place);
      }
    }
    return here;
  }

  /** Relaxes the bounds of a state by a hop to a state ahead, unless the days of the hop fit no continuation from there. */
  #extend(layer: Layer, spot: number, tie: number, ahead: Layer, place: number): void {
    const { view, test, time } = this.terrain;
    const weakest = Math.min(view.confidence(tie), ahead.weakest[place]!);
    if (time === 'ANY_TIME') {
      layer.raise(spot, weakest, NEVER, FOREVER);
      return;
    }
    const first = Math.max(test.firstDay(tie), ahead.earliest[place]!);
    const last = Math.min(test.lastDay(tie), ahead.latest[place]!);
    if (first <= last) layer.raise(spot, weakest, time === 'SIMULTANEOUS' ? first : NEVER, last);
  }

  #isEnd(spot: number): boolean {
    return spot === this.terrain.spots.start || spot === this.terrain.spots.goal;
  }
}
