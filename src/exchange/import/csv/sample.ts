import { basename } from 'node:path';
import { type CsvOptions, DELIMITERS, isRecord } from '../csvRecords.ts';
import { type Encoding, guessEncoding, readingsOf, toUtf8 } from '../encodings.ts';
import type { ImportInput } from '../format.ts';
import { filledIn, headerIn, joinedHeader } from '../header.ts';
import { formOf, type TableForm, tableRecords } from '../tableRecords.ts';
import { xlsxLayout } from '../xlsxRecords.ts';

/** How much of a file is read. */
const MAX_SAMPLE_RECORDS = 500;
const MAX_SAMPLE_BYTES = 1_048_576;
/** How many lines are searched for the header. */
const MAX_HEAD_LINES = 1_000;
/** How many lines a value in quotes may have there. */
const MAX_LINES_IN_QUOTES = 100;
/** How many lines from the first one of the table on show where its header is. */
const MAX_ROWS_OF_LAYOUT = 500;

/** The header and the first records of a file. */
export interface Sample {
  /** The name of the file without directories and extensions. */
  readonly name: string;
  readonly form: TableForm;
  readonly delimiter: string;
  readonly encoding: Encoding;
  /** How other encodings read the file, where it is not known which is right. */
  readonly readings: readonly string[];
  /** Lines before the header. */
  readonly skip: number;
  /** How many rows the header has. */
  readonly headerRows: number;
  /** True where a column has values and no name. */
  readonly hasUnnamed: boolean;
  /** Where the table is not in the first sheet of a workbook, its sheet. */
  readonly sheet: string | undefined;
  /** True where values between tabs are in quotes. */
  readonly quotes: boolean;
  /** The texts of the header, also those without a name. */
  readonly header: readonly string[];
  /** True where the table has no records. */
  readonly isEmpty: boolean;
  /** Each column with its values, in the order of the header. */
  readonly columns: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** Reads the header and at most 500 records of a file. Encoding, delimiter and header are detected where they are not given. */
export async function sampleOf(input: ImportInput, options: CsvOptions = {}): Promise<Sample> {
  const form = await formOf(input);
  const firstBytes = form === 'csv' ? await firstBytesOf(input) : Buffer.alloc(0);
  const guess = guessEncoding(firstBytes);
  const encoding = options.encoding ?? guess.encodings[0];
  const readings = options.encoding || guess.isSure ? [] : readingsOf(firstBytes, guess.encodings);
  const lines = (await decoded(firstBytes, encoding)).split(/\r?\n|\r/, MAX_HEAD_LINES);
  const inWorkbook = form === 'xlsx' ? await xlsxLayout(input) : null;
  const { delimiter, skip, headerRows } = inWorkbook ? { ...inWorkbook, delimiter: ',' } : layoutOf(lines, options.delimiter);
  const sheet = inWorkbook?.sheet;
  const quotes = delimiter === '\t' && areQuoted(lines);
  const records: Readonly<Record<string, string>>[] = [];
  for await (const record of tableRecords(input, { delimiter, encoding, skip, headerRows, sheet, quotes: quotes || delimiter !== '\t' })) {
    if (isRecord(record)) records.push(record.values);
    if (records.length === MAX_SAMPLE_RECORDS) break;
  }
  const head = inWorkbook?.head ?? lines.slice(skip, skip + headerRows + 1).map((line) => cellsOf(line, delimiter));
  const header = form === 'json' ? [] : joinedHeader(head.slice(0, headerRows));
  const hasUnnamed = form !== 'json' && header.some((name, at) => name === '' && (head[headerRows]?.[at] ?? '').trim() !== '');
  const found = new Set(records.flatMap((record) => Object.keys(record)));
  // An object of JavaScript has names that are numbers first.
  const names = new Set([...header.filter((name) => name !== '' && (records.length === 0 || found.has(name))), ...found]);
  const columns = [...names].map((name) => ({ name, values: records.map((record) => (record[name] ?? '').trim()) }));
  const name = basename(input.name).replace(/\..*$/, '') || 'table';
  return {
    name: name === '-' ? 'table' : name,
    form,
    delimiter,
    encoding,
    readings,
    skip,
    headerRows,
    hasUnnamed,
    sheet,
    quotes,
    header: form === 'csv' ? header : [...names],
    isEmpty: records.length === 0,
    columns,
  };
}

/** The values of a line, without the quotes around them. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells = line.match(/"(?:[^"]|"")*"/) === null ? line.split(delimiter) : splitOutsideQuotes(line, delimiter);
  return cells.map((text) =>
    text
      .trim()
      .replace(/^"(.*)"$/s, '$1')
      .replaceAll('""', '"')
      .trim(),
  );
}

function splitOutsideQuotes(line: string, delimiter: string): string[] {
  const cells = [''];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === delimiter && !isQuoted) cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells;
}

/** The first bytes of a file, up to the end of a line. */
async function firstBytesOf(input: ImportInput): Promise<Buffer> {
  let firstBytes: Buffer = Buffer.alloc(0);
  for await (const chunk of input.open()) {
    firstBytes = Buffer.concat([firstBytes, chunk]);
    if (firstBytes.length >= MAX_SAMPLE_BYTES) return firstBytes.subarray(0, firstBytes.lastIndexOf(10) + 1);
  }
  return firstBytes;
}

async function decoded(bytes: Uint8Array, encoding: Encoding): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of toUtf8(once(bytes), encoding)) pieces.push(piece);
  return Buffer.concat(pieces)
    .toString('utf8')
    .replace(/^\ufeff/, '');
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/**
 * The delimiter, and how many lines stand before the header: the first line that has as many values as most lines, and more than
 * one. What is between quotes counts as one value.
 */
function layoutOf(lines: readonly string[], given: string | undefined): { delimiter: string; skip: number; headerRows: number } {
  const declared = /^"?sep=([^"])"?$/i.exec(lines[0] ?? '')?.[1];
  const rest = lines.slice(declared === undefined ? 0 : 1);
  const candidates = (given ?? declared) === undefined ? DELIMITERS : [(given ?? declared)!];
  const first = rest.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const ends = endsOfRecords(rest);
  const counted = candidates.map((delimiter) => {
    // A line that only goes on with a value of the line before has no values of its own.
    const counts = rest.map((line, at) => (delimiter === '\t' ? valuesIn(line, delimiter) : valuesOf(rest, at, ends, delimiter)));
    return { delimiter, counts, frequent: mostFrequent(counts.filter((count) => count > 1)) };
  });
  const best = counted.reduce((most, one) =>
    one.frequent.times * one.frequent.value > most.frequent.times * most.frequent.value ? one : most,
  );
  // The line that declares the delimiter is left out by itself.
  if (best.frequent.times < 2) return { delimiter: best.delimiter, skip: Math.max(0, first), headerRows: 1 };
  const at = best.counts.indexOf(best.frequent.value);
  // Spreadsheets write titles, too, with as many delimiters as the table has.
  const rows = rest.slice(at, at + MAX_ROWS_OF_LAYOUT).map((line) => cellsOf(line, best.delimiter));
  const isPadded = filledIn(rows[0] ?? []) <= 1;
  const found = isPadded || headerIn(rows).headerRows > 1 ? headerIn(rows) : { at: 0, headerRows: 1 };
  return { delimiter: best.delimiter, skip: Math.max(0, at + found.at), headerRows: found.headerRows };
}

/** The last line of the record that begins on a line; null for a line within quotes that an earlier one opens. */
function endsOfRecords(lines: readonly string[]): (number | null)[] {
  const ends: (number | null)[] = lines.map((_, at) => at);
  const isOdd = (line: string): boolean => line.split('"').length % 2 === 0;
  for (let at = 0; at < lines.length; at++) {
    if (!isOdd(lines[at]!)) continue;
    const closing = lines.slice(at + 1, at + MAX_LINES_IN_QUOTES).findIndex(isOdd);
    if (closing === -1) continue;
    ends[at] = at + 1 + closing;
    for (let inside = at + 1; inside <= at + 1 + closing; inside++) ends[inside] = null;
    at += 1 + closing;
  }
  return ends;
}

function valuesOf(lines: readonly string[], at: number, ends: readonly (number | null)[], delimiter: string): number {
  const end = ends[at];
  return end === null || end === undefined ? 0 : valuesIn(lines.slice(at, end + 1).join(' '), delimiter);
}

/** How many values a line has. */
function valuesIn(line: string, delimiter: string): number {
  const text = line.replace(/"(?:[^"]|"")*"/g, 'x');
  return text.split(delimiter).length;
}

function mostFrequent(counts: readonly number[]): { value: number; times: number } {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].reduce((most, [value, count]) => (count > most.times ? { value, times: count } : most), { value: 1, times: 0 });
}

/** True where values between tabs begin and end with quotes, and none does only one of the two. */
function areQuoted(lines: readonly string[]): boolean {
  const values = lines.flatMap((line) => line.split('\t')).filter((value) => /^"|"$/.test(value));
  return values.length > 0 && values.every((value) => /^"(?:[^"]|"")*"$/.test(value));
}
