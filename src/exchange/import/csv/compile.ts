import { AllegianceError } from '../../../model/errors.ts';
import { type DateReader, dateReader, readIsoDate } from './dates.ts';
import type { FieldShape, ObjectShape } from './fieldShapes.ts';
import type { MappingPath } from './mapping.ts';
import { type CellLookup, convertValue, fillTemplate, placeholdersOf, TEMPLATE_FILTERS, type ValueSource, valueSource } from './values.ts';

/** Makes the value of a field from a record. Undefined: the field is left out. A list: `split` cut the value into several. */
export type MakeValue = (lookup: CellLookup) => unknown;

/** What compiling a field needs beside the field itself. */
export interface CompileContext {
  readonly dates: readonly string[];
  readonly errorAt: (path: MappingPath, message: string) => AllegianceError;
  /** Called for every column that a field reads, with its place in the mapping. */
  readonly addColumn: (name: string, path: MappingPath) => void;
}

/**
 * Compiles the fields of a row in a mapping into a function that makes the row from a record.
 * @throws BAD_INPUT with the place in the mapping
 */
export function compileFields(
  fields: Readonly<Record<string, unknown>>,
  shape: ObjectShape,
  path: MappingPath,
  context: CompileContext,
): MakeValue {
  const makers = Object.entries(fields).map(([name, spec]) => {
    const at = [...path, name];
    const field = shape.fields.get(name);
    if (!field) throw context.errorAt(at, `there is no such field; expected one of ${[...shape.fields.keys()].join(', ')}`);
    return [name, compile(spec, field, at, context)] as const;
  });
  const missing = shape.required.filter((name) => !(name in fields));
  if (missing.length > 0) throw context.errorAt(path, `missing required field${missing.length > 1 ? 's' : ''}: ${missing.join(', ')}`);
  return (lookup) => {
    const row: Record<string, unknown> = {};
    for (const [name, make] of makers) {
      const value = make(lookup);
      if (value !== undefined) row[name] = value;
    }
    return row;
  };
}

function compile(spec: unknown, shape: FieldShape, path: MappingPath, context: CompileContext): MakeValue {
  if (shape.type === 'list') return compileList(Array.isArray(spec) ? spec : [spec], shape.element, path, context, Array.isArray(spec));
  if (isSource(spec)) return compileSource(spec, shape, path, context);
  if (shape.type !== 'object') return compileConstant(spec, shape, path, context);
  if (spec === null || typeof spec !== 'object' || Array.isArray(spec)) throw context.errorAt(path, 'expected an object of fields');
  return compileFields(spec as Record<string, unknown>, shape, path, context);
}

/** A list of the values of its elements. An element that lacks a required field is left out: a record may have two aliases or five. */
function compileList(
  specs: readonly unknown[],
  elementShape: FieldShape,
  path: MappingPath,
  context: CompileContext,
  isListed: boolean,
): MakeValue {
  const makers = specs.map((spec, index) => compile(spec, elementShape, isListed ? [...path, index] : path, context));
  const isComplete = (value: unknown): boolean =>
    value !== undefined &&
    (elementShape.type !== 'object' || elementShape.required.every((name) => (value as Record<string, unknown>)[name] !== undefined));
  return (lookup) => {
    const items = makers.flatMap((make) => elementsOf(make(lookup), elementShape)).filter(isComplete);
    return items.length === 0 ? undefined : items;
  };
}

/** An element with a field whose value was split becomes one element for each part. */
function elementsOf(value: unknown, elementShape: FieldShape): unknown[] {
  if (elementShape.type !== 'object' || value === undefined) return Array.isArray(value) ? value : [value];
  const [name, parts] =
    Object.entries(value as Record<string, unknown>).find(
      ([field, part]) => Array.isArray(part) && elementShape.fields.get(field)!.type !== 'list',
    ) ?? [];
  return name === undefined ? [value] : (parts as unknown[]).map((part) => ({ ...(value as object), [name]: part }));
}

function isSource(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && ('column' in spec || 'template' in spec);
}

function compileSource(spec: unknown, shape: FieldShape, path: MappingPath, context: CompileContext): MakeValue {
  const parsed = valueSource.safeParse(spec);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw context.errorAt([...path, ...(issue.path as MappingPath)], issue.message);
  }
  if (shape.type === 'object') throw context.errorAt(path, 'expected an object of fields; one column cannot fill all of them');
  const { column, template, split, values = {} } = parsed.data;
  checkPlaceholders(parsed.data, path, context);
  const dates = dateReadersOf(parsed.data.dates ?? context.dates, [...path, 'dates'], context);
  const replacements = new Map(Object.entries(values));
  const valueFor = (text: string): unknown => {
    const value = replacements.has(text) ? replacements.get(text) : text;
    return typeof value === 'string' ? convertValue(value, shape, dates) : (value ?? undefined);
  };
  const fallback = parsed.data.default === undefined || parsed.data.default === null ? undefined : valueFor(String(parsed.data.default));
  return (lookup) => {
    const text = column === undefined ? fillTemplate(template!, lookup) : lookup(column);
    if (text === null) return fallback;
    if (split === undefined) return valueFor(text) ?? fallback;
    return text
      .split(split)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(valueFor);
  };
}

function checkPlaceholders({ column, template }: ValueSource, path: MappingPath, context: CompileContext): void {
  if (column !== undefined) context.addColumn(column, [...path, 'column']);
  for (const { column: named, filter } of placeholdersOf(template ?? '')) {
    context.addColumn(named, [...path, 'template']);
    if (filter === undefined || Object.hasOwn(TEMPLATE_FILTERS, filter)) continue;
    throw context.errorAt(
      [...path, 'template'],
      `there is no filter "${filter}"; expected one of ${Object.keys(TEMPLATE_FILTERS).join(', ')}`,
    );
  }
}

function dateReadersOf(formats: readonly string[], path: MappingPath, context: CompileContext): DateReader[] {
  try {
    return [...formats.map(dateReader), readIsoDate];
  } catch (error) {
    throw context.errorAt(path, (error as Error).message);
  }
}

function compileConstant(spec: unknown, shape: FieldShape, path: MappingPath, context: CompileContext): MakeValue {
  const type = shape.type === 'number' || shape.type === 'boolean' ? shape.type : 'string';
  const value = type === 'string' && typeof spec === 'number' ? String(spec) : spec;
  if (typeof value !== type) {
    throw context.errorAt(path, `expected {column: …}, {template: …} or a constant ${type}; got ${JSON.stringify(spec)}`);
  }
  if (shape.type === 'choice' && !shape.values.includes(value as string)) {
    throw context.errorAt(path, `expected one of ${shape.values.join(', ')}; got "${value}"`);
  }
  return () => value;
}
