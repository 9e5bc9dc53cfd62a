import type { Value } from '../../engine/engine.ts';
import { idKind } from '../../model/id.ts';
import { LIST_TAGS } from '../../revisions/touched.ts';
import { documentId, sourceId } from '../../store/mintId.ts';
import { DOCUMENT, type DocumentRecord, SOURCE, type SourceRecord } from '../../store/source.ts';
import { recordPerId } from '../common/batch.ts';
import { type Context, ofRecord } from '../common/context.ts';
import { type Connection, loadPage, type Page } from '../common/page.ts';
import { COUNT_SOURCES, DOCUMENTS_BY_ID, listSources, SOURCES_BY_ID } from './source.cypher.ts';

/** A source as resolvers return it. */
export interface SourceNode extends SourceRecord {
  readonly __typename: 'Source';
}

/** A document as resolvers return it. */
export interface DocumentNode extends DocumentRecord {
  readonly __typename: 'Document';
}

function sourceNode(values: Value): SourceNode {
  return { ...SOURCE.decode(values), __typename: 'Source' };
}

/** The source with this id or key; null if there is none. */
export function loadSource(context: Context, reference: string): Promise<SourceNode | null> {
  return context.load(
    'source',
    idKind(reference) === 'source' ? reference : sourceId(reference),
    async ({ engine }, ids) => {
      return recordPerId(ids, await engine.read(SOURCES_BY_ID, { ids }), sourceNode);
    },
    ofRecord,
  );
}

/** The document with this id; null if there is none. */
export function loadDocument(context: Context, id: string): Promise<DocumentNode | null> {
  return context.load(
    'document',
    id,
    async ({ engine }, ids) => {
      const rows = await engine.read(DOCUMENTS_BY_ID, { ids });
      return recordPerId(ids, rows, (values): DocumentNode => ({ ...DOCUMENT.decode(values), __typename: 'Document' }));
    },
    ofRecord,
  );
}

/** The document of the source with this id; null if its text is not stored. */
export function loadDocumentOf(context: Context, source: string): Promise<DocumentNode | null> {
  return loadDocument(context, documentId(source));
}

/** Sources whose names are searched for suggestions. */
const MAX_NAMED_SOURCES = 10_000;

/** Key, title and publisher of the first sources by title. */
export async function namesOfSources(context: Context): Promise<Pick<SourceNode, 'key' | 'title' | 'publisher'>[]> {
  const rows = await context.engine.read(listSources('ASC'), { after: '', before: null, limit: MAX_NAMED_SOURCES });
  return rows.map(([values]) => sourceNode(values!));
}

export function loadSources(context: Context, page: Page): Promise<Connection<SourceNode>> {
  const list = { tags: [LIST_TAGS.sources], statement: listSources(page.backward ? 'DESC' : 'ASC'), counting: COUNT_SOURCES };
  return loadPage(context, list, page, ([values]) => {
    const source = sourceNode(values!);
    return [source, source.sort];
  });
}
