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
  /** The checks in progress of tokens that were not valid before, by hash. */
  readonly #checks = new Map<string, Promise<Caller>>();
  /** Those of them that count as invalid until they end, by address: at most as many as are allowed. */
  readonly #counted = new Map<string, Set<Promise<Caller>>>();

  constructor(
    private readonly authenticator: Authenticator,
    /** Called for each rejected token: it was invalid, or not checked because of too many invalid ones (`rate_limited`). */
    private readonly onRejected: (reason: 'invalid' | 'rate_limited') => void,
  ) {}

  /** May clients without a token read? */
  get isOpen(): boolean {
    return this.authenticator.isOpen;
  }

  /** Returns the caller. @throws the errors of `Authenticator`, and RATE_LIMITED after too many invalid tokens */
  async authenticate(authorization: string | undefined, address: string | undefined): Promise<Caller> {
    if (authorization === undefined) return this.authenticator.authenticate(undefined);
    const key = address ?? 'nowhere';
    const tokenHash = createHash('sha256').update(authorization).digest('base64');
    if (!this.#validTokens.has(tokenHash)) return this.#checkUnknown(authorization, tokenHash, key);
    try {
      return await this.authenticator.authenticate(authorization);
    } catch (error) {
      if (isInvalidToken(error)) {
        this.#reject(tokenHash);
        this.#failures.consume(key, 1);
      }
      throw error;
    }
  }

  /** Requests with one token that come at the same time, as those of a page do, share one check. */
  #checkUnknown(authorization: string, tokenHash: string, key: string): Promise<Caller> {
    const known = this.#checks.get(tokenHash);
    if (known) return known;
    const check = this.#check(authorization, tokenHash, key).finally(() => this.#checks.delete(tokenHash));
    this.#checks.set(tokenHash, check);
    return check;
  }

  async #check(authorization: string, tokenHash: string, key: string): Promise<Caller> {
    // A token is counted before it is checked, so that concurrent requests cannot exceed the limit.
    let wait = this.#failures.consume(key, 1);
    // Of those that are being checked, some may turn out to be valid.
    for (let counted = this.#counted.get(key); wait > 0 && counted; counted = this.#counted.get(key)) {
      await Promise.allSettled(counted);
      wait = this.#failures.consume(key, 1);
    }
    if (wait > 0) {
      this.onRejected('rate_limited');
      throw tooManyInvalidTokens(wait);
    }
    const answer = this.authenticator.authenticate(authorization);
    this.#count(key, answer);
    try {
      const caller = await answer;
      this.#failures.refund(key, 1);
      this.#remember(tokenHash);
      return caller;
    } catch (error) {
      if (isInvalidToken(error)) this.#reject(tokenHash);
      else this.#failures.refund(key, 1);
      throw error;
    } finally {
      this.#forget(key, answer);
    }
  }

  #count(key: string, answer: Promise<Caller>): void {
    const counted = this.#counted.get(key);
    if (counted) counted.add(answer);
    else this.#counted.set(key, new Set([answer]));
  }

  #forget(key: string, answer: Promise<Caller>): void {
    const counted = this.#counted.get(key);
    counted?.delete(answer);
    if (counted?.size === 0) this.#counted.delete(key);
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

const isInvalidToken = (error: unknown): boolean => error instanceof AllegianceError && error.code === 'UNAUTHENTICATED';

function tooManyInvalidTokens(seconds: number): AllegianceError {
  const message = `Too many invalid tokens from your address. Try again in ${seconds} s.`;
  return new AllegianceError('RATE_LIMITED', message, { retryAfter: seconds });
}
