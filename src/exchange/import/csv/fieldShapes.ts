import type { z } from 'zod';
import { ROW_SCHEMAS, type RowKind } from '../../../write/rows.ts';

/** What a field of a row accepts, taken from the Zod schema of the row. */
export type FieldShape =
  | { readonly is: 'text' | 'date' | 'number' | 'boolean' }
  | { readonly is: 'choice'; readonly values: readonly string[] }
  | { readonly is: 'list'; readonly of: FieldShape }
  | { readonly is: 'object'; readonly fields: ReadonlyMap<string, FieldShape>; readonly required: readonly string[] };

export type ObjectShape = Extract<FieldShape, { is: 'object' }>;

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly entries?: Readonly<Record<string, string>>;
}

/** The fields of a kind of row, with the type of each and which are required. */
export function rowShape(kind: RowKind): ObjectShape {
  return shapeOf(ROW_SCHEMAS[kind]) as ObjectShape;
}

function shapeOf(given: z.ZodType): FieldShape {
  const schema = unwrapped(given);
  const { type, element, shape, entries } = definitionOf(schema);
  if (type === 'array') return { is: 'list', of: shapeOf(element!) };
  if (type === 'enum') return { is: 'choice', values: Object.values(entries!) };
  if (type === 'number') return { is: 'number' };
  if (type === 'boolean') return { is: 'boolean' };
  if (type !== 'object') return { is: isDate(schema) ? 'date' : 'text' };
  const fields = Object.entries(shape!);
  return {
    is: 'object',
    fields: new Map(fields.map(([name, field]) => [name, shapeOf(field)])),
    required: fields.filter(([, field]) => unwrapped(field) === field).map(([name]) => name),
  };
}

/** Without `nullish`. */
function unwrapped(schema: z.ZodType): z.ZodType {
  const { innerType } = definitionOf(schema);
  return innerType ? unwrapped(innerType) : schema;
}

function definitionOf(schema: z.ZodType): Definition {
  return schema.def as unknown as Definition;
}

/** A date is a string with a check of its own: the schema rejects other text with the code BAD_DATE. */
function isDate(schema: z.ZodType): boolean {
  const [issue] = schema.safeParse('no date').error?.issues ?? [];
  return issue?.code === 'custom' && issue.params?.code === 'BAD_DATE';
}
