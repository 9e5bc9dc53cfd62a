import type { WriteReport } from '../../../write/report.ts';
import type { BatchRows } from '../../../write/validate/validate.ts';

/** What identifies and describes a batch. */
export interface BatchInfo {
  /** Idempotency key: a batch that was written under this key is not written again. */
  readonly key: string;
  readonly summary: string;
}

/** The target of an import: it writes the valid rows of a batch and returns a report of every row. */
export type Target = (rows: BatchRows, batch: BatchInfo) => Promise<WriteReport>;
