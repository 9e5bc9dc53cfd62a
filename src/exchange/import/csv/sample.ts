import { basename } from 'node:path';
import { type CsvOptions, isRecord } from '../csvRecords.ts';
import { type Encoding, guessEncoding, readingsOf, toUtf8 } from '../encodings.ts';
import type { ImportInput } from '../format.ts';
import { formOf, type TableForm, tableRecords } from '../tableRecords.ts';

/** How much of a file is read. */
const MAX_SAMPLE_RECORDS = 500;
const MAX_SAMPLE_BYTES = 1_048_576;
/** How many lines are searched for the header. */
const MAX_HEAD_LINES = 50;

/** Characters that separate columns, the most common first. */
const DELIMITERS = [',', ';', '\t', '|'];

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
  /** True where values between tabs are in quotes. */
  readonly quotes: boolean;
  /** The texts of the header, also those without a name. */
  readonly header: readonly string[];
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
  const lines = (await decoded(firstBytes, encoding)).split(/\r?\n/, MAX_HEAD_LINES);
  const layout = layoutOf(lines, options.delimiter);
  const { delimiter, skip } = layout;
  const quotes = delimiter === '\t' && areQuoted(lines);
  const records: Readonly<Record<string, string>>[] = [];
  for await (const record of tableRecords(input, { delimiter, encoding, skip, quotes: quotes || delimiter !== '\t' })) {
    if (isRecord(record)) records.push(record.values);
    if (records.length === MAX_SAMPLE_RECORDS) break;
  }
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  const columns = [...names].map((name) => ({ name, values: records.map((record) => (record[name] ?? '').trim()) }));
  const name = basename(input.name).replace(/\..*$/, '') || 'table';
  return {
    name: name === '-' ? 'table' : name,
    form,
    delimiter,
    encoding,
    readings,
    skip,
    quotes,
    header: form === 'csv' ? (lines[skip] ?? '').split(delimiter).map((text) => text.trim()) : [...names],
    columns,
  };
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
function layoutOf(lines: readonly string[], given: string | undefined): { delimiter: string; skip: number } {
  const declared = /^sep=(.)$/.exec(lines[0] ?? '')?.[1];
  const rest = lines.slice(declared === undefined ? 0 : 1);
  const first = rest.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const candidates = (given ?? declared) === undefined ? DELIMITERS : [(given ?? declared)!];
  const counted = candidates.map((delimiter) => {
    const counts = rest.map((line) => valuesIn(line, delimiter));
    return { delimiter, counts, frequent: mostFrequent(counts.filter((count) => count > 1)) };
  });
  const best = counted.reduce((most, one) =>
    one.frequent.times * one.frequent.value > most.frequent.times * most.frequent.value ? one : most,
  );
  const at = best.frequent.times < 2 ? first : best.counts.findIndex((count, line) => line >= first && count === best.frequent.value);
  // The line that declares the delimiter is left out by itself.
  return { delimiter: best.delimiter, skip: Math.max(0, at) };
}

/** How many values a line has. Blank ones at its end do not count. */
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
