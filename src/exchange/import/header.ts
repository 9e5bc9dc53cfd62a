import { AllegianceError, quoted } from '../../model/errors.ts';

/** The columns of a table. */
export interface Header {
  /** The name of each column, as the mapping writes it where it writes it otherwise. Empty where it has none. */
  readonly names: readonly string[];
  readonly width: number;
  /** Whether a record has a value for each column; blank ones more do no harm. */
  readonly fits: (record: readonly string[]) => boolean;
  /** Whether a record has the names of the columns, as where files were put one below the other. */
  readonly isRepeatedBy: (record: readonly string[]) => boolean;
  /** The values of a record by the names of its columns. */
  readonly valuesOf: (record: readonly string[]) => Record<string, string>;
}

/**
 * Reads a header. Columns without a name are left out, and those that have the name of an earlier one, which is no error unless
 * that name is required. A column that the mapping names is found whatever its case, spaces and underscores, unless that fits several.
 * @throws BAD_INPUT where a required column is missing, or there are several of its name
 */
export function headerOf(given: readonly string[], file: string, required: readonly string[], optional: readonly string[] = []): Header {
  const names = given.map((name) => name.trim());
  for (const column of [...required, ...optional]) {
    if (names.includes(column)) continue;
    const alike = names.flatMap((name, index) => (columnForm(name) === columnForm(column) ? [index] : []));
    if (alike.length === 1) names[alike[0]!] = column;
  }
  const duplicate = required.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (duplicate !== undefined) {
    const message = `Expected unique column names in ${file}; ${quoted(duplicate)} occurs twice. Name all columns with \`header\` in the mapping, and leave out this line with \`skip\`.`;
    throw new AllegianceError('BAD_INPUT', message);
  }
  const missing = required.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const message = `Expected ${file} to have the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; its header has ${names.slice(0, 20).join(', ')}.`;
    throw new AllegianceError('BAD_INPUT', message, { missing });
  }
  const columns = names.flatMap((name, index) => (name === '' || names.indexOf(name) !== index ? [] : [[name, index] as const]));
  return {
    names,
    width: names.length,
    fits: (record) =>
      record.length === names.length || (record.length > names.length && record.slice(names.length).every((value) => value.trim() === '')),
    isRepeatedBy: (record) =>
      record.length > 1 && record.length === given.length && record.every((value, at) => value.trim() === given[at]!.trim()),
    valuesOf: (record) => {
      const values: Record<string, string> = {};
      for (const [name, index] of columns) {
        const value = record[index]!;
        // An assignment to `__proto__` would change the prototype of the object.
        if (name === '__proto__') Object.defineProperty(values, name, { value, enumerable: true });
        else values[name] = value;
      }
      return values;
    },
  };
}

/**
 * The names of columns whose header has several rows, as where cells were merged: `Delivery` above `Year` is `Delivery Year`. What
 * stands above holds for the columns to its right that have no other above them.
 */
export function joinedHeader(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map((row) => row.length));
  const lowest = rows.at(-1)!;
  return Array.from({ length: width }, (_, at) => {
    const name = lowest[at]?.trim() ?? '';
    const above = rows.slice(0, -1).map((row) => {
      if (name === '') return row[at]?.trim() ?? '';
      return (
        row
          .slice(0, at + 1)
          .findLast((value) => value.trim() !== '')
          ?.trim() ?? ''
      );
    });
    return [...above, name].filter((part) => part !== '').join(' ');
  });
}

/** How many values of a row are not blank. */
export function filledIn(row: readonly string[]): number {
  return row.filter((value) => value.trim() !== '').length;
}

/** How many rows are searched for the header. */
const MAX_HEAD_ROWS = 100;

/** Where the header of a table begins that nobody described, the first row with most of the columns, and how many rows it has. */
export function headerIn(rows: readonly (readonly string[])[]): { at: number; headerRows: number } {
  const most = Math.max(0, ...rows.slice(0, 500).map(filledIn));
  const at = Math.max(
    0,
    rows.slice(0, MAX_HEAD_ROWS).findIndex((row) => filledIn(row) > 1 && filledIn(row) * 3 > 2 * most),
  );
  const [before, first, second, third] = [rows[at - 1], ...rows.slice(at, at + 3)];
  if (first && isGroupedBy(first, second, third)) return { at, headerRows: 2 };
  // A full row of names of which several are the same, below the names of their groups.
  const names = (first ?? []).map((name) => name.trim()).filter((name) => name !== '');
  const isUnclear = new Set(names).size < names.length && before !== undefined && filledIn(before) > 1;
  return isUnclear ? { at: at - 1, headerRows: 2 } : { at, headerRows: 1 };
}

/**
 * Whether a row is the upper one of two of a header: it has gaps after its names that the second fills with names, above numbers;
 * the second has gaps, too, and the third has not.
 */
function isGroupedBy(first: readonly string[], second: readonly string[] = [], third: readonly string[] = []): boolean {
  const isBlank = (row: readonly string[], at: number): boolean => (row[at]?.trim() ?? '') === '';
  const places = Array.from({ length: Math.max(first.length, second.length) }, (_, at) => at);
  const filled = places.filter((at) => isBlank(first, at) && !isBlank(second, at) && first.slice(0, at).some((name) => name.trim() !== ''));
  const isText = places.every((at) => isBlank(second, at) || /\p{L}/u.test(second[at]!));
  const isAboveNumbers = filled.some((at) => /^[^\p{L}]*\d[^\p{L}]*$/u.test(third[at] ?? ''));
  return isText && isAboveNumbers && places.some((at) => !isBlank(first, at) && isBlank(second, at) && !isBlank(third, at));
}

/** Names of columns are compared without case and what is neither letter nor digit. */
export function columnForm(name: string): string {
  const form = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return form === '' ? name : form;
}
