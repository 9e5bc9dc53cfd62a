import { layout } from './layout.ts';

export const RECORD_CHANGE_KINDS = ['UPDATED', 'RETRACTED', 'RESTORED', 'MERGED', 'UNMERGED'] as const;
export type RecordChangeKind = (typeof RECORD_CHANGE_KINDS)[number];

/** A change that a revision made to an existing record, a node `:Change`. A record that was created and never changed has none. */
export interface ChangeRecord {
  /** The id of the changed record. */
  readonly about: string;
  readonly revision: number;
  readonly kind: RecordChangeKind;
  /** The revision of the record before this change; for the first change, the one that created it. */
  readonly previous: number;
  /** Only the fields that differ, as JSON. */
  readonly before: string;
  readonly after: string;
}

export const CHANGE = layout<ChangeRecord>({
  about: undefined,
  revision: undefined,
  kind: undefined,
  previous: undefined,
  before: undefined,
  after: undefined,
});
