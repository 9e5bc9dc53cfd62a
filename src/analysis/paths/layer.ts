import { enlarged, NumberTable } from './numberTable.ts';

/** More than any confidence; outside any calendar. */
export const STRONGEST = 0xffff;
export const NEVER = -(2 ** 30);
export const FOREVER = 2 ** 30;

/**
 * The spots at one place of the walks of a length, and of each what its ways on to the goal can offer at best: their
 * strongest weakest hop, the latest end and the earliest start of the days on which all their ties hold. The three come from
 * different ways perhaps, and from walks that visit a node twice, so they are bounds: what they rule out is ruled out.
 */
export class Layer {
  readonly spots = new NumberTable();
  weakest = new Uint16Array(64);
  latest = new Int32Array(64);
  earliest = new Int32Array(64);

  /** The spot can be left by a way with these bounds. */
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
