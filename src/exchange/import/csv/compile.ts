import { type Fields, type FieldValue, fieldsInRow } from '../../../records/field.ts';
import { ROW_FIELDS, ROW_KINDS, type RowKind } from '../../../write/validate/rows.ts';
import { LIST_SEPARATOR } from '../jsonRecords.ts';
import type { YamlPath } from '../yaml.ts';
import { columnsOfCondition, type Predicate, predicateOf } from './conditions.ts';
import { type DateReader, dateReaders, isNoDate, isOngoingWord } from './dates.ts';
import { type Aggregate, type Each, type LoadedMapping, type RowMapping, type ValueSource, valueSource } from './mapping.ts';
import {
  type CellLookup,
  type Conversion,
  choiceIn,
  convertValue,
  dateOfParts,
  fillDateTemplate,
  fillTemplate,
  isSpan,
  isUnclearNumber,
  listedValues,
  placeholdersOf,
  TEMPLATE_FILTERS,
  unclearNumber,
} from './values.ts';

/** A record as a mapping sees it: its cells, and where it reports what is wrong with them. */
export interface Cells {
  readonly lookup: CellLookup;
  /** The row is wrong in this field. */
  readonly reject: (field: string, message: string) => void;
  readonly warn: (warning: string, message: string) => void;
  /** The mapping says of the value of this field that it is none. */
  readonly leaveOut: (field: string) => void;
  /** The slug, identifier or id that a reference stands for. A text that is none of these is the name of an entity. */
  readonly refer: (reference: string, field: string, isName: boolean) => string;
}

/** Makes the value of a field from a record. Undefined: the field is left out. A list: `split` cut the value into several. */
type MakeValue = (cells: Cells) => unknown;

/** Makes rows of one kind from records. */
export interface RowMaker {
  readonly kind: RowKind;
  readonly applies: Predicate;
  readonly each: readonly Each[];
  readonly groupBy: readonly string[] | null;
  readonly endsAtNext: readonly string[] | null;
  /** How the records of a group become one value, by field. */
  readonly aggregates: ReadonlyMap<string, Aggregate>;
  readonly make: (cells: Cells) => Record<string, unknown>;
  /** The columns from which a field is made, by its path without positions: `evidence[].quote`. */
  readonly columnsOf: ReadonlyMap<string, readonly string[]>;
}

/** A compiled mapping: the makers of its rows, the columns that it reads, and those that it makes itself. */
export interface CompiledMapping {
  readonly makers: readonly RowMaker[];
  readonly columns: ReadonlySet<string>;
  readonly computed: ReadonlyMap<string, (cells: Cells) => string | null>;
}

/**
 * Compiles a mapping. The makers come in the order in which rows are written: what other rows refer to comes first.
 * @throws BAD_INPUT with the place in the mapping
 */
export function compileMapping(loaded: LoadedMapping): CompiledMapping {
  const compiler = new Compiler(loaded);
  const computed = compiler.computed();
  const makers = loaded.mapping.rows.map((row, index) => compiler.maker(row, ['rows', index]));
  const sorted = makers.sort((a, b) => ROW_KINDS.indexOf(a.kind) - ROW_KINDS.indexOf(b.kind));
  return { makers: sorted, columns: compiler.columns, computed };
}

/** The columns that a mapping names anywhere, also one that is not complete yet. */
export function columnsOfMapping(mapping: unknown): Set<string> {
  const found = new Set<string>();
  const search = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      if (name === 'template') for (const { column } of placeholdersOf(value)) found.add(column);
      else if (name === 'column' || name === 'year' || name === 'month' || name === 'day') found.add(value);
    } else if (Array.isArray(value)) for (const one of value) search(one, name);
    else if (typeof value === 'object' && value !== null) for (const [key, part] of Object.entries(value)) search(part, key);
  };
  search(mapping, '');
  return found;
}

/** References that are not to entities. */
const OTHER_REFERENCES = new Set(['source', 'id', 'about']);
/** The fields that a span of time in one cell fills. */
const SPANS = [
  ['start', 'end'],
  ['activeFrom', 'activeTo'],
  ['attestedFrom', 'attestedUntil'],
] as const;

/** The place of a field in its row: its path without positions, whether it is a field of an element of a list, and its columns. */
interface Place {
  readonly field: string;
  readonly name: string;
  readonly isInList: boolean;
  readonly columnsOf: Map<string, string[]>;
  readonly aggregates: Map<string, Aggregate> | null;
}

/** Compiles the parts of one mapping, each with the path at which it stands. All throw BAD_INPUT with the place in the mapping. */
class Compiler {
  readonly columns = new Set<string>();
  private readonly readers = new Map<string, readonly DateReader[]>();
  private readonly computedNames: ReadonlySet<string>;

  constructor(private readonly loaded: LoadedMapping) {
    this.computedNames = new Set(Object.keys(loaded.mapping.columns ?? {}));
  }

  computed(): Map<string, (cells: Cells) => string | null> {
    const made = new Map<string, (cells: Cells) => string | null>();
    for (const [name, spec] of Object.entries(this.loaded.mapping.columns ?? {})) {
      const path = ['columns', name];
      if (!isSource(spec)) throw this.loaded.errorAt(path, 'expected {column: …}, {template: …} or {date: …}');
      const place = { field: name, name, isInList: false, columnsOf: new Map(), aggregates: null };
      const before = new Set(this.columns);
      const make = this.source(spec, { kind: 'line' }, path, place);
      // A column that is made from one of the same name needs that of the file.
      for (const column of this.columns)
        if (!before.has(column) && column !== name && this.computedNames.has(column)) this.columns.delete(column);
      made.set(name, (cells) => {
        const value = make(cells);
        return value === undefined ? null : Array.isArray(value) ? value.join(LIST_SEPARATOR) : String(value);
      });
    }
    return made;
  }

  maker({ kind, when, each = [], groupBy, endsAtNext, fields }: RowMapping, path: YamlPath): RowMaker {
    const eachList = [each].flat();
    const own = new Set(eachList.flatMap(({ as, columnAs = [] }) => [as, columnAs].flat()));
    const add = (column: string): void => {
      if (!own.has(column) && !own.has(column.split('.')[0]!) && !this.computedNames.has(column)) this.columns.add(column);
    };
    const columnsOf = new Map<string, string[]>();
    const aggregates = new Map<string, Aggregate>();
    const read = new Set<string>();
    const collector = new RowCompiler(this, read);
    const place: Place = { field: '', name: '', isInList: false, columnsOf, aggregates };
    const make = collector.fields(fields, ROW_FIELDS[kind], [...path, 'fields'], place);
    for (const column of [
      ...read,
      ...(when ? columnsOfCondition(when) : []),
      ...eachList.flatMap(({ column }) => column),
      ...(groupBy ?? []),
      ...(endsAtNext ?? []),
    ])
      add(column);
    if (aggregates.size > 0 && !groupBy)
      throw this.loaded.errorAt(path, '`aggregate` joins the records of a group; name it with `groupBy`');
    if (endsAtNext && !('start' in ROW_FIELDS[kind]))
      throw this.loaded.errorAt(path, `rows of ${kind} have no start, so none ends when the next one starts`);
    return {
      kind,
      applies: predicateOf(when),
      each: eachList,
      groupBy: groupBy ?? null,
      endsAtNext: endsAtNext ?? null,
      aggregates,
      make,
      columnsOf,
    };
  }

  errorAt(path: YamlPath, message: string): Error {
    return this.loaded.errorAt(path, message);
  }

  source(spec: unknown, type: FieldValue, path: YamlPath, place: Place, read: Set<string> = this.columns): MakeValue {
    const parsed = valueSource.safeParse(spec);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      throw this.loaded.errorAt([...path, ...(issue.path as YamlPath)], issue.message);
    }
    if (type.kind === 'row') throw this.loaded.errorAt(path, 'expected an object of fields; one column cannot fill all of them');
    const source = parsed.data;
    this.checkAggregate(source, path, place);
    const columns = this.columnsOfSource(source, path);
    if (columns.includes(TO_CHOOSE)) throw this.loaded.errorAt(path, 'expected the name of a column; CHOOSE is not chosen yet');
    for (const column of [...columns, ...(source.when ? columnsOfCondition(source.when) : [])]) read.add(column);
    const applies = predicateOf(source.when);
    const known = place.columnsOf.get(place.field) ?? [];
    place.columnsOf.set(place.field, [...known, ...columns]);
    const textOf = textMaker(source, type);
    const convert = this.converter(source, type, path, place);
    const given = source.default ?? undefined;
    const fallback = given === undefined ? undefined : convert(String(given), null);
    const pattern = source.pattern === undefined ? null : new RegExp(source.pattern, 'u');
    const extract = (text: string, cells: Cells): string | null => {
      const match = pattern!.exec(text);
      if (match) return (match[1] ?? match[0]) || null;
      cells.warn('pattern-without-match', `The pattern of \`${place.field}\` finds nothing in "${text}"; no value.`);
      return null;
    };
    if (source.aggregate === 'count' && columns.length === 0) return (cells) => (applies(cells.lookup) ? 1 : undefined);
    return (cells) => {
      if (!applies(cells.lookup)) return undefined;
      const text = textOf(cells.lookup);
      if (text === null) return fallback;
      const isList = source.split !== undefined || text.includes(LIST_SEPARATOR);
      if (!isList) {
        const found = pattern === null ? text : extract(text, cells);
        return found === null ? fallback : (convert(found, cells) ?? fallback);
      }
      const parts = listedValues(text, source.split).flatMap((part) => (pattern === null ? part : (extract(part, cells) ?? [])));
      // A list of JSON in a field of one value is shown as one text.
      return source.split === undefined && !place.isInList ? convert(parts.join('; '), cells) : parts.map((part) => convert(part, cells));
    };
  }

  /** Converts the text of a source to the value of a field. Without cells, of a constant: references are not looked up. */
  private converter(source: ValueSource, type: FieldValue, path: YamlPath, place: Place): (text: string, cells: Cells | null) => unknown {
    const conversion: Conversion = {
      dates: this.dateReaders(source.dates ?? this.loaded.mapping.dates ?? [], [...path, 'dates']),
      numbers: { ...this.loaded.mapping.numbers, ...source.numbers },
    };
    const { values, otherwise } = source;
    const exact = new Map(Object.entries(values ?? {}));
    const inAnyCase = new Map(Object.entries(values ?? {}).map(([value, replacement]) => [value.trim().toLowerCase(), replacement]));
    const listed = [...exact.keys()].join(', ');
    const isReference = type.kind === 'reference' && !OTHER_REFERENCES.has(place.name);
    const isListed = (text: string): boolean => exact.has(text) || inAnyCase.has(text.toLowerCase());
    // A code that a program made a number with decimals: 1.0 is 1.
    const withoutDecimals = (text: string): string => (/^\d+\.0+$/.test(text) && !isListed(text) ? text.replace(/\.0+$/, '') : text);
    const convert = (text: string): unknown => convertValue(text, type, conversion);
    return (given, cells) => {
      const text = values === undefined ? given : withoutDecimals(given);
      let value: unknown = given;
      if (values !== undefined && isListed(text)) value = exact.has(text) ? exact.get(text) : inAnyCase.get(text.toLowerCase());
      else if (otherwise !== undefined) value = otherwise;
      else if (values !== undefined && cells && type.kind === 'choice' && choiceIn(text, type.values) === null) {
        cells.reject(
          place.field,
          `Expected a value that \`values\` lists: ${listed}; got "${text}". List it there, or say with \`otherwise\` what others become.`,
        );
        return undefined;
      }
      if (value === null && isListed(text)) cells?.leaveOut(place.field);
      if (value === null || value === undefined) return undefined;
      if (typeof value === 'boolean' && type.kind === 'boolean') return value;
      if (isUnclearNumber(String(value), type, conversion.numbers)) cells?.reject(place.field, unclearNumber(String(value)));
      const converted = convert(String(value));
      if (isReference && cells && typeof converted === 'string') return cells.refer(converted, place.field, source.by === 'name');
      return converted;
    };
  }

  private checkAggregate({ aggregate }: ValueSource, path: YamlPath, { aggregates, field, isInList }: Place): void {
    if (aggregate === undefined) return;
    if (!aggregates || isInList || /[.[]/.test(field))
      throw this.loaded.errorAt(path, '`aggregate` is only for the fields of the row itself');
    aggregates.set(field, aggregate);
  }

  private columnsOfSource({ column, template, date }: ValueSource, path: YamlPath): string[] {
    const templates = template === undefined ? [] : [template].flat();
    for (const one of templates) this.checkTemplate(one, [...path, 'template']);
    const inTemplates = templates.flatMap(placeholdersOf).map((placeholder) => placeholder.column);
    const inDate = date === undefined ? [] : [date.year, date.month, date.day].filter((one) => one !== undefined);
    return [...(column === undefined ? [] : [column].flat()), ...inTemplates, ...inDate];
  }

  private checkTemplate(template: string, path: YamlPath): void {
    for (const { filter } of placeholdersOf(template)) {
      if (filter === undefined || Object.hasOwn(TEMPLATE_FILTERS, filter)) continue;
      throw this.loaded.errorAt(path, `there is no filter "${filter}"; expected one of ${Object.keys(TEMPLATE_FILTERS).join(', ')}`);
    }
  }

  private dateReaders(formats: readonly string[], path: YamlPath): readonly DateReader[] {
    const key = JSON.stringify(formats);
    const known = this.readers.get(key);
    if (known) return known;
    try {
      const made = dateReaders(formats, this.loaded.mapping.latestYear);
      this.readers.set(key, made);
      return made;
    } catch (error) {
      throw this.loaded.errorAt(path, (error as Error).message);
    }
  }
}

/** Compiles one row of a mapping, and notes the columns that it reads. */
class RowCompiler {
  constructor(
    private readonly compiler: Compiler,
    private readonly read: Set<string>,
  ) {}

  fields(specs: Readonly<Record<string, unknown>>, fields: Fields, path: YamlPath, place: Place): RowMaker['make'] {
    const known = new Map(fieldsInRow(fields));
    const makers = Object.entries(specs).map(([name, spec]) => {
      const at = [...path, name];
      const field = known.get(name);
      if (!field) throw this.compiler.errorAt(at, `there is no such field; expected one of ${[...known.keys()].join(', ')}`);
      const inside = { ...place, name, field: place.field === '' ? name : `${place.field}.${name}` };
      return [name, this.value(spec, field.value, at, inside)] as const;
    });
    const missing = requiredIn(fields).filter((name) => !(name in specs));
    if (missing.length > 0)
      throw this.compiler.errorAt(path, `missing required field${missing.length > 1 ? 's' : ''}: ${missing.join(', ')}`);
    const hasDates = Object.keys(specs).some((name) => known.get(name)!.value.kind === 'date');
    return (cells) => {
      const row: Record<string, unknown> = {};
      for (const [name, make] of makers) {
        const value = make(cells);
        if (value !== undefined) row[name] = value;
      }
      if (hasDates) spreadSpans(row, known);
      return row;
    };
  }

  private value(spec: unknown, type: FieldValue, path: YamlPath, place: Place): MakeValue {
    if (type.kind === 'list') {
      const element = { ...place, field: `${place.field}[]`, isInList: true };
      const makers = Array.isArray(spec)
        ? spec.map((one, index) => this.value(one, type.of, [...path, index], element))
        : [this.value(spec, type.of, path, element)];
      return listMaker(makers, type.of);
    }
    if (isAlternatives(spec)) {
      const makers = spec.first.map((one, index) => this.value(one, type, [...path, 'first', index], place));
      return (cells) => {
        for (const make of makers) {
          const value = make(cells);
          if (value !== undefined) return value;
        }
        return undefined;
      };
    }
    if (isSource(spec)) return this.compiler.source(spec, type, path, place, this.read);
    if (type.kind !== 'row') return this.constant(spec, type, path);
    if (spec === null || typeof spec !== 'object' || Array.isArray(spec)) throw this.compiler.errorAt(path, 'expected an object of fields');
    return this.fields(spec as Record<string, unknown>, type.fields, path, place);
  }

  private constant(spec: unknown, type: FieldValue, path: YamlPath): MakeValue {
    const expected = type.kind === 'boolean' ? 'boolean' : type.kind === 'number' || type.kind === 'count' ? 'number' : 'string';
    const value = expected === 'string' && typeof spec === 'number' ? String(spec) : spec;
    if (typeof value !== expected)
      throw this.compiler.errorAt(path, `expected {column: …}, {template: …} or a constant ${expected}; got ${JSON.stringify(spec)}`);
    if (type.kind === 'choice' && !type.values.includes(value as string)) {
      const got = value === TO_CHOOSE ? 'it is not chosen yet' : `got "${value}"`;
      throw this.compiler.errorAt(path, `expected one of ${type.values.join(', ')}; ${got}`);
    }
    return () => value;
  }
}

/** In a proposed mapping: what a reader must choose, since the table does not say it. */
export const TO_CHOOSE = 'CHOOSE';

/** The text of a source in a record; null where it has none. */
function textMaker({ column, template, date }: ValueSource, type: FieldValue): (lookup: CellLookup) => string | null {
  if (date) {
    const { year, month, day } = date;
    return (lookup) => dateOfParts(lookup(year), month === undefined ? null : lookup(month), day === undefined ? null : lookup(day));
  }
  const fill = type.kind === 'date' ? fillDateTemplate : fillTemplate;
  const makers =
    column === undefined
      ? [template ?? []].flat().map((one) => (lookup: CellLookup) => fill(one, lookup)?.replaceAll(LIST_SEPARATOR, '; ') ?? null)
      : [column].flat().map((one) => (lookup: CellLookup) => lookup(one));
  const [only] = makers;
  if (makers.length === 1) return type.kind === 'date' ? (lookup) => withoutCodes(only!(lookup)) : only!;
  return (lookup) => {
    for (const make of makers) {
      const text = type.kind === 'date' ? withoutCodes(make(lookup)) : make(lookup);
      if (text !== null) return text;
    }
    return null;
  };
}

/** A code for "not known" in a column of dates is no date. */
function withoutCodes(text: string | null): string | null {
  return text !== null && isNoDate(text) ? null : text;
}

/** Puts the two ends of a span in one cell into their fields. A span in a field without a second one stays text, which the check rejects. */
function spreadSpans(row: Record<string, unknown>, known: ReadonlyMap<string, unknown>): void {
  for (const [startName, endName] of SPANS) {
    const [start, end] = [row[startName], row[endName]];
    if (startName !== 'attestedFrom' && typeof end === 'string' && isOngoingWord(end)) {
      delete row[endName];
      if (known.has('ongoing')) row.ongoing ??= true;
    }
    if (isSpan(end)) set(row, endName, end.end);
    if (!isSpan(start) || !known.has(endName)) continue;
    set(row, startName, start.start);
    if (end === undefined) set(row, endName, start.end);
    if (start.isOngoing && startName === 'start' && known.has('ongoing')) row.ongoing ??= true;
  }
  for (const [name, value] of Object.entries(row)) if (isSpan(value)) row[name] = value.text;
}

function set(row: Record<string, unknown>, name: string, value: unknown): void {
  if (value === undefined) delete row[name];
  else row[name] = value;
}

/** Makes a list of the values of its elements. An element that lacks a required field is left out: a record may have two aliases or five. */
function listMaker(makers: readonly MakeValue[], element: FieldValue): MakeValue {
  const required = element.kind === 'row' ? requiredIn(element.fields) : [];
  const isComplete = (value: unknown): boolean =>
    value !== undefined && required.every((name) => (value as Record<string, unknown>)[name] !== undefined);
  return (cells) => {
    const items = makers.flatMap((make) => elementsOf(make(cells), element)).filter(isComplete);
    return items.length > 0 ? items : undefined;
  };
}

/** An element with a field whose value was split becomes one element for each part. */
function elementsOf(value: unknown, element: FieldValue): unknown[] {
  if (element.kind !== 'row' || value === undefined) return Array.isArray(value) ? value : [value];
  const isSplit = ([name, part]: [string, unknown]): boolean => Array.isArray(part) && element.fields[name]!.value.kind !== 'list';
  const [name, parts] = Object.entries(value as Record<string, unknown>).find(isSplit) ?? [];
  if (name === undefined) return [value];
  const known = new Map(Object.entries(element.fields));
  return (parts as unknown[]).map((part) => {
    const row: Record<string, unknown> = { ...(value as object), [name]: part };
    if (isSpan(part)) spreadSpans(row, known);
    return row;
  });
}

/** Several ways to a value: the first that gives one. */
function isAlternatives(spec: unknown): spec is { readonly first: readonly unknown[] } {
  return typeof spec === 'object' && spec !== null && 'first' in spec && Array.isArray(spec.first) && Object.keys(spec).length === 1;
}

function isSource(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && ['column', 'template', 'date', 'aggregate'].some((name) => name in spec);
}

function requiredIn(fields: Fields): string[] {
  return fieldsInRow(fields).flatMap(([name, { required }]) => (required ? [name] : []));
}
