import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { type Caller, ROLES } from '../model/caller.ts';
import { AllegianceError } from '../model/errors.ts';

/** Whose signed tokens (JWT, RFC 7519) are taken, and what they must say. */
export interface JwtSettings {
  /** Address of the issuer's public keys (JWKS, RFC 7517). */
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that holds the role: one of ours, or a list with some of ours in it. */
  readonly roleClaim: string;
}

/** Reads who a signed token speaks for. @throws UNAUTHENTICATED, FORBIDDEN where it gives no role here */
export type JwtReader = (token: string) => Promise<Caller>;

/** Seconds by which the issuer's clock may differ from ours. */
const CLOCK_TOLERANCE = 5;

/** Keys are fetched when first needed, kept, and fetched again when a token names an unknown one. */
export function jwtReader({ jwks, issuer, audience, roleClaim }: JwtSettings): JwtReader {
  const keys = createRemoteJWKSet(new URL(jwks));
  const expected = { issuer, audience, clockTolerance: CLOCK_TOLERANCE, requiredClaims: ['sub', 'exp'] };
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, expected).catch((error: unknown) => {
      throw refusal(error);
    });
    return callerOf(payload, roleClaim);
  };
}

function callerOf(payload: JWTPayload, roleClaim: string): Caller {
  const claimed = [claimOf(payload, roleClaim)].flat();
  const role = ROLES.findLast((one) => claimed.includes(one));
  if (role) return { name: nameOf(payload), role };
  throw new AllegianceError('FORBIDDEN', `Expected the claim \`${roleClaim}\` of the token to be one of ${ROLES.join(', ')}; it is none.`);
}

/** People may choose the names that they show; who it was is told by the subject, which the issuer gives to one alone. */
function nameOf({ name, sub = '' }: JWTPayload): string {
  const shown = typeof name === 'string' ? name.trim() : '';
  return shown === '' || shown === sub ? sub : `${shown} (${sub})`;
}

/** The claim of this name, or the one inside others that `realm_access.roles` leads to. */
function claimOf(payload: JWTPayload, name: string): unknown {
  if (name in payload) return payload[name];
  return name.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], payload);
}

function refusal(error: unknown): AllegianceError {
  return new AllegianceError('UNAUTHENTICATED', reasonOf(error), {}, { cause: error });
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired. Sign in again.';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') return 'The token is not valid yet. Try again later.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token is not meant for here: its claim \`${error.claim}\` does not fit.`;
  if (cameNotFromToken(error)) {
    return 'The token cannot be checked now, since the keys of its issuer cannot be fetched. Try again in a moment.';
  }
  return 'The token is not signed as its issuer signs. Sign in again.';
}

/** The issuer did not answer, or not with keys. */
function cameNotFromToken(error: unknown): boolean {
  return !(error instanceof errors.JOSEError) || error.code === errors.JOSEError.code || error instanceof errors.JWKSTimeout;
}
