import { AllegianceError } from '../model/errors.ts';

/** Default maximum number of open subscriptions of a server. */
export const USUAL_SEATS = 1_000;

/** Limits the open subscriptions of a server, over all transports: each needs memory, and work at every write. */
export class Seats {
  #taken = 0;

  constructor(readonly most = USUAL_SEATS) {}

  get taken(): number {
    return this.#taken;
  }

  /** @throws TOO_MANY_SUBSCRIPTIONS if the limit is reached */
  expectFree(): void {
    if (this.#taken >= this.most) throw tooMany(this.most);
  }

  /**
   * Counts one more subscription.
   * @returns A function that releases it; idempotent.
   * @throws TOO_MANY_SUBSCRIPTIONS if the limit is reached
   */
  take(): () => void {
    this.expectFree();
    this.#taken += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.#taken -= 1;
      isTaken = false;
    };
  }
}

/** Its message is short enough for the close reason of a WebSocket (123 bytes). */
export function tooMany(most: number): AllegianceError {
  return new AllegianceError('TOO_MANY_SUBSCRIPTIONS', `Expected at most ${most} subscriptions at once. End one, or try again later.`, {
    limit: most,
  });
}
