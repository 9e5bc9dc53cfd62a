import { createHash } from 'node:crypto';
import { codePointLength } from '../../model/text/codePoints.ts';
import { DOCUMENT_FIELDS } from '../../records/source.ts';
import { documentId } from '../../store/mintId.ts';
import { sourceIdOf } from '../load/rowIds.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import { problem } from '../validate/problem.ts';
import type { DocumentRow } from '../validate/rows.ts';
import { checkNotRetracted, type RowOutcome } from './common.ts';
import { takenFrom } from './fields.ts';
import { checkQuotes } from './quotes.ts';

/** Plans the text of a source. It must contain what passages of the source quote from it. */
export function planDocument(unit: UnitOfWork, row: DocumentRow): RowOutcome {
  const source = sourceIdOf(row);
  if (!unit.sources.get(source)) {
    const message = `Expected the key or id of a source; found none for "${row.source}". Write the source first.`;
    return { problems: [problem('source', 'UNKNOWN_SOURCE', message)] };
  }
  const id = documentId(source);
  const text = row.text.normalize('NFC');
  const problems = [...checkNotRetracted(unit, id, 'source'), ...checkQuotes(unit, { id, text }, 'text')];
  if (problems.length > 0) return { problems };
  const taken = takenFrom(DOCUMENT_FIELDS, { ...row, text }, unit.documents.get(id));
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { id, effect: unit.documents.put({ id, source, length: codePointLength(text), sha256, ...taken }, unit.stamp) };
}
