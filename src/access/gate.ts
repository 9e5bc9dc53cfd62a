import type { Caller } from '../model/caller.ts';
import { AllegianceError } from '../model/errors.ts';
import type { JwtReader } from './jwt.ts';
import { holderOf, isOurToken, type TokenStore } from './token.ts';

/** Who reads without a token, where reading is open. */
export const ANONYMOUS: Caller = { name: 'anonymous', role: 'reader' };

export interface GateSettings {
  readonly tokens: TokenStore;
  /** Null where signed tokens of others are not taken. */
  readonly jwt: JwtReader | null;
  /** May everybody read, without a token? */
  readonly openReading: boolean;
}

/** Decides who a request comes from. */
export class Gate {
  constructor(private readonly settings: GateSettings) {}

  /**
   * The caller that an `Authorization` header speaks for. A token that does not hold is refused, even where reading is open.
   * @throws UNAUTHENTICATED
   * @throws FORBIDDEN for a signed token without a role
   * @throws STORE_UNAVAILABLE where the tokens cannot be read
   */
  async admit(authorization: string | undefined): Promise<Caller> {
    if (authorization === undefined) {
      if (this.settings.openReading) return ANONYMOUS;
      throw refused('Expected the header `Authorization: Bearer <token>`; got none. `allegiance token create` makes a token.');
    }
    const [, token] = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization) ?? [];
    if (token === undefined) throw refused('Expected the header `Authorization: Bearer <token>`; got another form of it.');
    if (this.settings.jwt && !isOurToken(token)) return this.settings.jwt(token);
    const holder = holderOf(token, await this.settings.tokens.list());
    if (holder) return holder;
    throw refused('The token is unknown or revoked. `allegiance token create` makes a new one.');
  }

  /** Can anybody at all be told from others: is there a token in force, or an issuer whose tokens are taken? */
  async isConfigured(): Promise<boolean> {
    if (this.settings.jwt) return true;
    return (await this.settings.tokens.list()).some(({ revokedAt }) => revokedAt === null);
  }
}

function refused(message: string): AllegianceError {
  return new AllegianceError('UNAUTHENTICATED', message);
}
