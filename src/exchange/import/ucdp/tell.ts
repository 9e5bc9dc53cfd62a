import type { Imported, ImportedRow, Oddity, Unreadable } from '../format.ts';
import { BadCell } from './cells.ts';
import type { UcdpRecord } from './records.ts';

/** Rows of one kind as items, all from the same line. */
export function told(kind: ImportedRow['kind'], line: number, rows: readonly Readonly<Record<string, unknown>>[]): ImportedRow[] {
  return rows.map((row) => ({ kind, row, line }));
}

/** A warning: the kind, such as `shared-name`, the line, and a sentence. */
export function oddity(odd: string, line: number, message: string): Oddity {
  return { odd, line, message };
}

/** The items of a row; where a cell is wrong, one item that says so. */
export function* readable(line: number, record: UcdpRecord, read: () => Iterable<Imported>): Iterable<Imported> {
  try {
    yield* [...read()];
  } catch (error) {
    if (!(error instanceof BadCell)) throw error;
    yield { unreadable: 'bad-cell', line, message: error.message, text: textLine(record) } satisfies Unreadable;
  }
}

/** The record as a line of CSV. */
function textLine(record: UcdpRecord): string {
  return Object.values(record)
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}
