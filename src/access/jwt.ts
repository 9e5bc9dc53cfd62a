import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { JwtSettings } from '../config.ts';
import { type Caller, ROLES } from '../model/caller.ts';
import { AllegianceError } from '../model/errors.ts';

/** Verifies a signed token and returns its caller. @throws UNAUTHENTICATED; FORBIDDEN if the token holds none of the server's roles */
export type JwtVerifier = (token: string) => Promise<Caller>;

/** Seconds by which the issuer's clock may differ from ours. */
const CLOCK_TOLERANCE = 5;

/** Keys are fetched on first use, cached, and fetched again when a token names an unknown key. */
export function jwtVerifier({ jwks, issuer, audience, roleClaim }: JwtSettings): JwtVerifier {
  const keys = createRemoteJWKSet(new URL(jwks));
  const expected = { issuer, audience, clockTolerance: CLOCK_TOLERANCE, requiredClaims: ['sub', 'exp'] };
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, expected).catch((error: unknown) => {
      throw invalidToken(error);
    });
    return callerOf(payload, roleClaim);
  };
}

function callerOf(payload: JWTPayload, roleClaim: string): Caller {
  const claimed = [claimOf(payload, roleClaim)].flat();
  const role = ROLES.findLast((one) => claimed.includes(one));
  if (role) return { name: nameOf(payload), role };
  throw new AllegianceError(
    'FORBIDDEN',
    `Expected the claim \`${roleClaim}\` of the token to be one of ${ROLES.join(', ')}; got none of them.`,
  );
}

/** Users may choose their display name, so the subject, which is unique for an issuer, is added to it. */
function nameOf({ name, sub = '' }: JWTPayload): string {
  const shown = typeof name === 'string' ? name.trim() : '';
  return shown === '' || shown === sub ? sub : `${shown} (${sub})`;
}

/** The claim of this name, or a nested one by its path, as in `realm_access.roles`. */
function claimOf(payload: JWTPayload, name: string): unknown {
  if (name in payload) return payload[name];
  return name.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], payload);
}

function invalidToken(error: unknown): AllegianceError {
  return new AllegianceError('UNAUTHENTICATED', reasonOf(error), {}, { cause: error });
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired. Sign in again.';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') return 'The token is not valid yet. Try again later.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token was issued for another service: its claim \`${error.claim}\` does not match.`;
  if (isKeyFetchError(error)) {
    return 'The token cannot be verified now, because the keys of its issuer cannot be fetched. Try again in a moment.';
  }
  return 'The signature of the token is invalid. Sign in again.';
}

/** Did the issuer not respond, or respond with something other than keys? Then the token itself may be valid. */
function isKeyFetchError(error: unknown): boolean {
  return !(error instanceof errors.JOSEError) || error.code === errors.JOSEError.code || error instanceof errors.JWKSTimeout;
}
