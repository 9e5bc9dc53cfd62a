import type { z } from 'zod';
import { ROW_SCHEMAS, type RowKind } from '../../../write/validate/rows.ts';

/** What a field of a row accepts, taken from the Zod schema of the row. */
export type FieldShape =
  | { readonly type: 'text' | 'date' | 'number' | 'boolean' }
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'list'; readonly element: FieldShape }
  | { readonly type: 'object'; readonly fields: ReadonlyMap<string, FieldShape>; readonly required: readonly string[] };

export type ObjectShape = Extract<FieldShape, { type: 'object' }>;

interface ZodDefinition {
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

function shapeOf(wrapped: z.ZodType): FieldShape {
  const schema = unwrapped(wrapped);
  const { type, element, shape, entries } = definitionOf(schema);
  if (type === 'array') return { type: 'list', element: shapeOf(element!) };
  if (type === 'enum') return { type: 'choice', values: Object.values(entries!) };
  if (type === 'number') return { type: 'number' };
  if (type === 'boolean') return { type: 'boolean' };
  if (type !== 'object') return { type: isDate(schema) ? 'date' : 'text' };
  const fields = Object.entries(shape!);
  return {
    type: 'object',
    fields: new Map(fields.map(([name, field]) => [name, shapeOf(field)])),
    required: fields.filter(([, field]) => unwrapped(field) === field).map(([name]) => name),
  };
}

/** Without `nullish`. */
function unwrapped(schema: z.ZodType): z.ZodType {
  const { innerType } = definitionOf(schema);
  return innerType ? unwrapped(innerType) : schema;
}

function definitionOf(schema: z.ZodType): ZodDefinition {
  return schema.def as unknown as ZodDefinition;
}

/** A date is a string with a check of its own: the schema rejects other text with the code BAD_DATE. */
function isDate(schema: z.ZodType): boolean {
  const [issue] = schema.safeParse('no date').error?.issues ?? [];
  return issue?.code === 'custom' && issue.params?.code === 'BAD_DATE';
}
