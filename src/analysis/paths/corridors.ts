import type { Budget } from './budget.ts';
import type { Hops } from './hops.ts';
import { FOREVER, Layer, NEVER, STRONGEST } from './layer.ts';
import { NumberTable } from './numberTable.ts';
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
  #length = 0;
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
    if (this.#length++ > 0) this.#grow();
    return this.#exhausted ? null : this.#join();
  }

  #grow(): void {
    const reached = this.#reached.at(-1)!;
    const leading = this.#leading.at(-1)!;
    const forwards = this.#cost(this.onwards, reached) <= this.#cost(this.backwards, leading.spots);
    const grown = forwards ? this.#growReached(reached) : this.#growLeading(leading);
    this.#exhausted = grown.size === 0;
  }

  #growReached(from: NumberTable): NumberTable {
    const grown = new NumberTable();
    this.#reached.push(grown);
    for (let place = 0; place < from.size; place++) {
      const [hop, end] = this.#range(this.onwards, from.keys[place]!);
      for (let i = hop; i < end; i++) if (!this.#isEnd(this.onwards.other[i]!)) grown.add(this.onwards.other[i]!);
    }
    return grown;
  }

  #growLeading(ahead: Layer): NumberTable {
    const grown = new Layer();
    this.#leading.push(grown);
    for (let place = 0; place < ahead.spots.size; place++) {
      const [hop, end] = this.#range(this.backwards, ahead.spots.keys[place]!);
      for (let i = hop; i < end; i++) {
        if (!this.#isEnd(this.backwards.other[i]!)) this.#extend(grown, this.backwards.other[i]!, this.backwards, i, ahead, place);
      }
    }
    return grown.spots;
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
