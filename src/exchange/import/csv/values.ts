import { z } from 'zod';
import { slugFor } from '../slug.ts';
import type { DateReader } from './dates.ts';
import type { FieldShape } from './fieldShapes.ts';

/** A record as a mapping sees it: the text of a column, null where it stands for nothing. */
export type Given = (column: string) => string | null;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A value taken from the record. */
export const source = z
  .strictObject({
    column: z.string().min(1).optional(),
    template: z.string().min(1).optional(),
    /** What values of the column become; one that is not listed stays as it is. */
    values: z.record(z.string(), scalar).optional(),
    /** Taken where there is none. */
    default: scalar.optional(),
    /** Cuts the value into several. */
    split: z.string().min(1).optional(),
    dates: z.array(z.string()).optional(),
  })
  .refine(({ column, template }) => (column === undefined) !== (template === undefined), 'expected either `column` or `template`');
export type Source = z.infer<typeof source>;

export const FILTERS: Readonly<Record<string, (text: string) => string>> = {
  slug: slugFor,
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  /** The same number is written in many ways: `0114`, `114.0` and `114` are one id. */
  number: (text) => (/^\s*[+-]?\d+(\.\d+)?\s*$/.test(text) ? String(Number(text)) : text),
};

/** `{column}` or `{column|slug}`. */
const PLACEHOLDER = /\{([^{}|]+)(?:\|([^{}]+))?\}/g;

/** The columns and filters that a template names. */
export function placeholdersOf(template: string): { column: string; filter: string | undefined }[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, column, filter]) => ({ column: column!.trim(), filter: filter?.trim() }));
}

/** The text of a template; null where a column that it names has no value. */
export function filled(template: string, given: Given): string | null {
  let isWhole = true;
  const text = template.replace(PLACEHOLDER, (_, column: string, filter: string | undefined) => {
    const value = given(column.trim());
    if (value === null) isWhole = false;
    return value === null ? '' : filter ? FILTERS[filter.trim()]!(value) : value;
  });
  return isWhole ? text : null;
}

/** A text as a field of its shape takes it. What cannot be read so stays as it is: the row is rejected with the reason. */
export function converted(text: string, shape: FieldShape, dates: readonly DateReader[]): unknown {
  if (shape.is === 'number') return /^\s*$/.test(text) || Number.isNaN(Number(text)) ? text : Number(text);
  if (shape.is === 'boolean') return BOOLEANS.get(text.toLowerCase()) ?? text;
  if (shape.is !== 'date') return text;
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
