import { isDate } from '../../../model/date.ts';
import { LIST_SEPARATOR } from '../jsonRecords.ts';
import { wordForm } from './columnWords.ts';
import { dateReader, dateReaders, readDate } from './dates.ts';
import type { Sample } from './sample.ts';
import { choiceIn, isSpan } from './values.ts';

export type SampleColumn = Sample['columns'][number];

/** Values that tables write for "no value". */
export const NULLS = [
  ...[
    '-9',
    '-99',
    '-999',
    'NA',
    'N/A',
    'n/a',
    '<NA>',
    'NaN',
    'nan',
    'NULL',
    'null',
    'None',
    'none',
    '.',
    '..',
    '-',
    '--',
    '—',
    '?',
    'Unknown',
    'unknown',
    'UNKNOWN',
  ],
  ...['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!'],
];

/** Date formats that are tried; those of a group fit the same texts where no number is above 12. */
export const DATE_FORMATS: readonly (readonly string[])[] = [
  ['M/D/YYYY', 'D/M/YYYY'],
  ['M/D/YY', 'D/M/YY'],
  ['D.M.YYYY', 'M.D.YYYY'],
  ['D.M.YY', 'M.D.YY'],
  ['D-M-YYYY', 'M-D-YYYY'],
  ['D-M-YY', 'M-D-YY'],
  ['YYYYMMDD'],
];

/** The columns that look as if they had names: words that are no dates, addresses or long texts. */
export function nameColumns({ columns }: Sample): SampleColumn[] {
  return columns.filter((column) => {
    const texts = nonNullValues(column);
    const isName = (text: string): boolean => /\p{L}{2}/u.test(text) && !/^https?:|^www\./i.test(text) && text.length <= 120;
    return texts.length > 0 && texts.every(isName) && mayBeNames(column) && !/^(true|false|yes|no)$/i.test(texts[0]!);
  });
}

/** False for a column of dates or numbers. */
export function mayBeNames(column: SampleColumn): boolean {
  const texts = nonNullValues(column);
  return texts.length === 0 || !texts.every((text) => isSomeDate(text) || /^[-+]?[\d.,]+$/.test(text));
}

/** The values of a column without those for "no value". */
export function nonNullValues({ values }: SampleColumn): string[] {
  return values.filter((value) => value !== '' && !NULLS.includes(value));
}

/**
 * The columns that have one of these names, in the order of the names, which are compared by `wordForm`; of `properties.name` in
 * JSON the end is compared, too.
 */
export function columnsNamed({ columns }: Sample, names: readonly string[]): SampleColumn[] {
  return names.flatMap((name) => {
    const form = wordForm(name);
    return columns.filter((column) => [column.name, column.name.split('.').at(-1)!].some((one) => wordForm(one) === form));
  });
}

/** The first column that has one of these names and is not excluded. */
export function findColumn(sample: Sample, names: readonly string[], taken: ReadonlySet<string> = new Set()): SampleColumn | undefined {
  return columnsNamed(sample, names).find(({ name }) => !taken.has(name));
}

/** The first column that has one of these names, and dates. */
export function dateColumn(sample: Sample, names: readonly string[]): SampleColumn | undefined {
  return columnsNamed(sample, names).find(hasDates);
}

/** True where a column contains only these values, in any case. */
export function containsOnly(column: SampleColumn, values: readonly string[]): boolean {
  const texts = nonNullValues(column);
  return texts.length > 0 && texts.every((word) => choiceIn(word, values) !== null);
}

/** True for a column of a few words that recur, such as the state of a deal. */
export function isCategory(column: SampleColumn): boolean {
  const texts = nonNullValues(column);
  const words = new Set(texts);
  return words.size >= 2 && words.size <= 6 && words.size < texts.length && texts.every((text) => text.length <= 40) && mayBeNames(column);
}

/** Which of the values for "no value" occur in the table. Where a column has a few words, “none” may be one of them. */
export function nullsIn({ columns }: Sample): string[] {
  return NULLS.filter((text) =>
    columns.some((column) => column.values.includes(text) && !(text.toLowerCase() === 'none' && isCategory(column))),
  );
}

/** A name that recurs, where more than one name in twenty does: then a record is not about the entity alone. Else null. */
export function recurringName(column: SampleColumn): string | null {
  const texts = nonNullValues(column);
  const names = new Set(texts);
  return names.size * 20 >= texts.length * 19 ? null : texts.find((text, at) => texts.indexOf(text) < at)!;
}

/** True where every record has a value in this column and no value occurs twice. */
export function isUnique(column: SampleColumn): boolean {
  return column.values.every((value) => value !== '') && new Set(column.values).size === column.values.length;
}

/** True for a text that is a date in some format. */
export function isSomeDate(text: string): boolean {
  return isPlainDate(text) || [...FORMAT_READERS.keys()].some((format) => isDateIn(text, format));
}

/** What is read in any table. */
const PLAIN_READERS = dateReaders([]);
const FORMAT_READERS = new Map(DATE_FORMATS.flat().map((format) => [format, dateReader(format)]));

/** True where a text is read as a date, or as a span of time, also where no format is named. */
function isPlainDate(text: string): boolean {
  const date = readDate(text, PLAIN_READERS);
  return isSpan(date) || isDate(date);
}

/** True where a text is a date only in this format. */
function isDateIn(text: string, format: string): boolean {
  const date = FORMAT_READERS.get(format)!(text);
  return date !== null && isDate(date);
}

const formatsFound = new WeakMap<SampleColumn, string[][] | { readonly none: true }>();

/**
 * The formats of the dates of a column, where most of its values are dates: none where they need no format. Of each way of writing them
 * those that fit most values, which may be two, since 1/2/2011 fits both. Undefined where most values are no dates.
 */
export function dateFormatsOf(column: SampleColumn | undefined): string[][] | undefined {
  if (!column) return undefined;
  const found = formatsFound.get(column) ?? findDateFormats(column) ?? { none: true };
  formatsFound.set(column, found);
  return Array.isArray(found) ? found : undefined;
}

function findDateFormats(column: SampleColumn): string[][] | undefined {
  const texts = nonNullValues(column);
  let others = texts.filter((word) => !isPlainDate(word));
  const found: string[][] = [];
  for (;;) {
    const fits = (format: string): number => others.filter((word) => isDateIn(word, format)).length;
    const best = Math.max(0, ...DATE_FORMATS.flat().map(fits));
    if (best === 0) break;
    const group = DATE_FORMATS.find((formats) => formats.some((format) => fits(format) === best))!;
    found.push(group.filter((format) => fits(format) === best));
    others = others.filter((word) => !group.some((format) => isDateIn(word, format)));
  }
  return texts.length === 0 || others.length * 2 > texts.length ? undefined : found;
}

/** Whether most values of a column are dates. */
export function hasDates(column: SampleColumn | undefined): boolean {
  return dateFormatsOf(column) !== undefined;
}

/** A list in the cells of a column. */
export interface ListColumn {
  readonly name: string;
  /** What separates the values; undefined in JSON, where they are a list. */
  readonly split: string | undefined;
  /** Where the values are objects of JSON, the field that has their names; else null. */
  readonly nameField: string | null;
  /** A cell with several values. */
  readonly example: string;
}

const SEPARATORS = [';', '|', ' / ', ', '];
/** After a comma, what is one name with what stands before it. */
const ONE_NAME = /, (the |Inc|Ltd|LLC|Republic|Dem|and )/;
const NAME_FIELDS = ['name', 'actor', 'party', 'group', 'label', 'title', 'الاسم'];

/** The list that the cells of a column have; null where they have one value each. */
export function listColumnOf(column: SampleColumn): ListColumn | null {
  const texts = nonNullValues(column);
  const lists = texts.filter((text) => text.includes(LIST_SEPARATOR));
  const parts = texts.flatMap((text) => text.split(LIST_SEPARATOR));
  const objects = parts.map((part) => (part.startsWith('{') ? objectIn(part) : null));
  if (parts.length > 0 && objects.every((one) => one !== null)) {
    const fields = Object.keys(objects[0]!);
    const nameField = NAME_FIELDS.flatMap((name) => fields.find((field) => wordForm(field) === wordForm(name)) ?? [])[0] ?? null;
    return { name: column.name, split: undefined, nameField, example: parts[0]! };
  }
  if (lists.length > 0)
    return { name: column.name, split: undefined, nameField: null, example: lists[0]!.replaceAll(LIST_SEPARATOR, ', ') };
  for (const split of SEPARATORS) {
    const example = texts.find((text) => isList(text, split));
    if (example !== undefined) return { name: column.name, split, nameField: null, example };
  }
  return null;
}

/** True for short texts of letters between separators: no address, no sentence. */
function isList(text: string, split: string): boolean {
  const parts = text.split(split).map((part) => part.trim());
  const isName = (part: string): boolean => part === '' || (/\p{L}/u.test(part) && part.length <= 60 && !/[.!?]\s|:\/\//.test(part));
  if (parts.filter((part) => part !== '').length < 2 || !parts.every(isName)) return false;
  // A comma is part of many names and of every sentence: what stands between two must begin as a name does.
  return split !== ', ' || (!ONE_NAME.test(text) && parts.every((part) => /^[\p{Lu}\p{Lo}\d]/u.test(part)));
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Columns whose names are dates, at least three: a table with a column for each month or year. */
export function datedColumns({ columns }: Sample): string[] {
  const dated = columns.filter(({ name }) => isSomeDate(name));
  return dated.length >= 3 ? dated.map(({ name }) => name) : [];
}

/** Columns of names that differ only in a number or letter at one place, at least three: `signatory_1`, `signatory_2`, `signatory_3`. */
export function seriesOf({ columns }: Sample): string[] {
  const groups = new Map<string, string[]>();
  for (const column of columns) {
    const [, before, , after] = /^(.*?)(\d{1,2})(\D*)$/u.exec(column.name) ?? [];
    const texts = nonNullValues(column);
    if (before === undefined || isSomeDate(column.name) || /(id|code|no|num|type|year|date)$/i.test(before.replace(/[^\p{L}]/gu, '')))
      continue;
    if (!texts.every((text) => /\p{L}{2}/u.test(text) && text.length <= 120) || !mayBeNames(column)) continue;
    const key = `${before}#${after}`;
    groups.set(key, [...(groups.get(key) ?? []), column.name]);
  }
  const isNamed = (name: string): boolean => nonNullValues(columns.find((column) => column.name === name)!).length > 0;
  return [...groups.values()].find((names) => names.length >= 3 && names.filter(isNamed).length >= 2) ?? [];
}
