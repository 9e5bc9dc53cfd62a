import type { View } from '../projection/view.ts';
import { FOREVER, type Layer, NEVER, STRONGEST } from './layer.ts';
import type { Moves } from './moves.ts';
import type { NumberTable } from './numberTable.ts';
import type { Scratch } from './scratch.ts';
import type { Spots } from './spots.ts';
import type { TieTest } from './tieTest.ts';

/** Must the ties of a path hold on one day, one after the other, or whenever? */
export type PathTime = 'ANY_TIME' | 'SIMULTANEOUS' | 'CHRONOLOGICAL';

/** The spots on the walks of exactly `layers.length - 1` hops: the start alone first, the goal alone last. */
export interface Corridor {
  readonly layers: readonly Layer[];
}

/** What is searched, and how one moves in it. */
export interface Terrain {
  readonly view: View;
  readonly test: TieTest;
  readonly time: PathTime;
  readonly spots: Spots;
  readonly onwards: Moves;
  /** Where every tie leads both ways, and no waypoint tells before from after, the same. */
  readonly backwards: Moves;
  readonly scratch: Scratch;
}

/**
 * The corridors of lengths 1, 2, 3, …
 *
 * Spots that can be reached from the start in i hops, and from which the goal can be reached in j, are grown from whichever
 * side is cheaper to grow, one layer a length: a hub is looked at from its neighbours wherever that is less work. Where the
 * outermost layers of the two sides are a hop apart, they are joined, and the start's side is pruned back to what leads on to
 * the goal. The outermost layers have most of the ties, and of these only those that lead to the other side are looked at.
 */
export class Corridors {
  /** The sides of the last length are a hop apart. */
  #met = false;
  #exhausted = false;
  readonly #reached: NumberTable[] = [];
  readonly #leading: Layer[] = [];
  /** Of the outermost layers, once they are known. */
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

  /** No longer walk exists. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  get reached(): readonly NumberTable[] {
    return this.#reached;
  }

  get leading(): readonly NumberTable[] {
    return this.#leading.map((layer) => layer.spots);
  }

  /** Did the last length have walks? */
  get met(): boolean {
    return this.#met;
  }

  get isForwardsCheaper(): boolean {
    const { onwards, backwards } = this.terrain;
    this.#reachedCost ??= onwards.costOf(this.#reached.at(-1)!);
    this.#leadingCost ??= backwards.costOf(this.#leading.at(-1)!.spots);
    return this.#reachedCost <= this.#leadingCost;
  }

  /** The corridor of the next length, null where no walk has it. */
  next(): Corridor | null {
    if (this.#met) this.#grow();
    if (this.#exhausted) return null;
    const joint = this.#prune(this.#reached.at(-1)!, this.#leading.at(-1)!, this.isForwardsCheaper);
    this.#met = joint.spots.size > 0;
    if (this.#met) return this.#join(joint);
    this.#grow();
    return null;
  }

  /** Adds a layer to the cheaper side. */
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

  /** Of the spots reached, those with a hop into the layer ahead; looked for from one of the two. */
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

  /** Lets a spot be left by a hop to a spot ahead, unless the days of the hop fit none of the ways on from there. */
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
