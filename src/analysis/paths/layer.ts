import { enlarged, NumberTable } from './numberTable.ts';

/** Above any confidence. */
export const STRONGEST = 0xffff;
/** Before and after any day. */
export const NEVER = -(2 ** 30);
export const FOREVER = 2 ** 30;

/**
 * The states at one position of the walks of a length, with bounds on the continuations of each to the goal: the highest
 * bottleneck, the latest end and the earliest start of the days on which all ties hold. The three may come from different
 * continuations, and from walks that visit a node twice: they are admissible bounds, which prune but do not decide.
 */
export class Layer {
  readonly spots = new NumberTable();
  weakest = new Uint16Array(64);
  latest = new Int32Array(64);
  earliest = new Int32Array(64);

  /** Adds a continuation of a state with these bounds: widens the bounds of the state to include it. */
  raise(spot: number, weakest: number, earliest: number, latest: number): void {
    const before = this.spots.size;
    const place = this.spots.add(spot);
    if (place < before) {
      if (weakest > this.weakest[place]!) this.weakest[place] = weakest;
      if (latest > this.latest[place]!) this.latest[place] = latest;
      if (earliest < this.earliest[place]!) this.earliest[place] = earliest;
      return;
    }
    if (place === this.weakest.length) this.#grow();
    this.weakest[place] = weakest;
    this.latest[place] = latest;
    this.earliest[place] = earliest;
  }

  get room(): number {
    return this.spots.room;
  }

  clear(): void {
    this.spots.clear();
  }

  #grow(): void {
    const length = 2 * this.weakest.length;
    this.weakest = enlarged(this.weakest, length);
    this.latest = enlarged(this.latest, length);
    this.earliest = enlarged(this.earliest, length);
  }
}
