import { TextDecoder } from 'node:util';
import { type CsvRecord, csvRecords, isRecord } from '../csvRecords.ts';
import type { Imported, ImportInput, Unreadable } from '../format.ts';
import type { Encoding } from '../text/encoding.ts';
import { BadCell } from './cells.ts';
import { readable } from './tell.ts';

/** A line of a table of UCDP: its cells by the names of the columns. */
export type UcdpRecord = CsvRecord['values'];

/**
 * What each line of a table gives, and the lines that cannot be read.
 * @throws BAD_INPUT where it lacks a column without which none of its lines can be read: it is another table.
 */
export async function* readRows(
  columns: readonly string[],
  input: ImportInput,
  read: (record: UcdpRecord, line: number) => Iterable<Imported>,
): AsyncIterable<Imported> {
  for await (const item of linesOf(columns, input)) {
    if (isRecord(item)) yield* readable(item.line, item.values, () => read(item.values, item.line));
    else yield item;
  }
}

/** Looks ahead at the records of a table. What cannot be read is passed over: it is told of when its turn comes. */
export async function lookAhead(columns: readonly string[], input: ImportInput, look: (record: UcdpRecord) => void): Promise<void> {
  for await (const item of linesOf(columns, input)) {
    try {
      if (isRecord(item)) look(item.values);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
    }
  }
}

async function* linesOf(columns: readonly string[], input: ImportInput): AsyncIterable<CsvRecord | Unreadable> {
  yield* csvRecords(input, { columns, encoding: await encodingOf(input) });
}

/** The tables do not say how they are encoded, and it changes from one version to the next. */
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
