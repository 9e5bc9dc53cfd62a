interface Waiter {
  readonly caller: string;
  readonly start: () => void;
}

/**
 * A semaphore that is fair between callers: a free slot goes to the waiting caller that holds the fewest. One caller never
 * holds all slots, so that a caller with many requests leaves one for the others.
 */
export class FairQueue {
  #free: number;
  readonly #maxPerCaller: number;
  readonly #running = new Map<string, number>();
  readonly #waiting: Waiter[] = [];

  /** @param slots How many may run at the same time; two at least. */
  constructor(slots: number) {
    this.#free = slots;
    this.#maxPerCaller = slots - 1;
  }

  /** Waits for a slot. Returns the function that releases it. */
  async acquire(caller: string): Promise<() => void> {
    if (this.#canStart(caller)) this.#start(caller);
    else await new Promise<void>((start) => this.#waiting.push({ caller, start }));
    return () => this.#release(caller);
  }

  #canStart(caller: string): boolean {
    return this.#free > 0 && this.#runningOf(caller) < this.#maxPerCaller;
  }

  #start(caller: string): void {
    this.#free--;
    this.#running.set(caller, this.#runningOf(caller) + 1);
  }

  #release(caller: string): void {
    this.#free++;
    if (this.#runningOf(caller) > 1) this.#running.set(caller, this.#runningOf(caller) - 1);
    else this.#running.delete(caller);
    const next = this.#next();
    if (!next) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.#start(next.caller);
    next.start();
  }

  #next(): Waiter | undefined {
    const startable = this.#waiting.filter(({ caller }) => this.#canStart(caller));
    const least = Math.min(...startable.map(({ caller }) => this.#runningOf(caller)));
    return startable.find(({ caller }) => this.#runningOf(caller) === least);
  }

  #runningOf(caller: string): number {
    return this.#running.get(caller) ?? 0;
  }
}
