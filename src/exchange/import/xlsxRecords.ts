import { AllegianceError, quoted } from '../../model/errors.ts';
import type { CsvOptions, TableItem } from './csvRecords.ts';
import type { ImportInput } from './format.ts';
import { columnForm, filledIn, type Header, headerIn, headerOf, joinedHeader } from './header.ts';

/** The most bytes of a workbook, and of the sheets in it, which are held in memory as a whole. */
const MAX_WORKBOOK_BYTES = 64 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
/** How many rows are searched for the header. */
const MAX_HEAD_ROWS = 100;

/**
 * Reads a sheet of an XLSX workbook: the one that is named, else the first one that has the required columns. Cells of dates become ISO dates, those of numbers the
 * number as it is stored, those of formulas their last result. The header is found as in CSV. The line of a record is its row.
 * @throws BAD_INPUT for a file that is no workbook, is too large, or has no sheet of this name
 */
export async function* xlsxRecords(input: ImportInput, sheet: string | undefined, options: CsvOptions): AsyncGenerator<TableItem> {
  const sheets = await sheetsOf(input, sheet);
  const columns = options.columns ?? [];
  const skip = options.skip ?? 0;
  const headerHeight = options.headerRows ?? 1;
  const headerRows: (readonly string[])[] = [];
  const headerAt = ({ rows }: Sheet): number =>
    rows.slice(skip, skip + MAX_HEAD_ROWS).findIndex((_, at) => {
      const forms = new Set(joinedHeader(rows.slice(skip + at, skip + at + headerHeight)).map(columnForm));
      return columns.length > 0 && columns.every((column) => forms.has(columnForm(column)));
    });
  const chosen = sheets.find((one) => headerAt(one) !== -1) ?? sheets[0]!;
  const { rows } = chosen;
  let header: Header | null = options.header ? headerOf(options.header, input.name, columns, options.optional) : null;
  const found = headerAt(chosen);
  const start = skip + (header ? 0 : Math.max(0, found));
  if (options.warns && !header && found > 0) {
    yield { warning: 'lines-before-header', line: 1, message: `Row ${start + 1} has the columns; ${found} rows before it left out.` };
  }
  const end = endOf(rows);
  let hasRecords = false;
  for (const [index, row] of rows.entries()) {
    if (index < start || row.every((value) => value.trim() === '')) continue;
    if (index >= end) {
      if (options.warns) yield { warning: 'lines-after-table', line: index + 1, message: `Left out: ${quoted(row[0]!.trim())}.` };
    } else if (header === null) {
      headerRows.push(withoutBlankEnd(row));
      if (headerRows.length >= headerHeight)
        header = headerOf(joinedHeader(headerRows), nameOf(input.name, sheets), columns, options.optional);
    } else {
      const padded = Array.from({ length: Math.max(row.length, header.width) }, (_, at) => row[at] ?? '');
      if (header.isRepeatedBy(padded)) {
        if (options.warns) yield { warning: 'repeated-header', line: index + 1, message: 'Left out: the names of the columns once more.' };
      } else if (header.fits(padded)) {
        hasRecords = true;
        yield { values: header.valuesOf(padded), line: index + 1 };
      } else {
        const message = `Expected ${header.width} values, as in the header; got ${withoutBlankEnd(row).length}.`;
        yield { unreadable: 'WRONG_WIDTH', line: index + 1, message, text: row.join('\t') };
      }
    }
  }
  if (header === null)
    throw new AllegianceError('BAD_INPUT', `Expected ${input.name} to begin with a header of column names; it is empty.`);
  if (options.warns && !hasRecords) yield { warning: 'no-records', line: 1, message: `${input.name} has a header, but no records.` };
}

/** Where the table of a workbook is: the sheet with most rows, if it has several, how many rows stand before the header, and how many it has. */
export async function xlsxLayout(
  input: ImportInput,
): Promise<{ sheet: string | undefined; skip: number; headerRows: number; head: readonly (readonly string[])[] }> {
  const sheets = await sheetsOf(input, undefined);
  const [most] = [...sheets].sort(
    (a, b) => b.rows.filter((row) => filledIn(row) > 1).length - a.rows.filter((row) => filledIn(row) > 1).length,
  );
  const { rows, name } = most!;
  const { at, headerRows } = headerIn(rows);
  return { sheet: name === sheets[0]!.name ? undefined : name, skip: at, headerRows, head: rows.slice(at, at + headerRows + 1) };
}

interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** After which row the table ends: notes below it, in the first column and after a blank row, are none of its records. */
function endOf(rows: Sheet['rows']): number {
  const filled = rows.map((row) => row.flatMap((value, at) => (value.trim() === '' ? [] : [at])));
  const last = filled.findLastIndex((columns) => columns.length > 1);
  const isBlankAfter = filled[last + 1]?.length === 0;
  return last !== -1 && isBlankAfter && filled.slice(last + 1).every((columns) => columns.every((at) => at === 0)) ? last + 1 : rows.length;
}

/** The file, with the names of its sheets where it has several. */
function nameOf(file: string, sheets: readonly Sheet[]): string {
  return sheets.length === 1 ? file : `a sheet of ${file} (${sheets.map(({ name }) => quoted(name)).join(', ')})`;
}

type Cell = string | number | boolean | Date | null;

async function sheetsOf(input: ImportInput, sheet: string | undefined): Promise<readonly Sheet[]> {
  const bytes = await bytesOf(input);
  const [{ unzipSync }, { default: readAll }] = await Promise.all([import('fflate'), import('read-excel-file/universal')]);
  try {
    let size = 0;
    // Looks at the table of contents only: nothing is unpacked.
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        return false;
      },
    });
    if (size > MAX_UNPACKED_BYTES) throw tooLarge(input.name);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const options = { parseNumber: (text: string): string => text, trim: false };
    const all = (await readAll(buffer, options)).map((one) => ({
      name: one.sheet,
      rows: (one.data as unknown as readonly (readonly Cell[])[]).map((row) => row.map(textOf)),
    }));
    const found = sheet === undefined ? all : all.filter(({ name }) => name === sheet);
    if (found.length > 0) return found;
    const names = all.map(({ name }) => quoted(name)).join(', ');
    throw new AllegianceError('BAD_INPUT', `Expected a sheet of ${input.name}: ${names}; got ${quoted(sheet!)}.`);
  } catch (error) {
    if (error instanceof AllegianceError) throw error;
    const message = `${input.name} is a ZIP archive, but no XLSX workbook that can be read: ${(error as Error).message}. Save the table as XLSX or CSV.`;
    throw new AllegianceError('BAD_INPUT', message, {}, { cause: error });
  }
}

async function bytesOf(input: ImportInput): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of input.open()) {
    size += piece.length;
    if (size > MAX_WORKBOOK_BYTES) throw tooLarge(input.name);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooLarge(name: string): AllegianceError {
  const message = `Expected a workbook of at most 64 MiB, 512 MiB unpacked; ${name} is larger. Save its sheet as CSV, which has no limit.`;
  return new AllegianceError('BAD_INPUT', message);
}

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  // A day has no time in a workbook; a time of the day is left out. A line end within a cell is only for the eye.
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).replace(/\s*[\r\n\t]\s*/g, ' ');
}

function withoutBlankEnd(row: readonly string[]): readonly string[] {
  return row.slice(0, row.findLastIndex((value) => value.trim() !== '') + 1);
}
