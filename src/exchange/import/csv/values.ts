import type { FieldValue } from '../../../records/field.ts';
import { LIST_SEPARATOR } from '../jsonRecords.ts';
import { slugFor } from '../slug.ts';
import { type DateReader, DateSpan, isUnknown, readDate, withPlainDigits } from './dates.ts';
import type { NumberMarks } from './mapping.ts';

/** Looks up a column of a record; null where it has no value. */
export type CellLookup = (column: string) => string | null;

export const TEMPLATE_FILTERS: Readonly<Record<string, (text: string) => string>> = {
  slug: slugOfCell,
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  /** On one line. */
  line: (text) => text.replace(/\s*[\r\n]\s*/g, ' '),
  /** One spelling for a number: `0114`, `114.0` and `114` are the same id. */
  number: (text) => (/^\s*[+-]?\d+(\.\d+)?\s*$/.test(text) ? String(Number(text)) : text),
  /** The item of Wikidata in an address or text: `Q794`. */
  qid: (text) => /(?<![\p{L}\p{N}])Q\d+(?![\p{L}\p{N}])/u.exec(text)?.[0] ?? text,
};

/** Slugs that were made, since few different names recur: at most so many. */
const MAX_SLUGS = 10_000;
const slugs = new Map<string, string>();

function slugOfCell(text: string): string {
  let slug = slugs.get(text);
  if (slug === undefined) {
    slug = slugFor(text);
    if (slugs.size >= MAX_SLUGS) slugs.clear();
    slugs.set(text, slug);
  }
  return slug;
}

/** `{column}` or `{column|slug}`. */
const PLACEHOLDER = /\{([^{}|]+)(?:\|([^{}]+))?\}/g;

/** The columns and filters that a template uses. */
export function placeholdersOf(template: string): { column: string; filter: string | undefined }[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, column, filter]) => ({ column: column!.trim(), filter: filter?.trim() }));
}

/** Fills in a template; null where one of its columns has no value. */
export function fillTemplate(template: string, lookup: CellLookup): string | null {
  let isComplete = true;
  const text = template.replace(PLACEHOLDER, (_, column: string, filter: string | undefined) => {
    const value = lookup(column.trim());
    if (value === null) isComplete = false;
    return value === null ? '' : filter ? TEMPLATE_FILTERS[filter.trim()]!(value) : value;
  });
  return isComplete ? text : null;
}

/**
 * Fills in the template of a date, whose parts may be unknown: these become `00`. Null where no part is known, or all that is
 * known is no year.
 */
export function fillDateTemplate(template: string, lookup: CellLookup): string | null {
  const parts = placeholdersOf(template).map(({ column }) => lookup(column));
  const known = parts.filter((part) => part !== null && !isUnknownPart(part));
  if (known.length === 0 || (known.length < parts.length && !known.some((part) => /\d{3}/.test(part!)))) return null;
  return fillTemplate(template, (column) => {
    const part = lookup(column);
    return part === null || isUnknownPart(part) ? '00' : TEMPLATE_FILTERS.number!(part).padStart(/^0\d$/.test(part) ? 2 : 0, '0');
  });
}

/** A code for an unknown part that no year, month or day can be. */
function isUnknownPart(part: string): boolean {
  return !/^\d+$/.test(part) && isUnknown(part);
}

/** A date from its parts: what is known of it. Null without a year. */
export function dateOfParts(year: string | null, month: string | null, day: string | null): string | null {
  if (year === null || isUnknown(year) || /^(9999|8888)$/.test(year)) return null;
  const plainYear = TEMPLATE_FILTERS.number!(year);
  const known = [month, day].map((part) => (part === null || isUnknown(part) ? null : TEMPLATE_FILTERS.number!(part)));
  if (known[0] === null) return plainYear;
  // A month in words is read as a date with the name of a month.
  if (!/^\d+$/.test(known[0]!)) return [known[1], known[0], plainYear].filter((part) => part !== null).join(' ');
  return [plainYear, known[0], ...(known[1] === null ? [] : [known[1]])].join('-');
}

/** How text of a field is converted. */
export interface Conversion {
  readonly dates: readonly DateReader[];
  readonly numbers: NumberMarks;
}

/** Converts text to the type of a field. Text that cannot be converted stays as it is: the check of the row then rejects it with the reason. */
export function convertValue(text: string, type: FieldValue, { dates, numbers }: Conversion): unknown {
  if (type.kind === 'number' || type.kind === 'count') return numberOf(text, numbers) ?? text;
  if (type.kind === 'boolean') return BOOLEANS.get(text.toLowerCase()) ?? text;
  if (type.kind === 'choice') return choiceIn(text, type.values) ?? text;
  return type.kind === 'date' ? readDate(text, dates) : text;
}

/** Thousands marks that can mean nothing else. */
const GROUPED = /^[+-]?\d{1,3}(?:([ \u00a0\u202f'’])\d{3})(?:\1\d{3})*(?!\d)/u;

/** The number that a text is; null where it is none. Spaces and apostrophes may be thousands marks; others must be named. */
export function numberOf(text: string, { thousands, decimal = '.' }: NumberMarks): number | null {
  let plain = withPlainDigits(text);
  const [group] = GROUPED.exec(plain) ?? [];
  if (group !== undefined) plain = group.replace(/[^\d+-]/gu, '') + plain.slice(group.length);
  if (thousands !== undefined && thousands !== '') {
    const mark = /\s/.test(thousands) ? '[\\s\\u00a0\\u202f]' : thousands.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const grouped = new RegExp(`^([+-]?\\d{1,3}(?:${mark}\\d{3})+)(?![\\d])`, 'u').exec(plain);
    if (grouped) plain = grouped[1]!.replace(new RegExp(mark, 'gu'), '') + plain.slice(grouped[1]!.length);
  }
  if (decimal !== '.') {
    if (plain.includes('.')) return null;
    plain = plain.replace(decimal, '.');
  }
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}

/**
 * True for a number that two ways of writing read differently, where the mapping names none: `1.200` and `1,200` may be 1200. A
 * number with decimals is one with a point, since programs write them so.
 */
export function isUnclearNumber(text: string, type: FieldValue, { thousands, decimal }: NumberMarks): boolean {
  if (thousands !== undefined || decimal !== undefined) return false;
  if (type.kind === 'count') return /^[+-]?[1-9]\d{0,2}([.,]\d{3})+$/.test(text) || /^[+-]?\d[\d.]*,\d+$/.test(text);
  return type.kind === 'number' && /^[+-]?\d[\d.]*,\d+$/.test(text);
}

export function unclearNumber(text: string): string {
  return `Expected a number; “${text}” can be read in two ways. Say how the table writes them: \`numbers: { thousands: ".", decimal: "," }\`, or the other way round.`;
}

/** The word of a closed list that a text is, whatever its case, spaces and hyphens. */
export function choiceIn(text: string, values: readonly string[]): string | null {
  if (values.includes(text)) return text;
  const word = text
    .toUpperCase()
    .trim()
    .replace(/[\s-]+/g, '_');
  return values.includes(word) ? word : null;
}

/** The values of a cell: those of a list of JSON, or the parts between a text, or between several. */
export function listedValues(text: string, separator: string | readonly string[] | undefined): string[] {
  const parts = splitAt(text, [LIST_SEPARATOR, ...[separator ?? []].flat()]);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The parts of a text between any of these. */
export function splitAt(text: string, separators: readonly string[]): string[] {
  return separators.reduce<string[]>((parts, separator) => parts.flatMap((part) => part.split(separator)), [text]);
}

export function isSpan(value: unknown): value is DateSpan {
  return value instanceof DateSpan;
}

const BOOLEANS = new Map([
  ...['true', 'yes', 'y', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '0'].map((word) => [word, false] as const),
]);
