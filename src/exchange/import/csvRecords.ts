import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { controlsIn, doubleEncodedIn, doubleEncodedMessage, type Encoding, toUtf8, withoutControls } from './encodings.ts';
import type { ImportInput, ImportWarning, UnreadableLine } from './format.ts';
import { columnForm, type Header, headerOf, joinedHeader } from './header.ts';
import { MAX_LINE_BYTES, wholeLines } from './text.ts';

/** A record of a table: its values by column name, not trimmed. */
export interface CsvRecord {
  readonly values: Readonly<Record<string, string>>;
  /** The line on which it begins, counted from 1; the header is line 1. */
  readonly line: number;
}

export interface CsvOptions {
  /** Where not given: what `sep=` in the first line says, else the one that makes the required columns, else `,`. */
  readonly delimiter?: string | undefined;
  /** `utf-8` where not given; a byte order mark is left out. */
  readonly encoding?: Encoding | undefined;
  /** Whether values may be in quotes. Where not given: yes, but not between tabs. */
  readonly quotes?: boolean | undefined;
  /** Lines before the header that are left out. */
  readonly skip?: number | undefined;
  /** Names of the columns of a file without a header. */
  readonly header?: readonly string[] | undefined;
  /** How many rows the header has; of more than one, `skip` says where it begins. Default: 1. */
  readonly headerRows?: number | undefined;
  /** Lines that begin with this text are left out. */
  readonly comment?: string | undefined;
  /** Columns that the header must have. */
  readonly columns?: readonly string[];
  /** Columns that it may have. */
  readonly optional?: readonly string[];
  /** Columns by which its line and the delimiter are found besides; `a|b`: one of these. */
  readonly recognised?: readonly string[] | undefined;
  /** Whether what looks wrong and is read nevertheless is reported. */
  readonly warns?: boolean;
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
  /** The line on which it ends, of those that are parsed. */
  readonly lastLine: number;
}

/** What is read of a table, record by record. */
export type TableItem = CsvRecord | UnreadableLine | ImportWarning;

/** The delimiters that are tried, the most common first. */
export const DELIMITERS = [',', ';', '\t', '|', '^', '~', '¦', '\u0001', '\u001f'];
/** How many bytes, and how many of their lines, are searched for the header. */
const HEAD_BYTES = 65_536;
const MAX_HEAD_LINES = 100;

/**
 * Reads a CSV file with a header, record by record (RFC 4180): quoted values may hold delimiters, quotes and line ends. For a
 * record with too many or too few values an unreadable line is yielded, and reading goes on. Lines before the one that has the
 * required columns are left out. So are lines that begin with `#` and have another number of values, and columns without a name.
 * C1 controls, which a wrong conversion leaves, become what Windows-1252 has in their place.
 * @throws BAD_INPUT for bytes that are not in the encoding, a record that does not end, and a header that lacks a column
 */
export async function* csvRecords(input: ImportInput, options: CsvOptions = {}): AsyncGenerator<TableItem> {
  let header: Header | null = options.header ? headerOf(options.header, input.name, options.columns ?? [], options.optional) : null;
  const opened = await open(input, options);
  const warn = (warning: string, line: number, message: string, times?: number): ImportWarning => ({
    warning,
    line,
    message,
    ...(times === undefined ? {} : { times }),
  });
  if (options.warns && opened.leftOut > 0)
    yield warn('lines-before-header', 1, `Line ${opened.leftOut + 1} has the columns; ${lines(opened.leftOut)} before it left out.`);
  let isFirst = true;
  let [hasRecords, hasQuotedValues, isAfterBlank] = [false, false, false];
  const headerRows: (readonly string[])[] = [];
  const notes: CsvRecord[] = [];
  for await (const parsed of parseRecords(input, opened, options)) {
    const line = firstLine(parsed.raw, parsed.lastLine) + opened.cutLines;
    const { record, controls } = readControls(parsed.record, parsed.raw);
    if (options.warns && controls > 0) yield warn('control-characters', line, controlsMessage(parsed.raw, controls), controls);
    const doubled = options.warns ? doubleEncodedIn(parsed.raw) : [];
    if (doubled.length > 0) yield warn('double-encoded', line, doubleEncodedMessage(parsed.raw, doubled), doubled.length);
    const lost = options.warns ? (parsed.raw.match(/\ufffd/g)?.length ?? 0) : 0;
    if (lost > 0) yield warn('characters-lost', line, lostMessage(parsed.raw, lost), lost);
    if (header === null) {
      headerRows.push(record);
      if (headerRows.length >= (options.headerRows ?? 1))
        header = headerOf(joinedHeader(headerRows), input.name, options.columns ?? [], options.optional);
      continue;
    }
    // Spreadsheets write blank rows, and below them notes, with as many delimiters as the table has.
    if (header.width > 1 && record.every((value) => value.trim() === '')) {
      isAfterBlank = true;
      continue;
    }
    if (isAfterBlank && header.fits(record) && record.slice(1).every((value) => value.trim() === '')) {
      notes.push({ values: header.valuesOf(record), line });
      continue;
    }
    // More of the table follows: what looked like notes are records.
    yield* notes.splice(0);
    isAfterBlank = false;
    const isDescription = isFirst && isHashtags(record);
    isFirst = false;
    if (isDescription || (record[0]!.trimStart().startsWith('#') && !header.fits(record))) {
      if (options.warns) yield warn('comment', line, `Left out: ${quoted(parsed.raw.trim())}.`);
    } else if (header.isRepeatedBy(record)) {
      if (options.warns) yield warn('repeated-header', line, 'Left out: the names of the columns once more.');
    } else if (!header.fits(record)) yield wrongWidth(header.width, record.length, line, parsed.raw);
    else {
      hasRecords = true;
      if (options.warns && parsed.raw.trimEnd().includes('\n')) yield* lineBreakWarning(header, record, line);
      if (options.warns && !opened.quotes && !hasQuotedValues && record.some((value) => /^".*"$/.test(value.trim()))) {
        hasQuotedValues = true;
        yield warn('values-in-quotes', line, VALUES_IN_QUOTES);
      }
      yield { values: header.valuesOf(record), line };
    }
  }
  if (header === null)
    throw new AllegianceError('BAD_INPUT', `Expected ${input.name} to begin with a header of column names; it is empty.`);
  for (const { values, line } of options.warns ? notes : [])
    yield warn(
      'lines-after-table',
      line,
      `Left out: ${quoted(
        Object.values(values)
          .find((value) => value.trim() !== '')!
          .trim(),
      )}.`,
    );
  if (options.warns && !hasRecords) yield warn('no-records', 1, `${input.name} has a header, but no records.`);
}

const VALUES_IN_QUOTES =
  'Values are in quotes, which stay, since between tabs they are letters. Where they only enclose values, say `quotes: true` in the mapping.';

function lostMessage(raw: string, count: number): string {
  const at = raw.indexOf('\ufffd');
  const around = raw.slice(Math.max(0, at - 20), at + 20).trim();
  return `${count === 1 ? 'A character' : `${count} characters`} of which an earlier conversion left only a mark (U+FFFD): “${around}”.`;
}

/** Distinguishes records from unreadable lines and warnings. */
export function isRecord(read: TableItem): read is CsvRecord {
  return 'values' in read;
}

interface OpenedCsv {
  readonly delimiter: string;
  readonly quotes: boolean;
  /** What ends a record: the line ends of a file may differ. */
  readonly lineEnds: readonly string[];
  /** The text without the lines that are left out at its beginning. */
  readonly text: AsyncIterable<Buffer>;
  readonly cutLines: number;
  /** How many of the lines that were cut are no comments and were not to be skipped. */
  readonly leftOut: number;
}

/** Finds the delimiter and the line of the header in the beginning of the file. */
async function open(
  input: ImportInput,
  { delimiter, quotes, skip = 0, encoding, header, headerRows = 1, ...options }: CsvOptions,
): Promise<OpenedCsv> {
  const columns = [...(options.columns ?? []).map((name) => [name]), ...(options.recognised ?? []).map((names) => names.split('|'))];
  const pieces = wholeLines(toUtf8(input.open(), encoding), input.name);
  let head: Buffer = Buffer.alloc(0);
  let isAll = false;
  while (head.length < HEAD_BYTES && !isAll) {
    const { done, value } = await pieces.next();
    if (value) head = Buffer.concat([head, value]);
    isAll = done === true;
  }
  const lineTexts = head.toString('utf8').split('\n', skip + MAX_HEAD_LINES);
  const declared = /^"?sep=([^"])"?\r?$/i.exec(lineTexts[skip] ?? '')?.[1];
  const first = skip + (declared === undefined ? 0 : 1);
  const found = header ? null : findHeader(lineTexts.slice(first), columns, delimiter ?? declared, headerRows);
  const cutLines = first + (found?.line ?? leadingComments(lineTexts.slice(first), columns.length > 0));
  const comments = lineTexts.slice(first, cutLines).filter((text) => /^\s*(#|$)/.test(text)).length;
  const rest = head.subarray(endOfLines(head, cutLines));
  const chosen = delimiter ?? declared ?? found?.delimiter ?? ',';
  return {
    delimiter: chosen,
    quotes: quotes ?? chosen !== '\t',
    lineEnds: head.includes(10) ? ['\r\n', '\n'] : ['\r'],
    cutLines,
    leftOut: cutLines - first - comments,
    text: (async function* () {
      if (rest.length > 0) yield rest;
      yield* pieces;
    })(),
  };
}

/** The first line that has one of each list of columns, and the delimiter between them. */
function findHeader(
  texts: readonly string[],
  columns: readonly (readonly string[])[],
  delimiter: string | undefined,
  headerRows: number,
): { line: number; delimiter: string } | null {
  if (columns.length === 0) return null;
  let quotes = 0;
  for (const [line, text] of texts.entries()) {
    // A line within the quotes of a name or note is none.
    if (line > 0) quotes += texts[line - 1]!.split('"').length - 1;
    if (quotes % 2 === 1) continue;
    for (const one of delimiter === undefined ? DELIMITERS : [delimiter]) {
      const namesIn = (row: string): string[] =>
        row.split(one).map((name) =>
          name
            .trim()
            .replace(/^"(.*)"$/, '$1')
            .trim(),
        );
      const names = headerRows === 1 ? namesIn(text) : joinedHeader(texts.slice(line, line + headerRows).map(namesIn));
      const forms = new Set(names.map(columnForm));
      if (columns.every((either) => either.some((name) => forms.has(columnForm(name))))) return { line, delimiter: one };
    }
  }
  return null;
}

/** How many lines of comments stand before the header. Where the columns are known and no line has them, the first one is judged. */
function leadingComments(texts: readonly string[], isKnown: boolean): number {
  if (isKnown) return 0;
  const at = texts.findIndex((text) => !/^\s*#/.test(text));
  return Math.max(0, at);
}

/** The offset after this number of lines. */
function endOfLines(bytes: Buffer, count: number): number {
  let at = 0;
  for (let line = 0; line < count; line++) {
    const end = bytes.indexOf(10, at);
    if (end === -1) return bytes.length;
    at = end + 1;
  }
  return at;
}

async function* parseRecords(
  input: ImportInput,
  { text, delimiter, quotes, lineEnds, cutLines }: OpenedCsv,
  { comment }: CsvOptions,
): AsyncGenerator<ParsedRecord> {
  const source = Readable.from(text, { objectMode: false });
  let lastLine = cutLines;
  const parser = parse({
    delimiter,
    quote: quotes ? '"' : null,
    record_delimiter: [...lineEnds],
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_LINE_BYTES,
    // With `raw`, this is given an object of the record and its text, which the types of the library do not say.
    on_record: (parsed: string[], { lines }) => {
      lastLine = lines + cutLines;
      return Object.assign(parsed, { lastLine: lines });
    },
    ...(comment === undefined ? {} : { comment, comment_no_infix: true }),
  });
  source.once('error', (error) => parser.destroy(error));
  try {
    yield* source.pipe(parser) as AsyncIterable<ParsedRecord>;
  } catch (error) {
    throw error instanceof CsvError ? csvError(error, input.name, cutLines, lastLine + 1) : error;
  } finally {
    source.destroy();
  }
}

/** The first line of a record: the parser gives the last one. */
function firstLine(raw: string, lastLine: number): number {
  return lastLine - (raw.trim().match(/\n/g)?.length ?? 0);
}

const C1 = /[\u0080-\u009f]/;

function readControls(record: readonly string[], raw: string): { record: readonly string[]; controls: number } {
  return C1.test(raw) ? { record: record.map(withoutControls), controls: controlsIn(raw) } : { record, controls: 0 };
}

function controlsMessage(raw: string, count: number): string {
  const at = raw.search(C1);
  const around = raw.slice(Math.max(0, at - 20), at + 20).trim();
  return `${count === 1 ? 'A control character' : `${count} control characters`} of a wrong conversion, read as Windows-1252: “${withoutControls(around)}”.`;
}

/** The second line of some tables of humanitarian data describes the columns: `#date`, `#actor+name`. */
function isHashtags(record: readonly string[]): boolean {
  const given = record.filter((value) => value.trim() !== '');
  return given.length > 0 && given.every((value) => /^#[a-z][a-z0-9+_ -]*$/i.test(value.trim()));
}

function* lineBreakWarning(header: Header, record: readonly string[], line: number): Generator<ImportWarning> {
  const at = record.findIndex((value) => value.includes('\n'));
  if (at === -1) return;
  const more = record[at]!.match(/\n/g)!.length;
  const message = `The value of ${quoted(header.names[at])} goes on for ${lines(more)} more, in quotes: ${quoted(record[at]!.slice(0, 120).replace(/\s*[\r\n]\s*/g, ' ⏎ '))}. If a quote is only not closed, read the file with \`quotes: false\`.`;
  yield { warning: 'line-break-in-value', line, message };
}

function lines(count: number): string {
  return count === 1 ? 'one line' : `${count} lines`;
}

function wrongWidth(expected: number, got: number, line: number, raw: string): UnreadableLine {
  const message = `Expected ${expected} values, as in the header; got ${got}. Put values that contain the delimiter in quotes.`;
  return { unreadable: 'WRONG_WIDTH', line, message, text: raw.trim() };
}

/** @param begins The line on which the record begins. */
function csvError(error: CsvError, file: string, cutLines: number, begins: number): AllegianceError {
  const { lines: given } = error as CsvError & { lines?: number };
  const line = error.code === 'CSV_QUOTE_NOT_CLOSED' || given === undefined ? begins : given + cutLines;
  const advice = 'Close it, or read the file with `quotes: false` in the mapping, where quotes are letters like others.';
  const reasons: Readonly<Record<string, string>> = {
    CSV_MAX_RECORD_SIZE: `a record is longer than 1 MiB; is a quote not closed? ${advice}`,
    CSV_QUOTE_NOT_CLOSED: `a quote in the record that begins here is not closed. The records before it are read. ${advice}`,
  };
  return new AllegianceError('BAD_INPUT', `${file}, line ${line}: ${reasons[error.code] ?? error.message}`, { line }, { cause: error });
}
