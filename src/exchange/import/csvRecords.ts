import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { AllegianceError } from '../../model/errors.ts';
import type { ImportInput, UnreadableLine } from './format.ts';
import { type Encoding, MAX_LINE_BYTES, toUtf8, wholeLines } from './text.ts';

/** A record of a CSV file: its values by column name, not trimmed. */
export interface CsvRecord {
  readonly values: Readonly<Record<string, string>>;
  /** The line on which it begins, counted from 1; the header is line 1. */
  readonly line: number;
}

export interface CsvOptions {
  /** `,` where not given. */
  readonly delimiter?: string | undefined;
  /** `utf-8` where not given; a byte order mark is left out. */
  readonly encoding?: Encoding | undefined;
  /** Columns that the header must have. */
  readonly columns?: readonly string[];
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: Info;
}

/**
 * Reads a CSV file with a header, record by record (RFC 4180): quoted values may hold delimiters, quotes and line ends. For a
 * record with too many or too few values an unreadable line is yielded, and reading goes on.
 * @throws BAD_INPUT for bytes that are not in the encoding, a record that does not end, and a header that lacks a column
 */
export async function* csvRecords(input: ImportInput, options: CsvOptions = {}): AsyncGenerator<CsvRecord | UnreadableLine> {
  let header: readonly string[] | null = null;
  for await (const { record, raw, info } of parseRecords(input, options)) {
    const line = firstLine(raw, info);
    if (header === null) header = checkHeader(record, input.name, options.columns ?? []);
    else if (record.length !== header.length) yield wrongWidth(header.length, record.length, line, raw);
    else yield { values: valuesOf(header, record), line };
  }
  if (header === null)
    throw new AllegianceError('BAD_INPUT', `Expected ${input.name} to begin with a header of column names; it is empty.`);
}

/** Distinguishes records from unreadable lines. */
export function isRecord(read: CsvRecord | UnreadableLine): read is CsvRecord {
  return 'values' in read;
}

async function* parseRecords(input: ImportInput, { delimiter = ',', encoding = 'utf-8' }: CsvOptions): AsyncGenerator<ParsedRecord> {
  const lines = Readable.from(wholeLines(toUtf8(input.open(), encoding), input.name), { objectMode: false });
  const parser = parse({
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_LINE_BYTES,
  });
  lines.once('error', (error) => parser.destroy(error));
  try {
    yield* lines.pipe(parser) as AsyncIterable<ParsedRecord>;
  } catch (error) {
    throw error instanceof CsvError ? csvError(error, input.name) : error;
  } finally {
    lines.destroy();
  }
}

/** The first line of a record: the parser gives the last one. */
function firstLine(raw: string, { lines }: Info): number {
  return lines - (raw.trim().match(/\n/g)?.length ?? 0);
}

function checkHeader(names: readonly string[], file: string, required: readonly string[]): string[] {
  const header = names.map((name) => name.trim());
  const seen = new Set<string>();
  const duplicate = header.find((name) => seen.size === seen.add(name).size);
  if (duplicate !== undefined)
    throw new AllegianceError('BAD_INPUT', `Expected unique column names in ${file}; "${duplicate}" occurs twice.`);
  const missing = required.filter((name) => !header.includes(name));
  if (missing.length === 0) return header;
  const message = `Expected ${file} to have the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; its header has ${header.slice(0, 20).join(', ')}.`;
  throw new AllegianceError('BAD_INPUT', message, { missing });
}

function valuesOf(header: readonly string[], record: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (let index = 0; index < header.length; index++) {
    const [name, value] = [header[index]!, record[index]!];
    // An assignment to `__proto__` would change the prototype of the object.
    if (name === '__proto__') Object.defineProperty(values, name, { value, enumerable: true });
    else values[name] = value;
  }
  return values;
}

function wrongWidth(expected: number, got: number, line: number, raw: string): UnreadableLine {
  const message = `Expected ${expected} values, as in the header; got ${got}. Put values that contain the delimiter in quotes.`;
  return { unreadable: 'WRONG_WIDTH', line, message, text: raw.trim() };
}

function csvError(error: CsvError, file: string): AllegianceError {
  const { lines: line } = error as CsvError & { lines?: number };
  const reason = error.code === 'CSV_MAX_RECORD_SIZE' ? 'a record is longer than 1 MiB; is a quote not closed?' : error.message;
  return new AllegianceError('BAD_INPUT', `${file}, line ${line ?? '?'}: ${reason}`, { line }, { cause: error });
}
