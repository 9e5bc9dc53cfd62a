import type { Snapshot } from '../snapshot.ts';
import { documentLine, type RowLine } from './lines.ts';
import { referencesFor } from './references.ts';

/** Texts are long, so few of them are in memory at a time. */
export const DOCUMENTS_PER_BATCH = 10;

/** The rows of documents, which refer to their sources. */
export async function documentLines(snapshot: Snapshot, ids: readonly string[]): Promise<RowLine[]> {
  const documents = await snapshot.records.documents(ids);
  const sources = documents.map(({ source }) => source);
  const referenceOf = await referencesFor(snapshot, [], sources);
  return documents.map((document) => documentLine(document, referenceOf));
}
