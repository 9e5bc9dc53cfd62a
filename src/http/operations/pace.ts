/** Passes in one round of the event loop: each is a message to write, which takes the processor some 50 µs. */
const PER_ROUND = 50;

/** Lets work through some at a time, so that requests are answered in between: where thousands are sent a message at once. */
export class Pace {
  #passed = 0;
  #isRoundOpen = false;
  #waiting: (() => void)[] = [];

  /** Resolves at once, or in a later round of the event loop where many passed in this one; in order. */
  pass(): Promise<void> {
    this.#openRound();
    if (this.#passed < PER_ROUND && this.#waiting.length === 0) {
      this.#passed++;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #openRound(): void {
    if (this.#isRoundOpen) return;
    this.#isRoundOpen = true;
    setImmediate(() => {
      this.#isRoundOpen = false;
      const next = this.#waiting.splice(0, PER_ROUND);
      this.#passed = next.length;
      if (next.length > 0) this.#openRound();
      for (const resolve of next) resolve();
    });
  }
}
