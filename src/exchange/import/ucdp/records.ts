import { TextDecoder } from 'node:util';
import { type CsvRecord, csvRecords, isRecord } from '../csvRecords.ts';
import type { ImportInput, ImportItem, UnreadableLine } from '../format.ts';
import type { Encoding } from '../text/encoding.ts';
import { BadCell } from './cells.ts';
import { readOrReport } from './items.ts';

/** A record of a UCDP table: its cells by column name. */
export type UcdpRecord = CsvRecord['values'];

/**
 * Makes items from each record of a table, and an item for each line that cannot be read.
 * @throws BAD_INPUT where the table lacks a required column: it is another table
 */
export async function* readRows(
  columns: readonly string[],
  input: ImportInput,
  read: (record: UcdpRecord, line: number) => Iterable<ImportItem>,
): AsyncIterable<ImportItem> {
  for await (const item of recordsOf(columns, input)) {
    if (isRecord(item)) yield* readOrReport(item.line, item.values, () => read(item.values, item.line));
    else yield item;
  }
}

/** Calls a function for each record of a table. Lines that cannot be read are skipped; `readRows` reports them. */
export async function scanRecords(columns: readonly string[], input: ImportInput, visit: (record: UcdpRecord) => void): Promise<void> {
  for await (const item of recordsOf(columns, input)) {
    try {
      if (isRecord(item)) visit(item.values);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
    }
  }
}

async function* recordsOf(columns: readonly string[], input: ImportInput): AsyncIterable<CsvRecord | UnreadableLine> {
  yield* csvRecords(input, { columns, encoding: await encodingOf(input) });
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
