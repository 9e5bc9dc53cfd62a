import type { RevisionAction } from '../store/revision.ts';

/** What a revision did, as ids: what they stand for is loaded when somebody wants to see it. */
export interface LiveRevision {
  readonly number: number;
  readonly action: RevisionAction;
  readonly by: string;
  readonly summary: string;
  /** Ties that are new or changed, and those that are no more. */
  readonly ties: readonly string[];
  readonly gone: readonly string[];
  /** Entities and events that were written, taken out, put back or merged. */
  readonly entities: readonly string[];
  readonly events: readonly string[];
  /** Did it say of an entity that it is another, or is not? */
  readonly merges: boolean;
}
