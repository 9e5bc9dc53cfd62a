/** Milliseconds for which long work runs before others have a turn. */
const TURN_MS = 3;
/** Milliseconds for which it waits, at most, while what others wait for is not answered: so it goes on beside any number of these. */
const GIVE_WAY_MS = 6;

/** How much is urgent: one number, which threads can share. */
let urgent: Int32Array<ArrayBufferLike> = new Int32Array(1);

/** The number, to be passed to another thread, whose long work gives way to what is urgent here. */
export function shareUrgency(): SharedArrayBuffer {
  const { buffer } = urgent;
  if (buffer instanceof SharedArrayBuffer) return buffer;
  const shared = new SharedArrayBuffer(urgent.byteLength);
  joinUrgency(shared);
  return shared;
}

/** From now on what is urgent here is so in the thread that has shared this, and the other way round. */
export function joinUrgency(shared: SharedArrayBuffer): void {
  const here = Atomics.load(urgent, 0);
  urgent = new Int32Array(shared);
  Atomics.add(urgent, 0, here);
}

/**
 * Says that somebody waits for what begins now: long work gives way to it.
 * @returns What to call when it is answered; idempotent.
 */
export function beginUrgent(): () => void {
  Atomics.add(urgent, 0, 1);
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    Atomics.sub(urgent, 0, 1);
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
    await giveWay();
    this.#since = performance.now();
  }
}

async function giveWay(): Promise<void> {
  const end = performance.now() + GIVE_WAY_MS;
  // What ends in another thread is not announced.
  while (Atomics.load(urgent, 0) > 0 && performance.now() < end) await new Promise((later) => setTimeout(later, 1));
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
