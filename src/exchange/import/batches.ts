import { createHash, type Hash } from 'node:crypto';
import type { Rows } from '../../write/batch.ts';
import type { ImportedRow, ImportFormat } from './format.ts';

/** Rows that are written in one revision; fewer where they are long. */
const MOST_ROWS = 2_000;
const MOST_CHARACTERS = 8_000_000;

/** Rows to be written together. */
export interface Batch {
  /** From 1. */
  readonly number: number;
  /** The same for the same rows of the same format at the same place: under it a batch is found done. */
  readonly key: string;
  readonly rows: readonly ImportedRow[];
}

/** Groups rows as they come: each batch names only what is in it, in those before it, or in the store. */
export class Batching {
  private rows: ImportedRow[] = [];
  private characters = 0;
  private number = 1;
  private hash: Hash;

  constructor(private readonly format: ImportFormat) {
    this.hash = this.begin();
  }

  /** Takes a row; gives the batch that it completes. */
  add(row: ImportedRow): Batch | null {
    const words = JSON.stringify([row.kind, row.row]);
    this.hash.update(words);
    this.rows.push(row);
    this.characters += words.length;
    return this.rows.length >= MOST_ROWS || this.characters >= MOST_CHARACTERS ? this.end() : null;
  }

  /** The rows that make no whole batch; null where there are none. */
  end(): Batch | null {
    if (this.rows.length === 0) return null;
    const batch = { number: this.number, key: `import ${this.hash.digest('hex')}`, rows: this.rows };
    this.rows = [];
    this.characters = 0;
    this.number += 1;
    this.hash = this.begin();
    return batch;
  }

  private begin(): Hash {
    const { name, version, settings = '' } = this.format;
    return createHash('sha256').update(JSON.stringify([name, version, settings, this.number]));
  }
}

/** The rows by kind, as a write takes them, and the same with the places they come from. */
export function byKind(rows: readonly ImportedRow[]): { rows: Rows; imported: Partial<Record<keyof Rows, ImportedRow[]>> } {
  const imported: Partial<Record<keyof Rows, ImportedRow[]>> = {};
  for (const row of rows) {
    imported[row.kind] ??= [];
    imported[row.kind]!.push(row);
  }
  return { rows: Object.fromEntries(Object.entries(imported).map(([kind, list]) => [kind, list.map(({ row }) => row)])), imported };
}
