import { AllegianceError } from '../../model/errors.ts';

/** Limits the open subscriptions of a server, over all transports: each needs memory, and work at every write. */
export class SubscriptionLimit {
  #active = 0;

  constructor(readonly max = 1_000) {}

  get active(): number {
    return this.#active;
  }

  /**
   * Counts one more subscription.
   * @returns A function that releases it; idempotent.
   * @throws TOO_MANY_SUBSCRIPTIONS if the limit is reached
   */
  acquire(): () => void {
    if (this.#active >= this.max) throw tooManySubscriptions(this.max);
    this.#active += 1;
    let isHeld = true;
    return () => {
      if (isHeld) this.#active -= 1;
      isHeld = false;
    };
  }
}

/** Its message is short enough for the close reason of a WebSocket (123 bytes). */
export function tooManySubscriptions(max: number): AllegianceError {
  return new AllegianceError('TOO_MANY_SUBSCRIPTIONS', `Expected at most ${max} subscriptions at once. End one, or try again later.`, {
    limit: max,
  });
}
