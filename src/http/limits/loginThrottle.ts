import { createHash } from 'node:crypto';
import type { Authenticator } from '../../access/authenticator.ts';
import type { Caller } from '../../model/caller.ts';
import { AllegianceError } from '../../model/errors.ts';
import { RateLimit } from './rate.ts';

/** Allowed invalid tokens from one address: this many at once, then one every two seconds. */
export const INVALID_TOKEN_RATE = { burst: 20, perSecond: 0.5 } as const;

/** Maximum number of valid tokens whose hash is remembered. */
const MAX_REMEMBERED_TOKENS = 10_000;

/**
 * Limits the rate of invalid tokens from one address. A token that was valid before is accepted all the same, so that a client
 * that guesses tokens does not lock out others behind the same address.
 */
export class LoginThrottle {
  readonly #failures = new RateLimit(INVALID_TOKEN_RATE);
  readonly #validTokens = new Set<string>();

  constructor(
    private readonly authenticator: Authenticator,
    /** Called for each rejected token: it was invalid, or not checked because of too many invalid ones (`rate_limited`). */
    private readonly onRejected: (reason: 'invalid' | 'rate_limited') => void,
  ) {}

  /** Returns the caller. @throws the errors of `Authenticator`, and RATE_LIMITED after too many invalid tokens */
  async authenticate(authorization: string | undefined, address: string | undefined): Promise<Caller> {
    if (authorization === undefined) return this.authenticator.authenticate(undefined);
    const key = address ?? 'nowhere';
    const tokenHash = createHash('sha256').update(authorization).digest('base64');
    // An unknown token is counted before it is checked, so that concurrent requests cannot exceed the limit.
    const wasValid = this.#validTokens.has(tokenHash);
    const wait = wasValid ? 0 : this.#failures.consume(key, 1);
    if (wait > 0) {
      this.onRejected('rate_limited');
      throw tooManyInvalidTokens(wait);
    }
    try {
      const caller = await this.authenticator.authenticate(authorization);
      if (!wasValid) this.#failures.refund(key, 1);
      this.#remember(tokenHash);
      return caller;
    } catch (error) {
      const isInvalidToken = error instanceof AllegianceError && error.code === 'UNAUTHENTICATED';
      if (isInvalidToken) this.#reject(tokenHash);
      if (isInvalidToken && wasValid) this.#failures.consume(key, 1);
      if (!isInvalidToken && !wasValid) this.#failures.refund(key, 1);
      throw error;
    }
  }

  #reject(tokenHash: string): void {
    this.#validTokens.delete(tokenHash);
    this.onRejected('invalid');
  }

  #remember(tokenHash: string): void {
    if (this.#validTokens.size >= MAX_REMEMBERED_TOKENS) this.#validTokens.clear();
    this.#validTokens.add(tokenHash);
  }
}

function tooManyInvalidTokens(seconds: number): AllegianceError {
  const message = `Too many invalid tokens from your address. Try again in ${seconds} s.`;
  return new AllegianceError('RATE_LIMITED', message, { retryAfter: seconds });
}
