import { type Fields, type FieldValue, isInRow } from '../../../records/field.ts';
import { ROW_FIELDS, type RowKind } from '../../../write/validate/rows.ts';

/** What a field of a row accepts in a mapping. */
export type FieldShape =
  | { readonly type: 'text' | 'date' | 'number' | 'boolean' }
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'list'; readonly element: FieldShape }
  | { readonly type: 'object'; readonly fields: ReadonlyMap<string, FieldShape>; readonly required: readonly string[] };

export type ObjectShape = Extract<FieldShape, { type: 'object' }>;

/** The fields of a kind of row, with the type of each and which are required. */
export function rowShape(kind: RowKind): ObjectShape {
  return objectShape(ROW_FIELDS[kind]);
}

export function objectShape(record: Fields): ObjectShape {
  const fields = Object.entries(record).filter(([, field]) => isInRow(field));
  return {
    type: 'object',
    fields: new Map(fields.map(([name, { value }]) => [name, shapeOf(value)])),
    required: fields.filter(([, { required }]) => required).map(([name]) => name),
  };
}

function shapeOf(value: FieldValue): FieldShape {
  switch (value.kind) {
    case 'list':
      return { type: 'list', element: shapeOf(value.of) };
    case 'row':
      return objectShape(value.fields);
    case 'choice':
      return { type: 'choice', values: value.values };
    case 'count':
    case 'number':
      return { type: 'number' };
    case 'boolean':
    case 'date':
      return { type: value.kind };
    default:
      return { type: 'text' };
  }
}
