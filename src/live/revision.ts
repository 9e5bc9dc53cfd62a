import type { RevisionAction } from '../store/revision.ts';

/** What a revision changed, as ids: the records are loaded where a subscriber selects them. */
export interface LiveRevision {
  readonly number: number;
  readonly action: RevisionAction;
  readonly by: string;
  readonly summary: string;
  /** Ties that it created or changed. */
  readonly ties: readonly string[];
  /** Ties that it retracted. */
  readonly deletedTies: readonly string[];
  /** Entities and events that it wrote, retracted, restored or merged. */
  readonly entities: readonly string[];
  readonly events: readonly string[];
  /** Whether it merged or unmerged entities. */
  readonly merges: boolean;
}
