import { setTimeout as delay } from 'node:timers/promises';
import { AllegianceError } from '../../model/errors.ts';
import { nestingOf } from '../../model/nesting.ts';
import { type CostRequest, costOf } from './cost.ts';
import { RateLimit } from './rate.ts';
import { REQUEST_LIMITS, tooComplex } from './requestLimits.ts';

/** Size of a caller's burst, in seconds of its rate. */
const BURST_SECONDS = 10;

/** Limits the cost of each request, and the rate of cost of each caller. */
export class CallerLimits {
  readonly #rate: RateLimit | null;

  /** @param perSecond Cost that a caller may spend per second, on average; 0: unlimited. */
  constructor(perSecond: number) {
    this.#rate = perSecond > 0 ? new RateLimit({ perSecond, burst: Math.max(perSecond * BURST_SECONDS, REQUEST_LIMITS.cost) }) : null;
  }

  /** Checks a request before it is executed, and returns its cost. @throws QUERY_TOO_COMPLEX */
  check(request: CostRequest): number {
    const nesting = nestingOf(request.variables);
    if (nesting > REQUEST_LIMITS.nesting) throw tooComplex('nesting', nesting);
    const cost = costOf(request);
    if (cost > REQUEST_LIMITS.cost) throw tooComplex('cost', cost);
    return cost;
  }

  /** Charges a cost to a caller. @throws RATE_LIMITED if the caller's rate is used up */
  charge(caller: string, cost: number): void {
    const waitSeconds = this.#consume(caller, cost);
    if (waitSeconds > 0) throw rateLimited(waitSeconds);
  }

  /**
   * Replaces the cost that was charged for a request by that of its answer, which is known now. Returns what the caller can spend at
   * once; null if the rate is not limited.
   */
  settle(caller: string, charged: number, actual: number): number | null {
    return this.#rate && Math.max(0, Math.floor(this.#rate.refund(caller, charged - actual)));
  }

  /** Is the rate of callers limited? */
  get areLimited(): boolean {
    return this.#rate !== null;
  }

  /** Waits until the cost can be charged, for messages that a client cannot request again. Returns whether it had to wait. */
  async chargeWhenAvailable(caller: string, cost: number, signal?: AbortSignal): Promise<boolean> {
    let hasWaited = false;
    for (let waitSeconds = this.#consume(caller, cost); waitSeconds > 0 && !signal?.aborted; waitSeconds = this.#consume(caller, cost)) {
      hasWaited = true;
      await delay(1_000 * waitSeconds, undefined, { signal, ref: false }).catch(() => undefined);
    }
    return hasWaited;
  }

  #consume(caller: string, cost: number): number {
    return this.#rate?.consume(caller, 1 + cost) ?? 0;
  }
}

function rateLimited(seconds: number): AllegianceError {
  const message = `Your rate limit is used up. Try again in ${seconds} s, and send fewer or smaller requests.`;
  return new AllegianceError('RATE_LIMITED', message, { retryAfter: seconds });
}
