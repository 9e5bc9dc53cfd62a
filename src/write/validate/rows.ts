import { z } from 'zod';
import { PartialDate, parseDate } from '../../model/date.ts';
import { AllegianceError, received } from '../../model/errors.ts';
import { isReadableName, READABLE_NAME } from '../../model/readableName.ts';
import { codePointLength } from '../../model/text/codePoints.ts';
import { ACTOR_FIELDS, PLACE_FIELDS } from '../../records/entity.ts';
import { EVENT_FIELDS } from '../../records/event.ts';
import { type Fields, type FieldValue, fieldsInRow, type RowFor } from '../../records/field.ts';
import { RELATIONSHIP_FIELDS } from '../../records/relationship.ts';
import { DOCUMENT_FIELDS, type PASSAGE_FIELDS, SOURCE_FIELDS } from '../../records/source.ts';

/**
 * The checks of the rows that may be written, whether by a mutation, an import or the seed, made from the fields of records.
 * A field that is left out stays as it is, null clears it, lists are united. Entities, sources and events are referred to by
 * id, slug or key, or `scheme:value`.
 */

const MAX_TEXT_LENGTH = 10_000;
const MAX_COUNT = 2_147_483_647;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters rejected
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

interface Issue {
  readonly input?: unknown;
}

/** The message of a check: what was expected, and what was received. */
const expected = (what: string, shown = (input: unknown): unknown => input) => ({
  error: ({ input }: Issue) => `Expected ${what}; got ${received(shown(input))}.`,
});
/** The message of a text that is too long. */
export const expectedAtMost = (length: number) => ({
  error: ({ input }: Issue) => `Expected at most ${length} characters; got ${String(input).length}.`,
});
const numberFrom = (min: number, max: number) => {
  const message = expected(`a number from ${min} to ${max}`);
  return z.number(message).min(min, message).max(max, message);
};

const unbounded = z
  .string()
  .min(1, 'Expected some text; got none.')
  .refine((value) => !LONE_SURROGATE.test(value), 'Expected Unicode text; got a lone surrogate (half of a character).');
const text = unbounded.max(MAX_TEXT_LENGTH, expectedAtMost(MAX_TEXT_LENGTH));
export const line = text.refine((value) => !CONTROL_CHARACTER.test(value), 'Expected one line of text; got control characters.');
/** A line that people read as a name or title. */
export const name = line.refine(isReadableName, expected(READABLE_NAME));
const withoutNul = (value: string) => !value.includes('\0');
const WITHOUT_NUL = 'Expected text without NUL characters; got some.';
const prose = text.refine(withoutNul, WITHOUT_NUL);
/** A text of at most so many code points. */
const longProse = (max: number) =>
  unbounded
    .refine((value) => codePointLength(value) <= max, {
      error: ({ input }) => `Expected at most ${max} characters; got ${codePointLength(String(input))}.`,
    })
    .refine(withoutNul, WITHOUT_NUL);
export const reference = line;
const WHOLE_NUMBER = expected(`a whole number from 0 to ${MAX_COUNT}`);
const count = z.int(WHOLE_NUMBER).min(0, WHOLE_NUMBER).max(MAX_COUNT, WHOLE_NUMBER);

/** A mutation has parsed its dates already. One step, since most rows have several dates. */
const date = z.transform((value: unknown, context) => {
  if (value instanceof PartialDate) return value.text;
  try {
    if (typeof value === 'string') return parseDate(value).text;
    context.addIssue({ code: 'custom', message: `Expected text; got ${received(value)}.`, input: value });
  } catch (error) {
    if (!(error instanceof AllegianceError)) throw error;
    context.addIssue({ code: 'custom', message: error.message, params: { code: error.code }, input: value });
  }
  return z.NEVER;
});

/** The check of a row with these fields. */
export function rowSchema<T extends Fields>(fields: T): z.ZodType<RowFor<T>> {
  const shape = fieldsInRow(fields).map(([name, { value, required }]) => [name, required ? schemaOf(value) : schemaOf(value).nullish()]);
  return z.strictObject(Object.fromEntries(shape)) as unknown as z.ZodType<RowFor<T>>;
}

function schemaOf(value: FieldValue): z.ZodType {
  switch (value.kind) {
    case 'line': {
      const limited = value.max === undefined ? line : line.max(value.max, expectedAtMost(value.max));
      return value.test ? limited.refine(value.test, expected(value.expected)) : limited;
    }
    case 'prose':
      return value.max === undefined ? prose : longProse(value.max);
    case 'date':
      return date;
    case 'time':
    case 'reference':
      return reference;
    case 'count':
      return count;
    case 'number':
      return numberFrom(value.min, value.max);
    case 'boolean':
      return z.boolean();
    case 'choice':
      return z.enum(value.values);
    case 'list': {
      const list = z.array(schemaOf(value.of));
      return value.min === undefined ? list : list.min(value.min, `Expected ${value.expected}; got none.`);
    }
    case 'row': {
      const schema = rowSchema(value.fields);
      if (!value.test) return schema;
      const { test, expected: what, blamed } = value;
      return schema.refine(
        test as (row: unknown) => boolean,
        expected(what, (row) => (row as Record<string, unknown>)[blamed]),
      );
    }
  }
}

export type ActorRow = RowFor<typeof ACTOR_FIELDS>;
export type PlaceRow = RowFor<typeof PLACE_FIELDS>;
export type SourceRow = RowFor<typeof SOURCE_FIELDS>;
export type DocumentRow = RowFor<typeof DOCUMENT_FIELDS>;
export type EvidenceRow = RowFor<typeof PASSAGE_FIELDS>;
export type RelationshipRow = RowFor<typeof RELATIONSHIP_FIELDS>;
export type EventRow = RowFor<typeof EVENT_FIELDS>;

/** The kinds of row, in the order in which a batch is written: those that others refer to come first. */
export const ROW_FIELDS = {
  sources: SOURCE_FIELDS,
  documents: DOCUMENT_FIELDS,
  places: PLACE_FIELDS,
  actors: ACTOR_FIELDS,
  events: EVENT_FIELDS,
  relationships: RELATIONSHIP_FIELDS,
} as const;
export type RowKind = keyof typeof ROW_FIELDS;
export const ROW_KINDS = Object.keys(ROW_FIELDS) as RowKind[];
export const ROW_SCHEMAS = Object.fromEntries(ROW_KINDS.map((kind) => [kind, rowSchema(ROW_FIELDS[kind])])) as unknown as {
  readonly [Kind in RowKind]: z.ZodType<RowFor<(typeof ROW_FIELDS)[Kind]>>;
};
export type EntityRow = ActorRow | PlaceRow;
