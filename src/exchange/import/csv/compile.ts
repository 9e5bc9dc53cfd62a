import { AllegianceError } from '../../../model/errors.ts';
import { type Fields, type FieldValue, fieldsInRow } from '../../../records/field.ts';
import { type DateReader, dateReader, readIsoDate } from './dates.ts';
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
  declared: Fields,
  path: MappingPath,
  context: CompileContext,
): MakeValue {
  const known = new Map(fieldsInRow(declared));
  const makers = Object.entries(fields).map(([name, spec]) => {
    const at = [...path, name];
    const field = known.get(name);
    if (!field) throw context.errorAt(at, `there is no such field; expected one of ${[...known.keys()].join(', ')}`);
    return [name, compile(spec, field.value, at, context)] as const;
  });
  const missing = requiredNames(declared).filter((name) => !(name in fields));
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

function requiredNames(fields: Fields): string[] {
  return fieldsInRow(fields).flatMap(([name, { required }]) => (required ? [name] : []));
}

function compile(spec: unknown, value: FieldValue, path: MappingPath, context: CompileContext): MakeValue {
  if (value.kind === 'list') return compileList(Array.isArray(spec) ? spec : [spec], value.of, path, context, Array.isArray(spec));
  if (isSource(spec)) return compileSource(spec, value, path, context);
  if (value.kind !== 'row') return compileConstant(spec, value, path, context);
  if (spec === null || typeof spec !== 'object' || Array.isArray(spec)) throw context.errorAt(path, 'expected an object of fields');
  return compileFields(spec as Record<string, unknown>, value.fields, path, context);
}

/** A list of the values of its elements. An element that lacks a required field is left out: a record may have two aliases or five. */
function compileList(
  specs: readonly unknown[],
  element: FieldValue,
  path: MappingPath,
  context: CompileContext,
  isListed: boolean,
): MakeValue {
  const makers = specs.map((spec, index) => compile(spec, element, isListed ? [...path, index] : path, context));
  const required = element.kind === 'row' ? requiredNames(element.fields) : [];
  const isComplete = (value: unknown): boolean =>
    value !== undefined && required.every((name) => (value as Record<string, unknown>)[name] !== undefined);
  return (lookup) => {
    const items = makers.flatMap((make) => elementsOf(make(lookup), element)).filter(isComplete);
    return items.length === 0 ? undefined : items;
  };
}

/** An element with a field whose value was split becomes one element for each part. */
function elementsOf(value: unknown, element: FieldValue): unknown[] {
  if (element.kind !== 'row' || value === undefined) return Array.isArray(value) ? value : [value];
  const [name, parts] =
    Object.entries(value as Record<string, unknown>).find(
      ([field, part]) => Array.isArray(part) && element.fields[field]!.value.kind !== 'list',
    ) ?? [];
  return name === undefined ? [value] : (parts as unknown[]).map((part) => ({ ...(value as object), [name]: part }));
}

function isSource(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && ('column' in spec || 'template' in spec);
}

function compileSource(spec: unknown, type: FieldValue, path: MappingPath, context: CompileContext): MakeValue {
  const parsed = valueSource.safeParse(spec);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw context.errorAt([...path, ...(issue.path as MappingPath)], issue.message);
  }
  if (type.kind === 'row') throw context.errorAt(path, 'expected an object of fields; one column cannot fill all of them');
  const { column, template, split, values = {} } = parsed.data;
  checkPlaceholders(parsed.data, path, context);
  const dates = dateReadersOf(parsed.data.dates ?? context.dates, [...path, 'dates'], context);
  const replacements = new Map(Object.entries(values));
  const valueFor = (text: string): unknown => {
    const value = replacements.has(text) ? replacements.get(text) : text;
    return typeof value === 'string' ? convertValue(value, type, dates) : (value ?? undefined);
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

function compileConstant(spec: unknown, field: FieldValue, path: MappingPath, context: CompileContext): MakeValue {
  const type = field.kind === 'number' || field.kind === 'count' ? 'number' : field.kind === 'boolean' ? field.kind : 'string';
  const value = type === 'string' && typeof spec === 'number' ? String(spec) : spec;
  if (typeof value !== type) {
    throw context.errorAt(path, `expected {column: …}, {template: …} or a constant ${type}; got ${JSON.stringify(spec)}`);
  }
  if (field.kind === 'choice' && !field.values.includes(value as string)) {
    throw context.errorAt(path, `expected one of ${field.values.join(', ')}; got "${value}"`);
  }
  return () => value;
}
