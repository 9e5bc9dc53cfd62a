/** Reading only the target or the list position of a tie costs a quarter of a step: this is the right shift from ties to steps. */
export const SCAN_COST_SHIFT = 2;

/** What one query may cost. */
export interface SearchLimits {
  /** Ties examined, each time one is; a quarter where only its target is read. */
  readonly steps: number;
  /** Called every 4,096 steps; true ends the search: the time limit has passed or the client has disconnected. */
  readonly stop?: () => boolean;
}

export type StopReason = 'MAX_PATHS' | 'WORK_LIMIT' | 'TIME_LIMIT';

/** Thrown by the search when it reaches a limit, and caught by `untilStopped`. No Error: a stack trace costs more than a short search. */
class SearchStopped {
  constructor(readonly reason: StopReason) {}
}

/** Ends the work of `untilStopped` with a reason. */
export function stopFor(reason: StopReason): never {
  throw new SearchStopped(reason);
}

const STEPS_BETWEEN_CHECKS = 4096;

/** Counts the steps of one query. */
export class Budget {
  spent = 0;
  #nextCheck = STEPS_BETWEEN_CHECKS;

  constructor(private readonly limits: SearchLimits) {}

  /** Adds steps; stops the work where a limit is reached. */
  spend(steps: number): void {
    this.spent += steps;
    if (this.spent > this.limits.steps) stopFor('WORK_LIMIT');
    if (this.spent < this.#nextCheck) return;
    this.#nextCheck = this.spent + STEPS_BETWEEN_CHECKS;
    if (this.limits.stop?.()) stopFor('TIME_LIMIT');
  }
}

/** Runs the work until it ends or `stopFor` is called. Returns the reason, null where the work was completed. */
export function untilStopped(work: () => void): StopReason | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof SearchStopped) return error.reason;
    throw error;
  }
}
