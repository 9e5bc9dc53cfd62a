import { ID_KINDS } from '../model/id.ts';
import { choice, fieldsOf, LINE, PROSE, REFERENCE, type RecordOf } from '../records/field.ts';
import { ID, STAMP } from '../records/shared.ts';
import { layoutOf } from './layout.ts';

const RETRACTED_FIELDS = fieldsOf({
  ...ID,
  kind: { value: choice(ID_KINDS), always: true },
  // For evidence: the tie or event that it is about.
  about: { value: REFERENCE },
  reason: { value: LINE, always: true },
  // The whole record, as JSON.
  record: { value: PROSE, always: true },
  // When and in which revision it was retracted.
  ...STAMP,
});

/**
 * A record that was retracted from the graph, a node `:Retracted`. It is stored whole and apart from the graph, so that
 * reads need no filter and it can be restored. Its passages of evidence stay where they are.
 */
export type RetractedRecord = RecordOf<typeof RETRACTED_FIELDS>;

export const RETRACTED = layoutOf(RETRACTED_FIELDS);
