import { layout } from './layout.ts';

export const CHANGE_KINDS = ['UPDATED', 'RETRACTED', 'RESTORED', 'MERGED', 'UNMERGED'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What a revision did to something that was there before, a node `:Change`. What was created says so by itself. */
export interface ChangeRecord {
  /** The id of what was changed. */
  readonly about: string;
  readonly revision: number;
  readonly kind: ChangeKind;
  /** The revision that it bore before: of the first change, the one that created it. */
  readonly previous: number;
  /** Only what differs, as JSON. */
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
