import { type Fields, type FieldValue, fieldsInRow } from '../../../records/field.ts';
import { ROW_FIELDS, ROW_KINDS, type RowKind } from '../../../write/validate/rows.ts';
import type { YamlPath } from '../yaml.ts';
import { type DateReader, dateReader, readIsoDate } from './dates.ts';
import { type Condition, type LoadedMapping, type RowMapping, valueSource } from './mapping.ts';
import { type CellLookup, convertValue, fillTemplate, placeholdersOf, TEMPLATE_FILTERS } from './values.ts';

/** Makes the value of a field from a record. Undefined: the field is left out. A list: `split` cut the value into several. */
type MakeValue = (lookup: CellLookup) => unknown;

/** Makes rows of one kind from records. */
export interface RowMaker {
  readonly kind: RowKind;
  readonly applies: (lookup: CellLookup) => boolean;
  readonly make: (lookup: CellLookup) => Record<string, unknown>;
}

/** A compiled mapping: the makers of its rows, and the columns that it reads. */
export interface CompiledMapping {
  readonly makers: readonly RowMaker[];
  readonly columns: ReadonlySet<string>;
}

/**
 * Compiles a mapping. The makers come in the order in which rows are written: what other rows refer to comes first.
 * @throws BAD_INPUT with the place in the mapping
 */
export function compileMapping(loaded: LoadedMapping): CompiledMapping {
  const compiler = new Compiler(loaded);
  const makers = loaded.mapping.rows.map((row, index) => compiler.maker(row, ['rows', index]));
  return { makers: makers.sort((a, b) => ROW_KINDS.indexOf(a.kind) - ROW_KINDS.indexOf(b.kind)), columns: compiler.columns };
}

function predicateOf(condition: Condition | undefined): RowMaker['applies'] {
  if (!condition) return () => true;
  const { column, is } = condition;
  if (is === undefined) return (lookup) => lookup(column) !== null;
  const values = new Set([is].flat().map(String));
  return (lookup) => values.has(lookup(column) ?? '');
}

/** Compiles the parts of one mapping, each with the path at which it stands. All throw BAD_INPUT with the place in the mapping. */
class Compiler {
  readonly columns = new Set<string>();

  constructor(private readonly loaded: LoadedMapping) {}

  maker({ kind, when, fields }: RowMapping, path: YamlPath): RowMaker {
    if (when) this.columns.add(when.column);
    return { kind, applies: predicateOf(when), make: this.fields(fields, ROW_FIELDS[kind], [...path, 'fields']) };
  }

  private fields(specs: Readonly<Record<string, unknown>>, fields: Fields, path: YamlPath): RowMaker['make'] {
    const known = new Map(fieldsInRow(fields));
    const makers = Object.entries(specs).map(([name, spec]) => {
      const at = [...path, name];
      const field = known.get(name);
      if (!field) throw this.loaded.errorAt(at, `there is no such field; expected one of ${[...known.keys()].join(', ')}`);
      return [name, this.value(spec, field.value, at)] as const;
    });
    const missing = requiredIn(fields).filter((name) => !(name in specs));
    if (missing.length > 0)
      throw this.loaded.errorAt(path, `missing required field${missing.length > 1 ? 's' : ''}: ${missing.join(', ')}`);
    return (lookup) => {
      const row: Record<string, unknown> = {};
      for (const [name, make] of makers) {
        const value = make(lookup);
        if (value !== undefined) row[name] = value;
      }
      return row;
    };
  }

  private value(spec: unknown, type: FieldValue, path: YamlPath): MakeValue {
    if (type.kind === 'list') {
      const makers = Array.isArray(spec)
        ? spec.map((one, index) => this.value(one, type.of, [...path, index]))
        : [this.value(spec, type.of, path)];
      return listMaker(makers, type.of);
    }
    if (isSource(spec)) return this.source(spec, type, path);
    if (type.kind !== 'row') return this.constant(spec, type, path);
    if (spec === null || typeof spec !== 'object' || Array.isArray(spec)) throw this.loaded.errorAt(path, 'expected an object of fields');
    return this.fields(spec as Record<string, unknown>, type.fields, path);
  }

  private source(spec: unknown, type: FieldValue, path: YamlPath): MakeValue {
    const parsed = valueSource.safeParse(spec);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      throw this.loaded.errorAt([...path, ...(issue.path as YamlPath)], issue.message);
    }
    if (type.kind === 'row') throw this.loaded.errorAt(path, 'expected an object of fields; one column cannot fill all of them');
    const { column, template, split, values = {} } = parsed.data;
    if (column !== undefined) this.columns.add(column);
    if (template !== undefined) this.checkTemplate(template, [...path, 'template']);
    const dates = this.dateReaders(parsed.data.dates ?? this.loaded.mapping.dates ?? [], [...path, 'dates']);
    const replacements = new Map(Object.entries(values));
    const valueFor = (text: string): unknown => {
      const value = replacements.has(text) ? replacements.get(text) : text;
      return typeof value === 'string' ? convertValue(value, type, dates) : (value ?? undefined);
    };
    const given = parsed.data.default ?? undefined;
    const fallback = given === undefined ? undefined : valueFor(String(given));
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

  private checkTemplate(template: string, path: YamlPath): void {
    for (const { column, filter } of placeholdersOf(template)) {
      this.columns.add(column);
      if (filter === undefined || Object.hasOwn(TEMPLATE_FILTERS, filter)) continue;
      throw this.loaded.errorAt(path, `there is no filter "${filter}"; expected one of ${Object.keys(TEMPLATE_FILTERS).join(', ')}`);
    }
  }

  private dateReaders(formats: readonly string[], path: YamlPath): DateReader[] {
    try {
      return [...formats.map(dateReader), readIsoDate];
    } catch (error) {
      throw this.loaded.errorAt(path, (error as Error).message);
    }
  }

  private constant(spec: unknown, type: FieldValue, path: YamlPath): MakeValue {
    const expected = type.kind === 'boolean' ? 'boolean' : type.kind === 'number' || type.kind === 'count' ? 'number' : 'string';
    const value = expected === 'string' && typeof spec === 'number' ? String(spec) : spec;
    if (typeof value !== expected)
      throw this.loaded.errorAt(path, `expected {column: …}, {template: …} or a constant ${expected}; got ${JSON.stringify(spec)}`);
    if (type.kind === 'choice' && !type.values.includes(value as string))
      throw this.loaded.errorAt(path, `expected one of ${type.values.join(', ')}; got "${value}"`);
    return () => value;
  }
}

/** Makes a list of the values of its elements. An element that lacks a required field is left out: a record may have two aliases or five. */
function listMaker(makers: readonly MakeValue[], element: FieldValue): MakeValue {
  const required = element.kind === 'row' ? requiredIn(element.fields) : [];
  const isComplete = (value: unknown): boolean =>
    value !== undefined && required.every((name) => (value as Record<string, unknown>)[name] !== undefined);
  return (lookup) => {
    const items = makers.flatMap((make) => elementsOf(make(lookup), element)).filter(isComplete);
    return items.length > 0 ? items : undefined;
  };
}

/** An element with a field whose value was split becomes one element for each part. */
function elementsOf(value: unknown, element: FieldValue): unknown[] {
  if (element.kind !== 'row' || value === undefined) return Array.isArray(value) ? value : [value];
  const isSplit = ([name, part]: [string, unknown]): boolean => Array.isArray(part) && element.fields[name]!.value.kind !== 'list';
  const [name, parts] = Object.entries(value as Record<string, unknown>).find(isSplit) ?? [];
  return name === undefined ? [value] : (parts as unknown[]).map((part) => ({ ...(value as object), [name]: part }));
}

function isSource(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && ('column' in spec || 'template' in spec);
}

function requiredIn(fields: Fields): string[] {
  return fieldsInRow(fields).flatMap(([name, { required }]) => (required ? [name] : []));
}
