import { pipeline, Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { parse } from 'csv-parse';
import type { ImportInput } from './format.ts';

/** A line of a table: its cells by the names of the columns. */
export type CsvRecord = Readonly<Record<string, string>>;

export interface CsvOptions {
  readonly delimiter?: string;
  /** Left out: UTF-8, or Windows-1252 where the bytes are not UTF-8. */
  readonly encoding?: string;
}

/** The records of a table with a header line, in order, each with the line on which it begins, counted from 1. */
export async function* csvRecords(input: ImportInput, options: CsvOptions = {}): AsyncIterable<{ line: number; record: CsvRecord }> {
  const encoding = options.encoding ?? ((await isUtf8(input)) ? 'utf-8' : 'windows-1252');
  const { delimiter = ',' } = options;
  const parser = parse({
    columns: true,
    bom: true,
    info: true,
    delimiter,
    relaxQuotes: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
  });
  pipeline(Readable.from(decoded(input, new TextDecoder(encoding))), parser, () => {});
  let ended = 1;
  for await (const { record, info } of parser) {
    yield { line: ended + 1, record };
    ended = info.lines;
  }
}

async function* decoded(input: ImportInput, decoder: TextDecoder): AsyncIterable<string> {
  for await (const bytes of input.open()) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

async function isUtf8(input: ImportInput): Promise<boolean> {
  try {
    for await (const _text of decoded(input, new TextDecoder('utf-8', { fatal: true })));
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
