import type { Context } from '../common/context.ts';
import { loadTie, type TieNode } from '../relationship/relationship.loader.ts';

/** Ties or entities that one field lists. */
export const MAX_LISTED = 100;

/** Ties by id, in the given order, without those deleted meanwhile. */
export async function loadTies(context: Context, ids: readonly string[]): Promise<TieNode[]> {
  return (await Promise.all(ids.map((id) => loadTie(context, id)))).filter((tie) => tie !== null);
}
