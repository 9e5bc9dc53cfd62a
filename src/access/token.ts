import { createHash, randomBytes } from 'node:crypto';
import { type Caller, ROLES, type Role } from '../model/caller.ts';
import { AllegianceError, quoted } from '../model/errors.ts';

/** Marks tokens of this product, so that they are recognized in a header, or in a leaked file. */
const PREFIX = 'alg_';
const MAX_HOLDER_NAME_LENGTH = 100;

/** What is stored of a token: enough to recognize it, not enough to use it. */
export interface TokenRecord {
  /** SHA-256 of the token, in hexadecimal. */
  readonly hash: string;
  /** Name of its holder: `by` of the revisions written with it. */
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  /** Null while the token is active. */
  readonly revokedAt: string | null;
}

/** Storage of token records. Changes by other processes are seen within a second. */
export interface TokenStore {
  /** All records, revoked ones included, oldest first. */
  list(): Promise<readonly TokenRecord[]>;
  /** @throws BAD_INPUT if an active token has this name */
  add(record: TokenRecord): Promise<void>;
  /** Revokes the active token with this name; false if there is none. */
  revoke(name: string, at: Date): Promise<boolean>;
}

/** A new token of 256 random bits, and its record. The token itself is not stored, but for the one of `firstToken.ts`. */
export function mintToken(name: string, role: Role, now: Date): { token: string; record: TokenRecord } {
  const token = PREFIX + randomBytes(32).toString('base64url');
  return { token, record: { hash: hashOf(token), name, role, createdAt: now.toISOString(), revokedAt: null } };
}

export function isOurToken(text: string): boolean {
  return text.startsWith(PREFIX);
}

/**
 * The holder of an active token, or null. Tokens are looked up by their hashes, which takes the same time whichever record matches,
 * and as long for a thousand records as for one. How similar a hash is to a stored one says nothing of the tokens.
 */
export function holderOf(token: string, records: readonly TokenRecord[]): Caller | null {
  let holders = holdersByHash.get(records);
  if (!holders) {
    const active = records.filter(({ revokedAt }) => revokedAt === null);
    holders = new Map(active.map(({ hash, name, role }) => [hash, { name, role }]));
    holdersByHash.set(records, holders);
  }
  return holders.get(hashOf(token)) ?? null;
}

/** The holders of the active tokens of a list that was read. */
const holdersByHash = new WeakMap<readonly TokenRecord[], ReadonlyMap<string, Caller>>();

/** Parses a role. @throws BAD_INPUT */
export function parseRole(text: string | undefined): Role {
  const role = ROLES.find((one) => one === text);
  if (role) return role;
  throw new AllegianceError('BAD_INPUT', `Expected a role, one of ${ROLES.join(', ')}; got ${quoted(text ?? '')}.`);
}

/** Parses the name of a holder: one line of 1 to 100 characters. @throws BAD_INPUT */
export function parseHolderName(text: string | undefined): string {
  const name = text?.trim() ?? '';
  if (name !== '' && name.length <= MAX_HOLDER_NAME_LENGTH && !/\p{Cc}/u.test(name)) return name;
  throw new AllegianceError('BAD_INPUT', `Expected a name of 1 to ${MAX_HOLDER_NAME_LENGTH} characters on one line; got ${quoted(name)}.`);
}

export function tokenNameInUse(name: string): AllegianceError {
  const message = `Expected a name that no active token has; got ${quoted(name)}. Choose another name, or revoke that token first.`;
  return new AllegianceError('BAD_INPUT', message);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
