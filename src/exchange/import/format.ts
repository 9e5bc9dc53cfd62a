import type { Problem } from '../../write/validate/problem.ts';
import type { BatchRows } from '../../write/validate/validate.ts';
import type { ImportGraph } from './earlier.ts';

/** Where something comes from. */
interface FromFile {
  /** The line, counted from 1. */
  readonly line: number;
  /** Name of the input; left out where there is only one. */
  readonly file?: string;
}

/** A row to be imported, in the form that mutations take. */
export interface ImportedRow extends FromFile {
  readonly kind: keyof BatchRows;
  readonly row: Readonly<Record<string, unknown>>;
  /** Where a field of the row comes from; null where that is not one cell. */
  readonly cellOf?: (field: string) => CellOrigin | null;
}

/** The cell that a value was read from. */
export interface CellOrigin {
  readonly column: string;
  readonly value: string;
}

/** A row that is known to be wrong before it is sent anywhere. */
export interface RejectedRow extends ImportedRow {
  readonly problems: readonly Problem[];
}

/** Something suspicious that is imported as it is and reported: `deaths-out-of-order`, `before-actor-existed`. */
export interface ImportWarning extends FromFile {
  readonly warning: string;
  /** What it is about; those about something else are counted apart. Left out: nothing in particular. */
  readonly field?: string;
  readonly message: string;
  /** How many cases it stands for. Default: 1. */
  readonly times?: number;
}

/** A line from which no row could be made. */
export interface UnreadableLine extends FromFile {
  readonly unreadable: string;
  readonly message: string;
  /** The text of the line, for the file of rejected rows. */
  readonly text: string;
  /** The column of the cell that cannot be read, and what it holds; left out where it is not one cell. */
  readonly column?: string;
  readonly value?: string;
}

export type ImportItem = ImportedRow | RejectedRow | ImportWarning | UnreadableLine;

/** A file to import, as decompressed bytes. It can be opened more than once, also standard input. */
export interface ImportInput {
  /** Name of the file; `-` for standard input. */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** A format that can be imported. It makes rows and does not depend on a store. */
export interface ImportFormat {
  /** Its name on the command line: `ucdp-ged`. */
  readonly name: string;
  /** Increased when the format makes other rows from the same file, so that files can be imported again. */
  readonly version: number;
  /** Whatever else decides which rows are made, such as a mapping: with other settings it is another import. */
  readonly settings?: string;
  /** One line for the help. */
  readonly summary: string;
  /**
   * Reads the rows in an order in which each refers only to rows before it or to the store.
   * @param graph The graph into which they are imported; left out where it cannot be read.
   */
  read(inputs: readonly ImportInput[], graph?: ImportGraph): AsyncIterable<ImportItem>;
}
