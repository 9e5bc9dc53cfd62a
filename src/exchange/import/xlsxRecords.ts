import { AllegianceError, quoted } from '../../model/errors.ts';
import type { CsvOptions, TableItem } from './csvRecords.ts';
import type { ImportInput } from './format.ts';
import { columnForm, type Header, headerOf } from './header.ts';

/** The most bytes of a workbook, and of the sheets in it, which are held in memory as a whole. */
const MAX_WORKBOOK_BYTES = 64 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
/** How many rows are searched for the header. */
const MAX_HEAD_ROWS = 100;

/**
 * Reads a sheet of an XLSX workbook, the first one unless another is named. Cells of dates become ISO dates, those of numbers the
 * number as it is stored, those of formulas their last result. The header is found as in CSV. The line of a record is its row.
 * @throws BAD_INPUT for a file that is no workbook, is too large, or has no sheet of this name
 */
export async function* xlsxRecords(input: ImportInput, sheet: string | undefined, options: CsvOptions): AsyncGenerator<TableItem> {
  const rows = (await sheetOf(input, sheet)).map((row) => row.map(textOf));
  const columns = options.columns ?? [];
  const skip = options.skip ?? 0;
  let header: Header | null = options.header ? headerOf(options.header, input.name, columns, options.optional) : null;
  const found = rows
    .slice(skip, skip + MAX_HEAD_ROWS)
    .findIndex(
      (row) => columns.length > 0 && columns.every((column) => row.some((name) => columnForm(name.trim()) === columnForm(column))),
    );
  const start = skip + (header ? 0 : Math.max(0, found));
  if (options.warns && !header && found > 0) {
    yield { warning: 'lines-before-header', line: 1, message: `Row ${start + 1} has the columns; ${found} rows before it left out.` };
  }
  for (const [index, row] of rows.entries()) {
    if (index < start || row.every((value) => value.trim() === '')) continue;
    if (header === null) header = headerOf(withoutBlankEnd(row), input.name, columns, options.optional);
    else {
      const padded = Array.from({ length: Math.max(row.length, header.width) }, (_, at) => row[at] ?? '');
      if (header.fits(padded)) yield { values: header.valuesOf(padded), line: index + 1 };
      else {
        const message = `Expected ${header.width} values, as in the header; got ${withoutBlankEnd(row).length}.`;
        yield { unreadable: 'WRONG_WIDTH', line: index + 1, message, text: row.join('\t') };
      }
    }
  }
  if (header === null)
    throw new AllegianceError('BAD_INPUT', `Expected ${input.name} to begin with a header of column names; it is empty.`);
}

type Cell = string | number | boolean | Date | null;

async function sheetOf(input: ImportInput, sheet: string | undefined): Promise<readonly (readonly Cell[])[]> {
  const bytes = await bytesOf(input);
  const [{ unzipSync }, { readSheet, default: readAll }] = await Promise.all([import('fflate'), import('read-excel-file/universal')]);
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
    if (sheet === undefined) return (await readSheet(buffer, options)) as unknown as readonly (readonly Cell[])[];
    const sheets = await readAll(buffer, options);
    const found = sheets.find((one) => one.sheet === sheet);
    if (found) return found.data as unknown as readonly (readonly Cell[])[];
    const names = sheets.map((one) => quoted(one.sheet)).join(', ');
    throw new AllegianceError('BAD_INPUT', `Expected a sheet of ${input.name}: ${names}; got ${quoted(sheet)}.`);
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
  // A day has no time in a workbook; a time of the day is left out.
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

function withoutBlankEnd(row: readonly string[]): readonly string[] {
  return row.slice(0, row.findLastIndex((value) => value.trim() !== '') + 1);
}
