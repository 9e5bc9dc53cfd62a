import type { Context } from '../common/context.ts';
import { loadTie, type TieNode } from '../relationship/relationship.loader.ts';

/** How many ties or entities are listed of one thing. */
export const MOST_LISTED = 100;

/** Ties by id, in the given order, without those that are gone meanwhile. */
export async function loadTies(context: Context, ids: readonly string[]): Promise<TieNode[]> {
  return (await Promise.all(ids.map((id) => loadTie(context, id)))).filter((tie) => tie !== null);
}
