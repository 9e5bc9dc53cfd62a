import { isDate } from '../../../model/date.ts';
import { dateReader, usualDate } from './dates.ts';
import type { Sample } from './sample.ts';

type Column = Sample['columns'][number];

/** Values that tables write for "no value". */
const NULLS = ['-9', '-99', '-999', 'NA', 'N/A', 'n/a', 'NULL', 'null', 'None', '.', '-'];

/** Date formats in order of preference: where several fit equally well, slashes mean that the month comes first. */
const FORMS = ['M/D/YY', 'M/D/YYYY', 'D/M/YY', 'D/M/YYYY', 'D.M.YYYY', 'D.M.YY', 'D-M-YYYY', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];

/** Which of the values for "no value" occur in the table. */
export function nullsIn({ columns }: Sample): string[] {
  return NULLS.filter((sign) => columns.some(({ values }) => values.includes(sign)));
}

/** The values of a column without those for "no value". */
export function said({ values }: Column): string[] {
  return values.filter((value) => value !== '' && !NULLS.includes(value));
}

/** The first column that has one of these names and is not excluded; names are compared without case, spaces and underscores. */
export function named(sample: Sample, names: readonly string[], taken: ReadonlySet<string> = new Set()): Column | undefined {
  for (const name of names) {
    const found = sample.columns.find((column) => !taken.has(column.name) && plain(column.name) === plain(name));
    if (found) return found;
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** True where a column contains only these values, in any case. */
export function holdsOnly(column: Column, values: readonly string[]): boolean {
  const words = said(column);
  return words.length > 0 && words.every((word) => values.includes(word.toUpperCase().replace(/[ -]/g, '_')));
}

/** True where every record has a value in this column and no value occurs twice. */
export function isUnique(column: Column): boolean {
  return column.values.every((value) => value !== '') && new Set(column.values).size === column.values.length;
}

/** The format of most dates in a column: null where ISO dates need no format, undefined where most values are not dates. */
export function dateFormOf(column: Column | undefined): string | null | undefined {
  const words = column ? said(column) : [];
  const strange = words.filter((word) => !isDate(usualDate(word) ?? word));
  const read = (form: string): number => strange.filter((word) => isDate(dateReader(form)(word) ?? '')).length;
  const best = FORMS.reduce((most, form) => (read(form) > read(most) ? form : most));
  const known = words.length - strange.length + read(best);
  if (words.length === 0 || known * 2 < words.length) return undefined;
  return read(best) > 0 ? best : null;
}
