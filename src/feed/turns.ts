interface Waiting {
  readonly caller: string;
  readonly begin: () => void;
}

/**
 * Lets some work at a time, whoever has least under way first. A caller never has the last place, so that one who asks for
 * very much leaves room for the next.
 */
export class Turns {
  #free: number;
  readonly #most: number;
  readonly #underWay = new Map<string, number>();
  readonly #waiting: Waiting[] = [];

  /** @param places How many work at a time; two at least. */
  constructor(places: number) {
    this.#free = places;
    this.#most = places - 1;
  }

  /** Waits for the turn of this caller. Returns what gives it back. */
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
