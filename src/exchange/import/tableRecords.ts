import { AllegianceError } from '../../model/errors.ts';
import { type CsvOptions, type CsvRecord, csvRecords, isRecord, type TableItem } from './csvRecords.ts';
import { controlsIn, doubleEncodedIn, doubleEncodedMessage, toUtf8, withoutControls } from './encodings.ts';
import type { ImportInput } from './format.ts';
import { jsonRecords } from './jsonRecords.ts';
import { xlsxRecords } from './xlsxRecords.ts';

export interface TableOptions extends CsvOptions {
  /** XLSX: the name of the sheet. The first one where not given. */
  readonly sheet?: string | undefined;
  /** JSON: the path of the array of records, such as `results.bindings`. */
  readonly records?: string | undefined;
}

export type TableForm = 'csv' | 'json' | 'xlsx';

/** Reads the records of a table. Its content, not its name, says whether it is CSV, JSON, JSON Lines or an XLSX workbook. */
export async function* tableRecords(input: ImportInput, options: TableOptions = {}): AsyncGenerator<TableItem> {
  const form = await formOf(input);
  if (form === 'csv') yield* csvRecords(input, options);
  else {
    const columns = [...(options.columns ?? []), ...(options.optional ?? [])];
    const records = form === 'xlsx' ? xlsxRecords(input, options.sheet, options) : jsonRecords(input, options.records, columns);
    for await (const item of records) yield* isRecord(item) ? convertedRecord(item, options.warns ?? false) : [item];
  }
}

/** A record whose control characters of a wrong conversion are read, as they are in CSV; what is encoded twice is reported. */
function* convertedRecord({ values, line }: CsvRecord, warns: boolean): Generator<TableItem> {
  const text = warns ? Object.values(values).join('\n') : '';
  const doubled = doubleEncodedIn(text);
  if (doubled.length > 0) {
    yield { warning: 'double-encoded', line, message: doubleEncodedMessage(text, doubled), times: doubled.length };
  }
  const count = Object.values(values).reduce((sum, value) => sum + controlsIn(value), 0);
  if (count === 0) return yield { values, line };
  const read = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, withoutControls(value)]));
  const message = `${count === 1 ? 'A control character' : `${count} control characters`} of a wrong conversion, read as Windows-1252.`;
  if (warns) yield { warning: 'control-characters', line, message, times: count };
  yield { values: read, line };
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** What a file is, by its first bytes. @throws BAD_INPUT for the binary format of old Excel */
export async function formOf(input: ImportInput): Promise<TableForm> {
  const bytes = await firstBytes(input);
  if (bytes.subarray(0, 4).equals(ZIP)) return 'xlsx';
  if (bytes.subarray(0, 4).equals(OLD_EXCEL)) {
    throw new AllegianceError('BAD_INPUT', `${input.name} is in the format of Excel before 2007 (.xls). Save it as XLSX or CSV.`);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of toUtf8(once(bytes))) pieces.push(piece);
  const text = Buffer.concat(pieces)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  return /^\[\s*[{\]]/.test(text) || /^\{\s*("|\})/.test(text) ? 'json' : 'csv';
}

async function firstBytes(input: ImportInput): Promise<Buffer> {
  let bytes: Buffer = Buffer.alloc(0);
  for await (const piece of input.open()) {
    bytes = Buffer.concat([bytes, piece]);
    if (bytes.length >= 4_096) break;
  }
  return bytes.subarray(0, 4_096);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
