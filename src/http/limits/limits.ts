import { setTimeout as later } from 'node:timers/promises';
import { AllegianceError } from '../../model/errors.ts';
import { BOUNDS } from './bounds.ts';
import { costOf, type Request } from './cost.ts';
import { expectShallow } from './nesting.ts';
import { RateLimit } from './rate.ts';
import { tooComplex } from './refusal.ts';

/** Seconds of its rate that a caller may spend at once. */
const BURST_SECONDS = 10;

/** What requests may cost, each by itself and all of one caller together. */
export class Limits {
  readonly #rate: RateLimit | null;

  /** @param perSecond Cost that a caller may spend a second; 0: as much as it likes. */
  constructor(perSecond: number) {
    this.#rate = perSecond > 0 ? new RateLimit({ perSecond, burst: Math.max(perSecond * BURST_SECONDS, BOUNDS.cost) }) : null;
  }

  /** Refuses a request that costs too much, before it is executed. Returns its cost. */
  check(caller: string, request: Request): number {
    expectShallow(request.variables);
    const cost = costOf(request);
    if (cost > BOUNDS.cost) throw tooComplex('cost', cost);
    this.charge(caller, cost);
    return cost;
  }

  /** Takes a cost from what a caller may spend. @throws RATE_LIMITED where nothing is left */
  charge(caller: string, cost: number): void {
    const wait = this.#take(caller, cost);
    if (wait > 0) throw tooOften(wait);
  }

  /** Takes it as soon as there is anything to take it from, for what nobody can be asked to try again. Says whether that took time. */
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
  const message = `Expected fewer or smaller requests from you; what you may ask for in a second is used up. Try again in ${seconds} s.`;
  return new AllegianceError('RATE_LIMITED', message, { retryAfter: seconds });
}
