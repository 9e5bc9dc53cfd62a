import { isDate } from '../../../model/date.ts';
import { dateReader, readIsoDate } from './dates.ts';
import type { Sample } from './sample.ts';

export type SampleColumn = Sample['columns'][number];

/** Values that tables write for "no value". */
const NULLS = ['-9', '-99', '-999', 'NA', 'N/A', 'n/a', 'NULL', 'null', 'None', '.', '-'];

/** Date formats in order of preference: where several fit equally well, slashes mean that the month comes first. */
const DATE_FORMATS = ['M/D/YY', 'M/D/YYYY', 'D/M/YY', 'D/M/YYYY', 'D.M.YYYY', 'D.M.YY', 'D-M-YYYY', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];

/** Which of the values for "no value" occur in the table. */
export function nullsIn({ columns }: Sample): string[] {
  return NULLS.filter((text) => columns.some(({ values }) => values.includes(text)));
}

/** The values of a column without those for "no value". */
export function nonNullValues({ values }: SampleColumn): string[] {
  return values.filter((value) => value !== '' && !NULLS.includes(value));
}

/** The first column that has one of these names and is not excluded; names are compared without case, spaces and underscores. */
export function findColumn(sample: Sample, names: readonly string[], taken: ReadonlySet<string> = new Set()): SampleColumn | undefined {
  for (const name of names) {
    const found = sample.columns.find((column) => !taken.has(column.name) && normalized(column.name) === normalized(name));
    if (found) return found;
  }
  return undefined;
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** True where a column contains only these values, in any case. */
export function containsOnly(column: SampleColumn, values: readonly string[]): boolean {
  const texts = nonNullValues(column);
  return texts.length > 0 && texts.every((word) => values.includes(choiceOf(word)));
}

/** How the vocabulary writes a value. */
export function choiceOf(word: string): string {
  return word.toUpperCase().replace(/[ -]/g, '_');
}

/** True where every record has a value in this column and no value occurs twice. */
export function isUnique(column: SampleColumn): boolean {
  return column.values.every((value) => value !== '') && new Set(column.values).size === column.values.length;
}

/** The format of most dates in a column: null where ISO dates need no format, undefined where most values are not dates. */
export function dateFormatOf(column: SampleColumn | undefined): string | null | undefined {
  const texts = column ? nonNullValues(column) : [];
  const nonIsoValues = texts.filter((word) => !isDate(readIsoDate(word) ?? word));
  const countRead = (format: string): number => nonIsoValues.filter((word) => isDate(dateReader(format)(word) ?? '')).length;
  const best = DATE_FORMATS.reduce((most, format) => (countRead(format) > countRead(most) ? format : most));
  const known = texts.length - nonIsoValues.length + countRead(best);
  if (texts.length === 0 || known * 2 < texts.length) return undefined;
  return countRead(best) > 0 ? best : null;
}
