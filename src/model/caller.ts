/** What a caller may do; each role includes those before it. */
export const ROLES = ['reader', 'proposer', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The author of a request, and its role. */
export interface Caller {
  /** Recorded as `by` in the revisions that the caller writes. */
  readonly name: string;
  readonly role: Role;
}

/** The caller of scripts, tests and commands that run on the machine itself. */
export const LOCAL_ADMIN: Caller = { name: 'local admin', role: 'admin' };

/** True if a role includes the needed one. */
export function mayActAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
