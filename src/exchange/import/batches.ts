import { createHash } from 'node:crypto';
import type { ImportedRow, ImportFormat } from './format.ts';

/** The most rows of one batch, which is written as one revision, and the most characters of its rows as JSON. */
export const MAX_BATCH_ROWS = 2_000;
const MAX_BATCH_CHARACTERS = 8_000_000;

/** Rows to be written together. */
export interface Batch {
  /** From 1. */
  readonly number: number;
  /** Idempotency key: a hash of format, settings, batch number and rows. A batch that was written under this key is not written again. */
  readonly key: string;
  readonly rows: readonly ImportedRow[];
}

/**
 * Groups rows into batches, in the order in which they are read. A row refers only to rows before it or to the store, so batches
 * can be written one by one. Commands of a batch run after its rows: what is restored is in the graph before the rows that follow.
 */
export async function* inBatches(format: ImportFormat, rows: AsyncIterable<ImportedRow>): AsyncGenerator<Batch> {
  let batch = new OpenBatch(format, 1);
  for await (const row of rows) {
    if (batch.rows.at(-1)?.kind === 'restorations' && row.kind !== 'restorations') {
      yield batch.closed();
      batch = new OpenBatch(format, batch.number + 1);
    }
    batch.add(row);
    if (!batch.isFull) continue;
    yield batch.closed();
    batch = new OpenBatch(format, batch.number + 1);
  }
  if (batch.rows.length > 0) yield batch.closed();
}

class OpenBatch {
  readonly rows: ImportedRow[] = [];
  private characters = 0;
  private readonly hash = createHash('sha256');

  constructor(
    { name, version, settings = '' }: ImportFormat,
    readonly number: number,
  ) {
    this.hash.update(JSON.stringify([name, version, settings, number]));
  }

  add(row: ImportedRow): void {
    const text = JSON.stringify([row.kind, row.row]);
    this.hash.update(text);
    this.rows.push(row);
    this.characters += text.length;
  }

  get isFull(): boolean {
    return this.rows.length >= MAX_BATCH_ROWS || this.characters >= MAX_BATCH_CHARACTERS;
  }

  closed(): Batch {
    return { number: this.number, key: `import ${this.hash.digest('hex')}`, rows: this.rows };
  }
}
