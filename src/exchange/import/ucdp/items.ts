import { csvLine } from '../../../model/text/csv.ts';
import type { ImportedRow, ImportItem, ImportWarning, UnreadableLine } from '../format.ts';
import { BadCell } from './cells.ts';
import type { UcdpRecord } from './records.ts';

/** Rows of one kind as items, all from the same line. */
export function importedRows(kind: ImportedRow['kind'], line: number, rows: readonly Readonly<Record<string, unknown>>[]): ImportedRow[] {
  return rows.map((row) => ({ kind, row, line }));
}

/** A warning: the kind, such as `shared-name`, the line, and a sentence. */
export function importWarning(warning: string, line: number, message: string): ImportWarning {
  return { warning, line, message };
}

/** The items of a row; where a cell is wrong, one item that says so. */
export function* readOrReport(line: number, record: UcdpRecord, read: () => Iterable<ImportItem>): Iterable<ImportItem> {
  try {
    yield* [...read()];
  } catch (error) {
    if (!(error instanceof BadCell)) throw error;
    yield {
      unreadable: 'bad-cell',
      line,
      message: error.message,
      text: csvLine(Object.values(record), false).trimEnd(),
    } satisfies UnreadableLine;
  }
}
