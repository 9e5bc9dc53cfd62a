import type { RecordOf } from '../records/field.ts';
import { REVISION_FIELDS } from '../records/revision.ts';
import { layoutOf } from './layout.ts';

/** A revision as stored: a node `:Revision`. */
export type RevisionRecord = RecordOf<typeof REVISION_FIELDS>;

export const REVISION = layoutOf(REVISION_FIELDS);
