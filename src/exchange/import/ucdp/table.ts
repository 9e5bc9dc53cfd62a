import { TextDecoder } from 'node:util';
import { csvLine } from '../../../model/text/csv.ts';
import { type CsvRecord, csvRecords, isRecord } from '../csvRecords.ts';
import type { Encoding } from '../encodings.ts';
import type { ImportedRow, ImportInput, ImportItem } from '../format.ts';
import { BadCell } from './cells.ts';

/** A record of a UCDP table: its cells by column name. */
export type UcdpRecord = CsvRecord['values'];

/** The fields of a row, in the form that mutations take. */
export type RowFields = Readonly<Record<string, unknown>>;

/**
 * Makes items from each record of a table, and an item for each line that cannot be read.
 * @throws BAD_INPUT where the table lacks a required column: it is another table
 */
export async function* readRows(
  columns: readonly string[],
  input: ImportInput,
  read: (record: UcdpRecord, line: number) => Iterable<ImportItem>,
): AsyncIterable<ImportItem> {
  for await (const item of csvRecords(input, { columns, encoding: await encodingOf(input) })) {
    if (isRecord(item)) yield* readOrReport(item, read);
    else yield item;
  }
}

/** The items of a record; where a cell is wrong, one item that says so. */
function* readOrReport({ values, line }: CsvRecord, read: (record: UcdpRecord, line: number) => Iterable<ImportItem>) {
  try {
    yield* [...read(values, line)];
  } catch (error) {
    if (!(error instanceof BadCell)) throw error;
    const { column, got: value, message } = error;
    yield { unreadable: 'bad-cell', line, message, column, value, text: csvLine(Object.values(values), false).trimEnd() };
  }
}

/** The version that a column of the table states in its first record; null where none does. */
export async function statedVersion(input: ImportInput): Promise<string | null> {
  for await (const item of csvRecords(input, { columns: [], encoding: await encodingOf(input) })) {
    if (!isRecord(item)) continue;
    const { values } = item;
    const column = Object.keys(values).find((name) => /^(version|dataset_version|release)$/i.test(name));
    const [version] = /^\d{2}\.\d{1,2}(\.\d{1,2})?$/.exec(values[column ?? '']?.trim() ?? '') ?? [];
    return version ?? null;
  }
  return null;
}

/** The encoding of a table: it is not declared, and differs between versions of the data sets. */
async function encodingOf(input: ImportInput): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of input.open()) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

/** Rows of one kind as items, all from the same line. */
export function importedRows(kind: ImportedRow['kind'], line: number, rows: readonly RowFields[]): ImportedRow[] {
  return rows.map((row) => ({ kind, row, line }));
}
