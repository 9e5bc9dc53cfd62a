import { COUNT_DRAFTS, NEWEST_DRAFTS, OLDEST_DRAFTS } from '../../drafts/draft.cypher.ts';
import { draftFrom, readDraft, type SavedDraft } from '../../drafts/draft.ts';
import type { DraftState } from '../../store/draft.ts';
import { requireRole } from '../common/access.ts';
import type { Context } from '../common/context.ts';
import { type Connection, connectionOf, type Page, pageParameters } from '../common/page.ts';

/** A draft as resolvers return it. */
export interface DraftNode extends SavedDraft {
  readonly __typename: 'Draft';
}

/*
 * Drafts change without a revision of the graph, so they are never cached, nor is an answer that has any.
 */

/** The draft with this id; null if there is none. @throws FORBIDDEN */
export async function loadDraft(context: Context, id: string): Promise<DraftNode | null> {
  requireRole(context, 'proposer');
  context.isRepeatable = false;
  const draft = await readDraft(context.engine, id);
  return draft && draftNode(draft);
}

export function draftNode(draft: SavedDraft): DraftNode {
  return { ...draft, __typename: 'Draft' };
}

/** A page of the drafts in a state, those first that were saved last. @throws FORBIDDEN */
export async function loadDrafts(context: Context, state: DraftState | null, page: Page): Promise<Connection<DraftNode>> {
  requireRole(context, 'proposer');
  context.isRepeatable = false;
  const { engine } = context;
  const found = await engine.read(page.backward ? OLDEST_DRAFTS : NEWEST_DRAFTS, { state, ...pageParameters(page) });
  const drafts = found.map(([values]) => draftNode(draftFrom(values!)));
  return connectionOf(
    page,
    drafts,
    ({ ord }) => ord,
    async () => (await engine.read(COUNT_DRAFTS, { state }))[0]![0] as number,
  );
}
