interface Waiting {
  readonly caller: string;
  readonly begin: () => void;
}

/**
 * A semaphore that is fair between callers: a free slot goes to the waiting caller that holds the fewest. One caller never
 * holds all slots, so that a caller with many requests leaves one for the others.
 */
export class Turns {
  #free: number;
  readonly #most: number;
  readonly #underWay = new Map<string, number>();
  readonly #waiting: Waiting[] = [];

  /** @param slots How many may run at the same time; two at least. */
  constructor(places: number) {
    this.#free = places;
    this.#most = places - 1;
  }

  /** Waits for a slot. Returns the function that releases it. */
  async take(caller: string): Promise<() => void> {
    if (this.#mayBegin(caller)) this.#begin(caller);
    else await new Promise<void>((begin) => this.#waiting.push({ caller, begin }));
    return () => this.#end(caller);
  }

  #mayBegin(caller: string): boolean {
    return this.#free > 0 && this.#of(caller) < this.#most;
  }

  #begin(caller: string): void {
    this.#free--;
    this.#underWay.set(caller, this.#of(caller) + 1);
  }

  #end(caller: string): void {
    this.#free++;
    if (this.#of(caller) > 1) this.#underWay.set(caller, this.#of(caller) - 1);
    else this.#underWay.delete(caller);
    const next = this.#next();
    if (!next) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.#begin(next.caller);
    next.begin();
  }

  #next(): Waiting | undefined {
    const able = this.#waiting.filter(({ caller }) => this.#mayBegin(caller));
    const least = Math.min(...able.map(({ caller }) => this.#of(caller)));
    return able.find(({ caller }) => this.#of(caller) === least);
  }

  #of(caller: string): number {
    return this.#underWay.get(caller) ?? 0;
  }
}
