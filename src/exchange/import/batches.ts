import { createHash, type Hash } from 'node:crypto';
import type { ImportedRow, ImportFormat } from './format.ts';

/** The most rows of one batch, which is written as one revision, and the most characters of its rows as JSON. */
const MAX_BATCH_ROWS = 2_000;
const MAX_BATCH_CHARACTERS = 8_000_000;

/** Rows to be written together. */
export interface Batch {
  /** From 1. */
  readonly number: number;
  /** Idempotency key: a hash of format, settings, batch number and rows. A batch that was written under this key is not written again. */
  readonly key: string;
  readonly rows: readonly ImportedRow[];
}

/** Groups rows into batches, in the order in which they are read. A row refers only to rows before it or to the store, so batches can be written one by one. */
export class BatchBuilder {
  private rows: ImportedRow[] = [];
  private characters = 0;
  private number = 1;
  private hash: Hash;

  constructor(private readonly format: ImportFormat) {
    this.hash = this.newHash();
  }

  /** Adds a row. Returns the batch that it completes, else null. */
  add(row: ImportedRow): Batch | null {
    const text = JSON.stringify([row.kind, row.row]);
    this.hash.update(text);
    this.rows.push(row);
    this.characters += text.length;
    return this.rows.length >= MAX_BATCH_ROWS || this.characters >= MAX_BATCH_CHARACTERS ? this.end() : null;
  }

  /** Returns the last, incomplete batch; null where there are no rows left. */
  end(): Batch | null {
    if (this.rows.length === 0) return null;
    const batch = { number: this.number, key: `import ${this.hash.digest('hex')}`, rows: this.rows };
    this.rows = [];
    this.characters = 0;
    this.number += 1;
    this.hash = this.newHash();
    return batch;
  }

  private newHash(): Hash {
    const { name, version, settings = '' } = this.format;
    return createHash('sha256').update(JSON.stringify([name, version, settings, this.number]));
  }
}
