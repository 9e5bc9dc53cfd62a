import { growArray, IntIndexSet } from './intIndexSet.ts';

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
export class Layer {
  readonly states = new IntIndexSet();
  bottleneck = new Uint16Array(64);
  latest = new Int32Array(64);
  earliest = new Int32Array(64);

  /** Adds a continuation of a state with these bounds: widens the bounds of the state to include it. */
  relax(state: number, bottleneck: number, earliest: number, latest: number): void {
    const before = this.states.size;
    const index = this.states.add(state);
    if (index < before) {
      if (bottleneck > this.bottleneck[index]!) this.bottleneck[index] = bottleneck;
      if (latest > this.latest[index]!) this.latest[index] = latest;
      if (earliest < this.earliest[index]!) this.earliest[index] = earliest;
      return;
    }
    if (index === this.bottleneck.length) this.#grow();
    this.bottleneck[index] = bottleneck;
    this.latest[index] = latest;
    this.earliest[index] = earliest;
  }

  get capacity(): number {
    return this.states.capacity;
  }

  clear(): void {
    this.states.clear();
  }

  #grow(): void {
    const length = 2 * this.bottleneck.length;
    this.bottleneck = growArray(this.bottleneck, length);
    this.latest = growArray(this.latest, length);
    this.earliest = growArray(this.earliest, length);
  }
}
