/** Milliseconds for which long work runs before others have a turn. */
const TURN_MS = 10;

/** Lets others run between the parts of long work on one thread. */
export class Turns {
  #since = performance.now();

  /** Has the work run for so long that others should have a turn? */
  get isOver(): boolean {
    return performance.now() - this.#since >= TURN_MS;
  }

  /** Lets the others run. */
  async pass(): Promise<void> {
    await new Promise<void>((resume) => setImmediate(resume));
    this.#since = performance.now();
  }
}

/** Maps items in their order, one after the other; others run in between. */
export async function mapInTurns<T, U>(items: readonly T[], change: (item: T) => U): Promise<U[]> {
  const changed: U[] = [];
  const turns = new Turns();
  for (const item of items) {
    changed.push(change(item));
    if (turns.isOver) await turns.pass();
  }
  return changed;
}
