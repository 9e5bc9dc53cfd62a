import { COUNT, choice, fieldsOf, PROSE, REFERENCE, type RecordOf } from '../records/field.ts';
import { layoutOf } from './layout.ts';

export const RECORD_CHANGE_KINDS = ['UPDATED', 'RETRACTED', 'RESTORED', 'MERGED', 'UNMERGED'] as const;
export type RecordChangeKind = (typeof RECORD_CHANGE_KINDS)[number];

const CHANGE_FIELDS = fieldsOf({
  // The id of the changed record.
  about: { value: REFERENCE, always: true },
  revision: { value: COUNT, always: true },
  kind: { value: choice(RECORD_CHANGE_KINDS), always: true },
  // The revision of the record before this change; for the first change, the one that created it.
  previous: { value: COUNT, always: true },
  // Only the fields that differ, as JSON.
  before: { value: PROSE, always: true },
  after: { value: PROSE, always: true },
});

/** A change that a revision made to an existing record, a node `:Change`. A record that was created and never changed has none. */
export type ChangeRecord = RecordOf<typeof CHANGE_FIELDS>;

export const CHANGE = layoutOf(CHANGE_FIELDS);
