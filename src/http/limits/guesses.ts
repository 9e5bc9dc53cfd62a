import { createHash } from 'node:crypto';
import type { Gate } from '../../access/gate.ts';
import type { Caller } from '../../model/caller.ts';
import { AllegianceError } from '../../model/errors.ts';
import { RateLimit } from './rate.ts';

/** Tokens that do not hold, from one address: so many at once, then one every two seconds. */
export const GUESSES = { burst: 20, perSecond: 0.5 } as const;

/** So many tokens that were let in are remembered. */
const MOST_KNOWN = 10_000;

/** Told of each token that did not hold, and of each that was not even looked at. */
export type OnRefusedToken = (answer: 'refused' | 'limited') => void;

/**
 * A gate that takes few guesses from one address. A token that was let in before is let in all the same, so that nobody who
 * guesses locks out others behind the same address.
 */
export class GuardedGate {
  readonly #failures = new RateLimit(GUESSES);
  readonly #known = new Set<string>();

  constructor(
    private readonly gate: Pick<Gate, 'admit'>,
    private readonly onRefused: OnRefusedToken,
  ) {}

  /** Who a request comes from. @throws what the gate does, and RATE_LIMITED after too many tokens that did not hold */
  async admit(authorization: string | undefined, address: string | undefined): Promise<Caller> {
    if (authorization === undefined) return this.gate.admit(undefined);
    const from = address ?? 'nowhere';
    const key = createHash('sha256').update(authorization).digest('base64');
    // A guess is counted before it is looked at, so that many at once are not let in before the first has failed.
    const isKnown = this.#known.has(key);
    const wait = isKnown ? 0 : this.#failures.take(from, 1);
    if (wait > 0) {
      this.onRefused('limited');
      throw tooManyGuesses(wait);
    }
    try {
      const caller = await this.gate.admit(authorization);
      if (!isKnown) this.#failures.giveBack(from, 1);
      this.#remember(key);
      return caller;
    } catch (error) {
      const isGuess = error instanceof AllegianceError && error.code === 'UNAUTHENTICATED';
      if (isGuess) this.#refused(key);
      if (isGuess && isKnown) this.#failures.take(from, 1);
      if (!isGuess && !isKnown) this.#failures.giveBack(from, 1);
      throw error;
    }
  }

  #refused(key: string): void {
    this.#known.delete(key);
    this.onRefused('refused');
  }

  #remember(key: string): void {
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.add(key);
  }
}

function tooManyGuesses(seconds: number): AllegianceError {
  const message = `Expected a token that holds; too many from your address did not. Try again in ${seconds} s.`;
  return new AllegianceError('RATE_LIMITED', message, { retryAfter: seconds });
}
