/** Milliseconds for which long work runs before others have a turn. */
const TURN_MS = 3;
/** Milliseconds for which it waits, at most, while what others wait for is not answered: so it goes on beside any number of these. */
const GIVE_WAY_MS = 6;

let urgent = 0;
/** What goes on when nothing is urgent any more. */
const waiting = new Set<() => void>();

/**
 * Says that somebody waits for what begins now: long work gives way to it.
 * @returns What to call when it is answered; idempotent.
 */
export function beginUrgent(): () => void {
  urgent++;
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    urgent--;
    if (urgent === 0) for (const resume of waiting) resume();
  };
}

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
    if (urgent > 0) await giveWay();
    this.#since = performance.now();
  }
}

function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    const resume = () => {
      clearTimeout(limit);
      waiting.delete(resume);
      resolve();
    };
    const limit = setTimeout(resume, GIVE_WAY_MS);
    waiting.add(resume);
  });
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
