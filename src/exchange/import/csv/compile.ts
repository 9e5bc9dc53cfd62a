import { AllegianceError } from '../../../model/errors.ts';
import { type DateReader, dateReader, usualDate } from './dates.ts';
import type { FieldShape, ObjectShape } from './fieldShapes.ts';
import type { MappingPath } from './mapping.ts';
import { converted, FILTERS, filled, type Given, placeholdersOf, type Source, source } from './values.ts';

/** Makes the value of a field from a record. Undefined: the field is left out. A list: `split` cut the value into several. */
export type Make = (given: Given) => unknown;

/** What compiling a field needs beside the field itself. */
export interface Compiling {
  readonly dates: readonly string[];
  readonly wrong: (path: MappingPath, message: string) => AllegianceError;
  /** Called for every column that a field reads, with its place in the mapping. */
  readonly addColumn: (name: string, path: MappingPath) => void;
}

/**
 * Compiles the fields of a row in a mapping into a function that makes the row from a record.
 * @throws BAD_INPUT with the place in the mapping
 */
export function compileFields(fields: Readonly<Record<string, unknown>>, shape: ObjectShape, path: MappingPath, by: Compiling): Make {
  const makers = Object.entries(fields).map(([name, spec]) => {
    const at = [...path, name];
    const field = shape.fields.get(name);
    if (!field) throw by.wrong(at, `there is no such field; expected one of ${[...shape.fields.keys()].join(', ')}`);
    return [name, compile(spec, field, at, by)] as const;
  });
  const missing = shape.required.filter((name) => !(name in fields));
  if (missing.length > 0) throw by.wrong(path, `missing required field${missing.length > 1 ? 's' : ''}: ${missing.join(', ')}`);
  return (given) => {
    const row: Record<string, unknown> = {};
    for (const [name, make] of makers) {
      const value = make(given);
      if (value !== undefined) row[name] = value;
    }
    return row;
  };
}

function compile(spec: unknown, shape: FieldShape, path: MappingPath, by: Compiling): Make {
  if (shape.is === 'list') return compileList(Array.isArray(spec) ? spec : [spec], shape.of, path, by, Array.isArray(spec));
  if (isSource(spec)) return compileSource(spec, shape, path, by);
  if (shape.is !== 'object') return compileConstant(spec, shape, path, by);
  if (spec === null || typeof spec !== 'object' || Array.isArray(spec)) throw by.wrong(path, 'expected an object of fields');
  return compileFields(spec as Record<string, unknown>, shape, path, by);
}

/** A list of the values of its elements. An element that lacks a required field is left out: a record may have two aliases or five. */
function compileList(specs: readonly unknown[], of: FieldShape, path: MappingPath, by: Compiling, isListed: boolean): Make {
  const makers = specs.map((spec, index) => compile(spec, of, isListed ? [...path, index] : path, by));
  const isWhole = (value: unknown): boolean =>
    value !== undefined && (of.is !== 'object' || of.required.every((name) => (value as Record<string, unknown>)[name] !== undefined));
  return (given) => {
    const items = makers.flatMap((make) => several(make(given), of)).filter(isWhole);
    return items.length === 0 ? undefined : items;
  };
}

/** An element with a field whose value was split becomes one element for each part. */
function several(value: unknown, of: FieldShape): unknown[] {
  if (of.is !== 'object' || value === undefined) return Array.isArray(value) ? value : [value];
  const [name, parts] =
    Object.entries(value as Record<string, unknown>).find(([field, part]) => Array.isArray(part) && of.fields.get(field)!.is !== 'list') ??
    [];
  return name === undefined ? [value] : (parts as unknown[]).map((part) => ({ ...(value as object), [name]: part }));
}

function isSource(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && ('column' in spec || 'template' in spec);
}

function compileSource(spec: unknown, shape: FieldShape, path: MappingPath, by: Compiling): Make {
  const parsed = source.safeParse(spec);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw by.wrong([...path, ...(issue.path as MappingPath)], issue.message);
  }
  if (shape.is === 'object') throw by.wrong(path, 'expected an object of fields; one column cannot fill all of them');
  const { column, template, split, values = {} } = parsed.data;
  checkPlaceholders(parsed.data, path, by);
  const dates = readersOf(parsed.data.dates ?? by.dates, [...path, 'dates'], by);
  const known = new Map(Object.entries(values));
  const valueFor = (text: string): unknown => {
    const value = known.has(text) ? known.get(text) : text;
    return typeof value === 'string' ? converted(value, shape, dates) : (value ?? undefined);
  };
  const otherwise = parsed.data.default === undefined || parsed.data.default === null ? undefined : valueFor(String(parsed.data.default));
  return (given) => {
    const text = column === undefined ? filled(template!, given) : given(column);
    if (text === null) return otherwise;
    if (split === undefined) return valueFor(text) ?? otherwise;
    return text
      .split(split)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(valueFor);
  };
}

function checkPlaceholders({ column, template }: Source, path: MappingPath, by: Compiling): void {
  if (column !== undefined) by.addColumn(column, [...path, 'column']);
  for (const { column: named, filter } of placeholdersOf(template ?? '')) {
    by.addColumn(named, [...path, 'template']);
    if (filter === undefined || Object.hasOwn(FILTERS, filter)) continue;
    throw by.wrong([...path, 'template'], `there is no filter "${filter}"; expected one of ${Object.keys(FILTERS).join(', ')}`);
  }
}

function readersOf(forms: readonly string[], path: MappingPath, by: Compiling): DateReader[] {
  try {
    return [...forms.map(dateReader), usualDate];
  } catch (error) {
    throw by.wrong(path, (error as Error).message);
  }
}

function compileConstant(spec: unknown, shape: FieldShape, path: MappingPath, by: Compiling): Make {
  const type = shape.is === 'number' || shape.is === 'boolean' ? shape.is : 'string';
  const value = type === 'string' && typeof spec === 'number' ? String(spec) : spec;
  if (typeof value !== type) {
    throw by.wrong(path, `expected {column: …}, {template: …} or a constant ${type}; got ${JSON.stringify(spec)}`);
  }
  if (shape.is === 'choice' && !shape.values.includes(value as string)) {
    throw by.wrong(path, `expected one of ${shape.values.join(', ')}; got "${value}"`);
  }
  return () => value;
}
