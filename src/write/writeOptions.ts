import type { RevisionAction } from '../store/revision.ts';
import type { EntityCache } from './load/entityCache.ts';

/** Who writes, when, and how the revision is described. */
export interface WriteOptions {
  /** Idempotency key: a second write with the same key changes nothing. */
  readonly key: string;
  readonly by: string;
  readonly at: Date;
  /** Derived from what the rows do, if left out. */
  readonly action?: RevisionAction;
  /** If left out, it lists what was recorded and what was changed, before and after. */
  readonly summary?: string;
  /** Write the valid rows although others are rejected. */
  readonly partial?: boolean;
  /** Shared by consecutive writes of one client. Only for writes without commands. */
  readonly cache?: EntityCache;
  /** Reject the write with CONFLICT where a record that it would change has changed since this revision. */
  readonly ifRevision?: number | null;
}
