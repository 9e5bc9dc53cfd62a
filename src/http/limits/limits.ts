import { setTimeout as later } from 'node:timers/promises';
import { AllegianceError } from '../../model/errors.ts';
import { BOUNDS } from './bounds.ts';
import { costOf, type Request } from './cost.ts';
import { expectShallow } from './nesting.ts';
import { RateLimit } from './rate.ts';
import { tooComplex } from './refusal.ts';

/** Size of a caller's burst, in seconds of its rate. */
const BURST_SECONDS = 10;

/** Limits the cost of each request, and the rate of cost of each caller. */
export class Limits {
  readonly #rate: RateLimit | null;

  /** @param perSecond Cost that a caller may spend per second, on average; 0: unlimited. */
  constructor(perSecond: number) {
    this.#rate = perSecond > 0 ? new RateLimit({ perSecond, burst: Math.max(perSecond * BURST_SECONDS, BOUNDS.cost) }) : null;
  }

  /**
   * Charges a request before it is executed, and returns its cost.
   * @throws QUERY_TOO_COMPLEX, RATE_LIMITED
   */
  check(caller: string, request: Request): number {
    expectShallow(request.variables);
    const cost = costOf(request);
    if (cost > BOUNDS.cost) throw tooComplex('cost', cost);
    this.charge(caller, cost);
    return cost;
  }

  /** Charges a cost to a caller. @throws RATE_LIMITED if the caller's rate is used up */
  charge(caller: string, cost: number): void {
    const wait = this.#take(caller, cost);
    if (wait > 0) throw tooOften(wait);
  }

  /** Waits until the cost can be charged, for messages that a client cannot request again. Returns whether it had to wait. */
  async whenAffordable(caller: string, cost: number, signal?: AbortSignal): Promise<boolean> {
    let hasWaited = false;
    for (let wait = this.#take(caller, cost); wait > 0 && !signal?.aborted; wait = this.#take(caller, cost)) {
      hasWaited = true;
      await later(1_000 * wait, undefined, { signal, ref: false }).catch(() => undefined);
    }
    return hasWaited;
  }

  #take(caller: string, cost: number): number {
    return this.#rate?.take(caller, 1 + cost) ?? 0;
  }
}

function tooOften(seconds: number): AllegianceError {
  const message = `Your rate limit is used up. Try again in ${seconds} s, and send fewer or smaller requests.`;
  return new AllegianceError('RATE_LIMITED', message, { retryAfter: seconds });
}
