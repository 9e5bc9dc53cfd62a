import { createHash } from 'node:crypto';
import type { Caller } from '../../model/caller.ts';
import { AllegianceError } from '../../model/errors.ts';
import { RateLimit } from './rate.ts';

/** Allowed invalid tokens from one address: this many at once, then one every two seconds. */
export const GUESSES = { burst: 20, perSecond: 0.5 } as const;

/** Maximum number of valid tokens whose hash is remembered. */
const MOST_KNOWN = 10_000;

/** Called for each rejected token: it was invalid, or not checked because of too many invalid ones (`rate_limited`). */
export type OnRefusedToken = (reason: 'invalid' | 'rate_limited') => void;

/** Checks the token of an `Authorization` header, as `Authenticator` does. */
interface TokenCheck {
  admit(authorization: string | undefined): Promise<Caller>;
}

/**
 * Limits the rate of invalid tokens from one address. A token that was valid before is accepted all the same, so that a client
 * that guesses tokens does not lock out others behind the same address.
 */
export class GuardedGate {
  readonly #failures = new RateLimit(GUESSES);
  readonly #known = new Set<string>();

  constructor(
    private readonly gate: TokenCheck,
    private readonly onRefused: OnRefusedToken,
  ) {}

  /** Returns the caller. @throws the errors of `Authenticator`, and RATE_LIMITED after too many invalid tokens */
  async admit(authorization: string | undefined, address: string | undefined): Promise<Caller> {
    if (authorization === undefined) return this.gate.admit(undefined);
    const from = address ?? 'nowhere';
    const key = createHash('sha256').update(authorization).digest('base64');
    // An unknown token is counted before it is checked, so that concurrent requests cannot exceed the limit.
    const isKnown = this.#known.has(key);
    const wait = isKnown ? 0 : this.#failures.take(from, 1);
    if (wait > 0) {
      this.onRefused('rate_limited');
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
    this.onRefused('invalid');
  }

  #remember(key: string): void {
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.add(key);
  }
}

function tooManyGuesses(seconds: number): AllegianceError {
  const message = `Too many invalid tokens from your address. Try again in ${seconds} s.`;
  return new AllegianceError('RATE_LIMITED', message, { retryAfter: seconds });
}
