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

/** Names of columns are compared without case and what is neither letter nor digit. */
export function columnForm(name: string): string {
  const form = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return form === '' ? name : form;
}
