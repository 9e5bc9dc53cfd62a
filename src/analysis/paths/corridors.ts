import type { Budget } from './budget.ts';
import type { Hops } from './hops.ts';
import { FOREVER, Layer, NEVER, STRONGEST } from './layer.ts';
import { NumberTable } from './numberTable.ts';
import { hasOneMore } from './oneMore.ts';
import type { Spots } from './spots.ts';

/** Must the ties of a path hold on one day, one after the other, or whenever? */
export type PathTime = 'ANY_TIME' | 'SIMULTANEOUS' | 'CHRONOLOGICAL';

/** The spots on the walks of exactly `layers.length - 1` hops: the start alone first, the goal alone last. */
export interface Corridor {
  readonly layers: readonly Layer[];
}

/**
 * The corridors of lengths 1, 2, 3, …
 *
 * Spots that can be reached from the start in i hops, and from which the goal can be reached in j, are grown from whichever
 * side is cheaper to grow, one layer a length: a hub is looked at from its neighbours wherever that is less work. The two
 * sides are then joined at their frontier, and the start's side is pruned back to what leads on to the goal.
 */
export class Corridors {
  /** The two sides, a hop apart, meet: the last length has walks, as far as the days of single hops are not looked at. */
  #met = false;
  #exhausted = false;
  readonly #reached: NumberTable[] = [];
  readonly #leading: Layer[] = [];

  constructor(
    private readonly onwards: Hops,
    private readonly backwards: Hops,
    private readonly spots: Spots,
    private readonly time: PathTime,
    private readonly budget: Budget,
  ) {
    const start = new NumberTable();
    start.add(spots.start);
    this.#reached.push(start);
    const goal = new Layer();
    goal.raise(spots.goal, STRONGEST, NEVER, FOREVER);
    this.#leading.push(goal);
  }

  /** No longer walk exists. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** The corridor of the next length, null where no walk has it. */
  next(): Corridor | null {
    if (this.#met) this.#grow(false);
    this.#met = !this.#exhausted && this.#grow(true);
    return this.#met ? this.#join() : null;
  }

  /** Is there surely a path one hop longer than the last corridor? False says nothing, as it does where days matter. */
  get hasOneMore(): boolean {
    if (this.time !== 'ANY_TIME' || !this.#met) return false;
    const { onwards, backwards, spots } = this;
    const sides = { reached: this.#reached, leading: this.#leading.map((layer) => layer.spots), onwards, backwards, spots };
    return hasOneMore(sides, this.#isForwardsCheaper, (steps) => this.budget.spend(steps));
  }

  /** Adds a layer to the cheaper side. Told to stop where it meets the other side, it then says so and adds nothing. */
  #grow(untilMet: boolean): boolean {
    const reached = this.#reached.at(-1)!;
    const ahead = this.#leading.at(-1)!;
    if (this.#isForwardsCheaper) {
      const grown = this.#growReached(reached, untilMet ? ahead.spots : null);
      if (grown) this.#reached.push(grown);
      this.#exhausted = grown?.size === 0;
      return grown === null;
    }
    const grown = this.#growLeading(ahead, untilMet ? reached : null);
    if (grown) this.#leading.push(grown);
    this.#exhausted = grown?.spots.size === 0;
    return grown === null;
  }

  get #isForwardsCheaper(): boolean {
    return this.#cost(this.onwards, this.#reached.at(-1)!) <= this.#cost(this.backwards, this.#leading.at(-1)!.spots);
  }

  #growReached(from: NumberTable, facing: NumberTable | null): NumberTable | null {
    const grown = new NumberTable();
    for (let place = 0; place < from.size; place++) {
      const [hop, end] = this.#range(this.onwards, from.keys[place]!);
      for (let i = hop; i < end; i++) {
        const other = this.onwards.other[i]!;
        if (facing?.has(other)) return null;
        if (!this.#isEnd(other)) grown.add(other);
      }
    }
    return grown;
  }

  #growLeading(ahead: Layer, facing: NumberTable | null): Layer | null {
    const grown = new Layer();
    for (let place = 0; place < ahead.spots.size; place++) {
      const [hop, end] = this.#range(this.backwards, ahead.spots.keys[place]!);
      for (let i = hop; i < end; i++) {
        const other = this.backwards.other[i]!;
        if (facing?.has(other)) return null;
        if (!this.#isEnd(other)) this.#extend(grown, other, this.backwards, i, ahead, place);
      }
    }
    return grown;
  }

  #join(): Corridor | null {
    const layers = [...this.#leading].reverse();
    for (let i = this.#reached.length - 1; i >= 0; i--) {
      const here = this.#prune(this.#reached[i]!, layers[0]!);
      if (here.spots.size === 0) return null;
      layers.unshift(here);
    }
    return { layers };
  }

  /** Of the spots reached, those with a hop into the layer ahead; looked for from the cheaper of the two. */
  #prune(reached: NumberTable, ahead: Layer): Layer {
    const here = new Layer();
    const forwards = this.#cost(this.onwards, reached) <= this.#cost(this.backwards, ahead.spots);
    const [hops, from] = forwards ? [this.onwards, reached] : [this.backwards, ahead.spots];
    for (let k = 0; k < from.size; k++) {
      const spot = from.keys[k]!;
      const [hop, end] = this.#range(hops, spot);
      for (let i = hop; i < end; i++) {
        const other = hops.other[i]!;
        if (forwards) {
          const place = ahead.spots.find(other);
          if (place >= 0) this.#extend(here, spot, hops, i, ahead, place);
        } else if (reached.has(other)) this.#extend(here, other, hops, i, ahead, k);
      }
    }
    return here;
  }

  /** Lets a spot be left by a hop to a spot ahead, unless the days of the hop fit none of the ways on from there. */
  #extend(layer: Layer, spot: number, hops: Hops, hop: number, ahead: Layer, place: number): void {
    const weakest = Math.min(hops.confidence[hop]!, ahead.weakest[place]!);
    if (this.time === 'ANY_TIME') {
      layer.raise(spot, weakest, NEVER, FOREVER);
      return;
    }
    const first = Math.max(hops.first[hop]!, ahead.earliest[place]!);
    const last = Math.min(hops.last[hop]!, ahead.latest[place]!);
    if (first <= last) layer.raise(spot, weakest, this.time === 'SIMULTANEOUS' ? first : NEVER, last);
  }

  #range(hops: Hops, spot: number): [start: number, end: number] {
    const visit = hops.at(spot);
    const start = hops.start(visit);
    const end = hops.end(visit);
    this.budget.spend(1 + end - start);
    return [start, end];
  }

  #cost(hops: Hops, from: NumberTable): number {
    let cost = 0;
    for (let place = 0; place < from.size; place++) cost += hops.cost(from.keys[place]!);
    return cost;
  }

  #isEnd(spot: number): boolean {
    return spot === this.spots.start || spot === this.spots.goal;
  }
}
