import type { FieldValue } from '../../../records/field.ts';
import { slugFor } from '../slug.ts';
import type { DateReader } from './dates.ts';

/** Looks up a column of a record; null where it has no value. */
export type CellLookup = (column: string) => string | null;

export const TEMPLATE_FILTERS: Readonly<Record<string, (text: string) => string>> = {
  slug: slugFor,
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  /** One spelling for a number: `0114`, `114.0` and `114` are the same id. */
  number: (text) => (/^\s*[+-]?\d+(\.\d+)?\s*$/.test(text) ? String(Number(text)) : text),
};

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

/** Converts text to the type of a field. Text that cannot be converted stays as it is: the check of the row then rejects it with the reason. */
export function convertValue(text: string, type: FieldValue, dates: readonly DateReader[]): unknown {
  if (type.kind === 'number' || type.kind === 'count') return /^\s*$/.test(text) || Number.isNaN(Number(text)) ? text : Number(text);
  if (type.kind === 'boolean') return BOOLEANS.get(text.toLowerCase()) ?? text;
  if (type.kind !== 'date') return text;
  for (const read of dates) {
    const date = read(text);
    if (date !== null) return date;
  }
  return text;
}

const BOOLEANS = new Map([
  ...['true', 'yes', 'y', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '0'].map((word) => [word, false] as const),
]);
