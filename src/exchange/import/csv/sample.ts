import { isUtf8 } from 'node:buffer';
import { basename } from 'node:path';
import { type CsvOptions, csvRecords, isRecord } from '../csvRecords.ts';
import type { Encoding } from '../encodings.ts';
import type { ImportInput } from '../format.ts';

/** How much of a file is read. */
const MAX_SAMPLE_RECORDS = 500;
const MAX_SAMPLE_BYTES = 1_048_576;

/** Characters that separate columns, the most common first. */
const DELIMITERS = [',', ';', '\t', '|'];

/** The header and the first records of a file. */
export interface Sample {
  /** The name of the file without directories and extensions. */
  readonly name: string;
  readonly delimiter: string;
  readonly encoding: Encoding;
  /** Each column with its values, in the order of the header. */
  readonly columns: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** Reads the header and at most 500 records of a file. Encoding and delimiter are detected where they are not given. */
export async function sampleOf(input: ImportInput, options: CsvOptions = {}): Promise<Sample> {
  const firstBytes = await firstBytesOf(input);
  const encoding = options.encoding ?? (isUtf8(firstBytes) ? 'utf-8' : 'windows-1252');
  const delimiter = options.delimiter ?? delimiterOf(firstBytes.toString('latin1').split(/\r?\n/, 1)[0]!);
  const records: Readonly<Record<string, string>>[] = [];
  for await (const record of csvRecords(input, { delimiter, encoding })) {
    if (isRecord(record)) records.push(record.values);
    if (records.length === MAX_SAMPLE_RECORDS) break;
  }
  const columns = Object.keys(records[0] ?? {}).map((name) => ({ name, values: records.map((record) => record[name]!.trim()) }));
  const name = basename(input.name).replace(/\..*$/, '') || 'table';
  return { name: name === '-' ? 'table' : name, delimiter, encoding, columns };
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

function delimiterOf(header: string): string {
  const candidates = DELIMITERS.map((delimiter) => ({ delimiter, times: header.split(delimiter).length }));
  return candidates.reduce((most, one) => (one.times > most.times ? one : most)).delimiter;
}
