import type { Rows } from '../../write/batch.ts';

/** A row on its way in, as the one write path takes it, and where it stood. */
export interface ImportedRow {
  readonly kind: keyof Rows;
  readonly row: Readonly<Record<string, unknown>>;
  /** The line of the file it comes from, counted from 1. */
  readonly line: number;
  /** The input it comes from, as it was named; left out where there is only one. */
  readonly file?: string;
}

/** Something in the file that is kept as it is but told: `deaths-out-of-order`, `before-actor-existed`. */
export interface Oddity {
  readonly odd: string;
  readonly line: number;
  /** The input it comes from, as it was named; left out where there is only one. */
  readonly file?: string;
  readonly message: string;
}

/** A line that no row could be made of. */
export interface Unreadable {
  readonly unreadable: string;
  readonly line: number;
  /** The input it comes from, as it was named; left out where there is only one. */
  readonly file?: string;
  readonly message: string;
  /** The line's own text, for the file of what was rejected. */
  readonly text: string;
}

export type Imported = ImportedRow | Oddity | Unreadable;

/** A file to be imported: decompressed bytes. It can be opened more than once, standard input too. */
export interface ImportInput {
  /** As it was named; `-` for standard input. */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** A format that can be imported. It makes rows and knows no store. */
export interface ImportFormat {
  /** As it is typed: `ucdp-ged`. */
  readonly name: string;
  /** Raised when the same file gives other rows than before, so that it is read again. */
  readonly version: number;
  /** What else decides which rows come, such as a mapping: another text is another import. */
  readonly settings?: string;
  /** One line for the help. */
  readonly summary: string;
  /** The rows in an order in which each names only rows before it, or what the store holds. Memory does not grow with the number of events or ties. */
  read(inputs: readonly ImportInput[]): AsyncIterable<Imported>;
}
