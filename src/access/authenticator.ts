import type { Caller } from '../model/caller.ts';
import { AllegianceError } from '../model/errors.ts';
import type { JwtVerifier } from './jwt.ts';
import { holderOf, isOurToken, type TokenStore } from './token.ts';

/** The caller of requests without a token, where open reading is allowed. */
export const ANONYMOUS: Caller = { name: 'anonymous', role: 'reader' };

/** Finds the caller of a request by its token. */
export class Authenticator {
  constructor(
    private readonly settings: {
      readonly tokens: TokenStore;
      /** Null if signed tokens are not accepted. */
      readonly jwt: JwtVerifier | null;
      /** May clients without a token read? */
      readonly openReading: boolean;
      /** Called with each token of ours that is accepted. */
      readonly onAccepted?: (token: string) => void;
    },
  ) {}

  /**
   * The caller that an `Authorization` header identifies. An invalid token is rejected even if clients without one may read.
   * @throws UNAUTHENTICATED for a missing or invalid token
   * @throws FORBIDDEN for a signed token without a role
   * @throws STORE_UNAVAILABLE if the tokens cannot be read
   */
  async authenticate(authorization: string | undefined): Promise<Caller> {
    if (authorization === undefined) {
      if (this.settings.openReading) return ANONYMOUS;
      throw unauthenticated('Expected the header `Authorization: Bearer <token>`; got none. `allegiance token create` makes a token.');
    }
    const [, token] = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization) ?? [];
    if (token === undefined) throw unauthenticated('Expected the header `Authorization: Bearer <token>`; got another format.');
    if (this.settings.jwt && !isOurToken(token)) return this.settings.jwt(token);
    const holder = holderOf(token, await this.settings.tokens.list());
    if (holder) {
      this.settings.onAccepted?.(token);
      return holder;
    }
    throw unauthenticated('The token is unknown or revoked. `allegiance token create` makes a new one.');
  }

  /** May clients without a token read? */
  get isOpen(): boolean {
    return this.settings.openReading;
  }

  /** Can any caller be authenticated: is there an active token, or an issuer of signed tokens? */
  async isConfigured(): Promise<boolean> {
    if (this.settings.jwt) return true;
    return (await this.settings.tokens.list()).some(({ revokedAt }) => revokedAt === null);
  }
}

function unauthenticated(message: string): AllegianceError {
  return new AllegianceError('UNAUTHENTICATED', message);
}
