import { mayActAs, type Role } from '../../model/caller.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { Context } from './context.ts';

/**
 * Requires the role or a higher one.
 * @throws FORBIDDEN if the caller has a lower one
 */
export function requireRole(context: Context, role: Role): void {
  const { caller } = context;
  if (mayActAs(caller.role, role)) return;
  const message = `Expected a token of the role ${role}; ${caller.name} is a ${caller.role}. Ask an admin for such a token.`;
  throw new AllegianceError('FORBIDDEN', message);
}
