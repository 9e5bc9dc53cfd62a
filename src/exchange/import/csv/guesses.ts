import { isDate } from '../../../model/date.ts';
import { dateReader, usualDate } from './dates.ts';
import type { Sample } from './sample.ts';

type Column = Sample['columns'][number];

/** What tables write for nothing. */
const NULLS = ['-9', '-99', '-999', 'NA', 'N/A', 'n/a', 'NULL', 'null', 'None', '.', '-'];

/** Forms of dates, tried in this order: where both read every date, the day stands after the month only with slashes. */
const FORMS = ['M/D/YY', 'M/D/YYYY', 'D/M/YY', 'D/M/YYYY', 'D.M.YYYY', 'D.M.YY', 'D-M-YYYY', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];

/** Which of the usual signs for nothing come in the table, as whole values. */
export function nullsIn({ columns }: Sample): string[] {
  return NULLS.filter((sign) => columns.some(({ values }) => values.includes(sign)));
}

/** The values that say something. */
export function said({ values }: Column): string[] {
  return values.filter((value) => value !== '' && !NULLS.includes(value));
}

/** The first column of one of these names that is not taken; names are compared without case, spaces and underscores. */
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

/** Does a column hold nothing but these values, whatever their case? */
export function holdsOnly(column: Column, values: readonly string[]): boolean {
  const words = said(column);
  return words.length > 0 && words.every((word) => values.includes(word.toUpperCase().replace(/[ -]/g, '_')));
}

export function isUnique(column: Column): boolean {
  return column.values.every((value) => value !== '') && new Set(column.values).size === column.values.length;
}

/** The form in which a column writes most of its dates: null for one that needs none, undefined where most are no dates. */
export function dateFormOf(column: Column | undefined): string | null | undefined {
  const words = column ? said(column) : [];
  const strange = words.filter((word) => !isDate(usualDate(word) ?? word));
  const read = (form: string): number => strange.filter((word) => isDate(dateReader(form)(word) ?? '')).length;
  const best = FORMS.reduce((most, form) => (read(form) > read(most) ? form : most));
  const known = words.length - strange.length + read(best);
  if (words.length === 0 || known * 2 < words.length) return undefined;
  return read(best) > 0 ? best : null;
}
