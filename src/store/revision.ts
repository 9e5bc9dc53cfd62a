import { layout } from './layout.ts';

export const REVISION_ACTIONS = ['CREATED', 'UPDATED', 'RETRACTED', 'RESTORED', 'MERGED', 'UNMERGED', 'IMPORTED'] as const;
export type RevisionAction = (typeof REVISION_ACTIONS)[number];

/** One write that changed the graph, a node `:Revision`. */
export interface RevisionRecord {
  /** From 1, without gaps. */
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly action: RevisionAction;
  readonly summary: string;
  readonly reason: string | null;
}

export const REVISION = layout<RevisionRecord>({
  number: undefined,
  at: undefined,
  by: undefined,
  action: undefined,
  summary: undefined,
  reason: null,
});
