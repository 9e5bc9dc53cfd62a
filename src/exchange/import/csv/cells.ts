import type { CsvRecord } from '../csvRecords.ts';
import { LIST_SEPARATOR } from '../jsonRecords.ts';
import type { Cells, CompiledMapping } from './compile.ts';
import type { Each, Mapping } from './mapping.ts';
import { type CellLookup, listedValues, splitAt } from './values.ts';

/** `{line}` in a template is the line of the record, unless the file has a column of this name. */
export const LINE_COLUMN = 'line';

/**
 * Looks up columns of a record: those that the mapping makes, then constants, then the columns of the file; null for an empty
 * value and for `nulls`.
 */
export function lookupFactory(
  { constants = {}, nulls = [] }: Mapping,
  computed: CompiledMapping['computed'],
): (record: CsvRecord, cells: Omit<Cells, 'lookup'>) => CellLookup {
  const nullTexts = new Set(['', ...nulls.map(String)]);
  const fixed = new Map(Object.entries(constants).map(([name, value]) => [name, String(value)]));
  return ({ values, line }, cells) => {
    const inFile: CellLookup = (column) => {
      const given = fixed.get(column) ?? (Object.hasOwn(values, column) ? values[column]! : column === LINE_COLUMN ? String(line) : '');
      const text = withoutEdges(given);
      return nullTexts.has(text) ? null : text;
    };
    if (computed.size === 0) return inFile;
    const found = new Map<string, string | null>();
    const running = new Set<string>();
    const lookup: CellLookup = (column) => {
      const make = computed.get(column);
      // A column that is made from one of the same name reads that of the file.
      if (!make || running.has(column)) return inFile(column);
      if (!found.has(column)) {
        running.add(column);
        const text = make({ ...cells, lookup })?.trim() ?? '';
        running.delete(column);
        found.set(column, nullTexts.has(text) ? null : text);
      }
      return found.get(column)!;
    };
    return lookup;
  };
}

/** Spaces at the ends, and marks that nobody sees: of direction, of zero width, of the order of bytes. */
const EDGES =
  /^[\s\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+|[\s\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+$/g;

function withoutEdges(text: string): string {
  const trimmed = text.trim();
  return /^[\u200b-\u206f\ufeff]|[\u200b-\u206f\ufeff]$/.test(trimmed) ? trimmed.replace(EDGES, '') : trimmed;
}

/**
 * The lookups of the rows that a record makes: one, or one for each value, or pair of values, of its lists.
 * @param warn Called where lists whose values belong together have not as many, and where a list has one value and no pair.
 */
export function expanded(lookup: CellLookup, each: readonly Each[], warn: Cells['warn'] = () => undefined): CellLookup[] {
  return each.reduce<CellLookup[]>((lookups, one) => lookups.flatMap((inner) => withValues(inner, one, warn)), [lookup]);
}

function withValues(lookup: CellLookup, { column, split, as, pairs, columnAs }: Each, warn: Cells['warn']): CellLookup[] {
  const [columns, names] = [[column].flat(), [as].flat()];
  if (!pairs && names.length > 1) return withValuesByPlace(lookup, columns, names, split, warn);
  const values = columns.flatMap((from) => listedValues(lookup(from) ?? '', split).map((value) => ({ from, value })));
  if (!pairs) {
    return values.map(({ from, value }) => {
      const inner = columnAs === undefined ? lookup : withValue(lookup, columnAs, from);
      return withValue(inner, names[0]!, value);
    });
  }
  const different = [...new Set(values.map(({ value }) => value))];
  if (different.length === 1)
    warn('no-pair', `Expected two values or more in ${columns.join(', ')}; got only “${different[0]}”, which makes no pair.`);
  return different.flatMap((first, at) =>
    different.slice(at + 1).map((second) => withValue(withValue(lookup, names[0]!, first), names[1]!, second)),
  );
}

/** Where the lists have not as many values, only those of the first are known. */
function withValuesByPlace(
  lookup: CellLookup,
  columns: readonly string[],
  names: readonly string[],
  split: string | readonly string[] | undefined,
  warn: Cells['warn'],
): CellLookup[] {
  const lists = columns.map((column) => placesIn(lookup(column) ?? '', split));
  const isEven = lists.every(({ length }) => length === lists[0]!.length);
  if (!isEven) {
    const counts = lists.map(({ length }, index) => `${columns[index]} has ${length}`).join(', ');
    warn('lists-differ', `Expected lists with as many values: ${counts}. The values of ${columns[0]} stand alone.`);
  }
  return lists[0]!.map((_, place) =>
    names.reduce((inner, name, index) => withValue(inner, name, isEven || index === 0 ? lists[index]![place]! : ''), lookup),
  );
}

/** The values of a list with those that are blank, so that each keeps its place. */
function placesIn(text: string, split: string | readonly string[] | undefined): string[] {
  return splitAt(text, [split ?? LIST_SEPARATOR].flat()).map((part) => part.trim());
}

/** The value under its name, and where it is an object of JSON its fields: `participant.name`. */
function withValue(lookup: CellLookup, name: string, value: string): CellLookup {
  let object: unknown;
  return (column) => {
    if (column === name) return value === '' ? null : value;
    if (!column.startsWith(`${name}.`)) return lookup(column);
    object ??= parsed(value);
    let found = object;
    for (const step of column.slice(name.length + 1).split('.')) {
      found =
        typeof found === 'object' && found !== null && Object.hasOwn(found, step) ? (found as Record<string, unknown>)[step] : undefined;
    }
    if (found === undefined || found === null || found === '') return null;
    return Array.isArray(found) ? found.map(String).join(LIST_SEPARATOR) : String(found);
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
