/** A tie of which only the end or the place in a list is asked takes a fourth of what one takes that a search looks at: as a power of two. */
export const GLANCES = 2;

/** What a question may cost. */
export interface Limits {
  /** Ties looked at, each time one is looked at; a fourth of one where only its end is. */
  readonly steps: number;
  /** Asked every 4,096 steps; true ends the search: the time is over, or nobody waits for the answer any more. */
  readonly stop?: () => boolean;
}

export type StopReason = 'MAX_PATHS' | 'WORK_LIMIT' | 'TIME_LIMIT';

/** Thrown through the search when a limit is met, and caught where the answer is made. */
class Stopped extends Error {
  constructor(readonly reason: StopReason) {
    super(reason);
  }
}

/** One of each: where it was thrown is of no interest, and finding that out costs more than a short search. */
const STOPPED: Readonly<Record<StopReason, Stopped>> = {
  MAX_PATHS: new Stopped('MAX_PATHS'),
  WORK_LIMIT: new Stopped('WORK_LIMIT'),
  TIME_LIMIT: new Stopped('TIME_LIMIT'),
};

/** Ends the work of `untilStopped`. */
export function stopFor(reason: StopReason): never {
  throw STOPPED[reason];
}

const STEPS_BETWEEN_CHECKS = 4096;

/** Counts the work of one question. */
export class Budget {
  spent = 0;
  #nextCheck = STEPS_BETWEEN_CHECKS;

  constructor(private readonly limits: Limits) {}

  /** Stops the work where a limit is met. */
  spend(steps: number): void {
    this.spent += steps;
    if (this.spent > this.limits.steps) stopFor('WORK_LIMIT');
    if (this.spent < this.#nextCheck) return;
    this.#nextCheck = this.spent + STEPS_BETWEEN_CHECKS;
    if (this.limits.stop?.()) stopFor('TIME_LIMIT');
  }
}

/** Does the work until it is done or a limit is met; says which, null where it was done. */
export function untilStopped(work: () => void): StopReason | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Stopped) return error.reason;
    throw error;
  }
}
