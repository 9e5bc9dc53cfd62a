/** What a caller may do; each role may do what those before it may. */
export const ROLES = ['reader', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks, and as what. */
export interface Caller {
  /** Stands as `by` in the revisions that the caller writes. */
  readonly name: string;
  readonly role: Role;
}

/** Whoever works on the machine itself: scripts, tests and the commands of the program. */
export const LOCAL_ADMIN: Caller = { name: 'local editor', role: 'admin' };

/** True where a role may do all that the needed one may. */
export function mayActAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
