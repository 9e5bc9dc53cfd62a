import { TextDecoder } from 'node:util';
import { AllegianceError } from '../../../model/errors.ts';
import { versionOf } from '../../../model/releases.ts';
import { csvLine } from '../../../model/text/csv.ts';
import { type CsvRecord, csvRecords, isRecord } from '../csvRecords.ts';
import type { Encoding } from '../encodings.ts';
import type { ImportedRow, ImportInput, ImportItem, ImportWarning } from '../format.ts';
import { BadCell } from './cells.ts';
import { versionInName } from './sources.ts';

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

const VERSION_COLUMN = /^(version|dataset_version|release)$/i;

/** The version that a column of a record states; null where none does. */
export function statedVersion(values: UcdpRecord): string | null {
  let column: string | undefined;
  // Not Object.keys, of which a new list would be made for each record.
  for (const name in values) if (VERSION_COLUMN.test(name)) column ??= name;
  return versionOf(values[column ?? '']?.trim().replace(/^v/i, '') ?? '');
}

/**
 * The release of a table: the given one, else the one that its name and its first record state.
 * @returns null where nothing states it
 * @throws BAD_INPUT where the two differ
 */
export async function releaseOfTable(input: ImportInput, given: string | null): Promise<string | null> {
  if (given !== null) return given;
  const named = versionInName(input.name);
  const stated = await firstStated(input);
  if (named === null || stated === null || named === stated) return named ?? stated;
  const message = `Expected one release; the name of ${input.name} states ${named}, and its first row ${stated}. Say which it is: --version ${stated}.`;
  throw new AllegianceError('BAD_INPUT', message);
}

async function firstStated(input: ImportInput): Promise<string | null> {
  for await (const item of csvRecords(input, { columns: [], encoding: await encodingOf(input) })) {
    if (isRecord(item)) return statedVersion(item.values);
  }
  return null;
}

/** Says that the release of a table is not known, and what follows. */
export function unknownRelease(input: ImportInput): ImportWarning {
  const message = `Neither the name of the file nor a column \`version\` states the release. Its source says “version not known”, and it counts as older than any release that is known.`;
  return { warning: 'release-unknown', line: 1, file: input.name, message };
}

/** Encodings of inputs, of which each is read several times. */
const encodings = new WeakMap<ImportInput, Promise<Encoding>>();

/** The encoding of a table: it is not declared, and differs between versions of the data sets. To know it, the whole file is read. */
function encodingOf(input: ImportInput): Promise<Encoding> {
  const encoding = encodings.get(input) ?? readEncoding(input);
  encodings.set(input, encoding);
  return encoding;
}

async function readEncoding(input: ImportInput): Promise<Encoding> {
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
