import type { RevisionAction } from '../store/revision.ts';
import type { Known } from './known.ts';

/** Who writes, when, and in what words it is remembered. */
export interface Purpose {
  /** Names this very write: the same key again finds it done and changes nothing. */
  readonly key: string;
  readonly by: string;
  readonly at: Date;
  /** Left out, it follows from what the rows do. */
  readonly action?: RevisionAction;
  /** Left out, it tells what was recorded and what was changed, before and after. */
  readonly summary?: string;
  /** Write the good rows although others are rejected. */
  readonly partial?: boolean;
  /** Kept from one write to the next by whoever writes many of rows and no commands. */
  readonly known?: Known;
  /** Refuse with CONFLICT to change what has changed since this revision. */
  readonly ifRevision?: number | null;
}
