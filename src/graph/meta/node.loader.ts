import { type IdKind, idKind } from '../../model/id.ts';
import { isDraftId } from '../../store/draft.ts';
import type { Context } from '../common/context.ts';
import { loadDraft } from '../draft/draft.loader.ts';
import { loadEntity } from '../entity/entity.loader.ts';
import { loadEvent } from '../event/event.loader.ts';
import { loadEvidence } from '../evidence/evidence.loader.ts';
import { loadTie } from '../relationship/tie.loader.ts';
import { loadDocument, loadSource } from '../source/source.loader.ts';

const LOADERS: Readonly<Record<IdKind, (context: Context, id: string) => Promise<object | null>>> = {
  entity: loadEntity,
  tie: loadTie,
  event: loadEvent,
  source: loadSource,
  evidence: loadEvidence,
  document: loadDocument,
};

/** Anything by its id; null if there is none. */
export function loadNode(context: Context, id: string): Promise<object | null> {
  if (isDraftId(id)) return loadDraft(context, id);
  const kind = idKind(id);
  return kind === null ? Promise.resolve(null) : LOADERS[kind](context, id);
}
