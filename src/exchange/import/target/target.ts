import type { Rows } from '../../../write/batch.ts';
import type { WriteReport } from '../../../write/report.ts';

/** What a batch is remembered by. */
export interface BatchPurpose {
  /** Names this very batch: under the same key it is found done. */
  readonly key: string;
  readonly summary: string;
}

/** Where an import goes: it writes the good rows of a batch, and tells of every row. */
export type Target = (rows: Rows, purpose: BatchPurpose) => Promise<WriteReport>;
