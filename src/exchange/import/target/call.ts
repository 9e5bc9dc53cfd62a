import type { BatchRows } from '../../../write/validate/validate.ts';
import { MAX_JSON_LINE_BYTES } from '../jsonl.ts';

/** Where a server takes the rows of imports, and where it lists what it has of some sources and names. */
export const IMPORT_PATH = '/import';
export const RECORDED_PATH = '/import/recorded';
export const NAMED_PATH = '/import/named';

/** The most rows of one request, and the most bytes of a body: a single row may be as long as a line of JSON Lines. */
export const MAX_IMPORT_ROWS = 1_000;
export const MAX_IMPORT_BYTES = MAX_JSON_LINE_BYTES + 1_048_576;

/**
 * The header of an answer that says how many rows the next request may have: few while others read, since they wait for each call as
 * long as it takes; a quarter of the rows takes a sixth more time. A client need not follow it.
 */
export const ROWS_HEADER = 'Allegiance-Rows';
export const FEW_ROWS = 250;

/** The body of a request: rows of any kind, as in a file of JSON Lines. Its answer is a `WriteReport`. */
export interface ImportCall {
  readonly rows: BatchRows;
  /** Idempotency key: what was written under this key is not written again. */
  readonly key: string;
  /** The description of the revision. */
  readonly summary: string;
  /** Nothing is written: the rows are only checked, each batch with those before it. A batch is a whole one, as `batches.ts` makes it. */
  readonly dryRun?: DryRunPart | undefined;
}

/** A batch of a dry run: the name that the client gave the dry run, and the number of the batch, from 1. */
export interface DryRunPart {
  readonly name: string;
  readonly number: number;
}

/** The last line of what a server lists: without it the answer was cut off. */
export const LAST_RECORDED = { isComplete: true } as const;
