import { type PartialDate, parseDate } from '../../model/date.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { CERTAINTIES, windowOf } from '../../model/interval.ts';
import { ENTITY_KINDS, STATUSES } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, SIGNS } from '../../model/vocabulary.ts';
import type { Part } from './part.ts';

/** The filters that select a part of the graph, with the names of the API. Their values are text, from a URL or a command line. */
export const EXPORT_FILTERS = {
  types: { value: 'TYPES', meaning: 'only relationships of these types: BACKS,FIGHTS' },
  excludeTypes: { value: 'TYPES', meaning: 'no relationships of these types' },
  sign: { value: 'SIGN', meaning: 'only COOPERATIVE, HOSTILE or NEUTRAL relationships' },
  status: { value: 'STATUS', meaning: 'only SUPPORTED, REPORTED, DISPUTED, DENIED, UNSOURCED; default: all but DENIED' },
  minConfidence: { value: 'NUMBER', meaning: 'at least this confidence, 0 to 1' },
  at: { value: 'DATE', meaning: 'relationships that hold at this date: 2016, 2016-12 or 2016-12-22' },
  during: { value: 'SPAN', meaning: 'relationships that hold on some day of this interval: 2011/2015, 2011/ or /2015' },
  certainty: { value: 'CERTAINTY', meaning: 'how certain it must be that they hold then: POSSIBLE (default), CERTAIN or THROUGHOUT' },
  undated: { value: 'BOOLEAN', meaning: 'false leaves out relationships without any known date' },
  entityKinds: { value: 'KINDS', meaning: 'relationships with one of these kinds at either end: STATE,PLACE' },
  from: { value: 'NAMES', meaning: 'from one of these (id, slug or scheme:value); symmetric relationships match at either end' },
  to: { value: 'NAMES', meaning: 'to one of these (id, slug or scheme:value)' },
  involving: { value: 'NAMES', meaning: 'with one of these at either end (id, slug or scheme:value)' },
} as const;
export type FilterName = keyof typeof EXPORT_FILTERS;
export const FILTER_NAMES = Object.keys(EXPORT_FILTERS) as FilterName[];

/** The values of filters; several in one are separated by commas. */
export type FilterTexts = Readonly<Partial<Record<FilterName, string>>>;

/** The options of an export, as text. */
export interface ExportOptionTexts {
  readonly filters: FilterTexts;
  readonly defuse: boolean;
  /** Name of the file; undefined where it is not given. */
  readonly name: string | undefined;
}

/**
 * Splits the parameters of an export into filters, `defuse` and `name`.
 * @throws BAD_INPUT for any other parameter
 */
export function readExportOptions(texts: Readonly<Record<string, string>>): ExportOptionTexts {
  const { defuse, name, ...filters } = texts;
  const unknownName = Object.keys(filters).find((one) => !Object.hasOwn(EXPORT_FILTERS, one));
  if (unknownName === undefined) return { filters, defuse: booleanOf('defuse', defuse) ?? false, name };
  const names = [...FILTER_NAMES, 'defuse', 'name'].join(', ');
  throw new AllegianceError('BAD_INPUT', `Expected one of the parameters ${names}; got ${quoted(unknownName)}.`);
}

/** Finds the ids of entities. @throws UNKNOWN_ENTITY for a reference that matches nothing */
export type ResolveEntities = (references: readonly string[]) => Promise<readonly string[]>;

/**
 * The part of the graph that filters select.
 * @throws BAD_INPUT, BAD_DATE, BAD_WINDOW, UNKNOWN_ENTITY
 */
export async function partFromFilters(texts: FilterTexts, resolve: ResolveEntities): Promise<Part> {
  const window = windowOf(dateOf(texts.at), spanOf(texts.during));
  const certainty = oneOf('certainty', texts.certainty, CERTAINTIES);
  const ends = async (text: string | undefined) => (text === undefined ? null : resolve(listOf(text)));
  const part: Part = {
    types: someOf('types', texts.types, RELATIONSHIP_TYPES),
    excludeTypes: someOf('excludeTypes', texts.excludeTypes, RELATIONSHIP_TYPES),
    sign: oneOf('sign', texts.sign, SIGNS),
    status: someOf('status', texts.status, STATUSES),
    minConfidence: confidenceOf(texts.minConfidence),
    window,
    certainty: window === null ? null : certainty,
    undated: booleanOf('undated', texts.undated),
    entityKinds: someOf('entityKinds', texts.entityKinds, ENTITY_KINDS),
  };
  const [from, to, involving] = await Promise.all([ends(texts.from), ends(texts.to), ends(texts.involving)]);
  return { ...part, from, to, involving };
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function someOf<T extends string>(name: string, text: string | undefined, names: readonly T[]): T[] | null {
  return text === undefined ? null : listOf(text).map((item) => expectOne(name, item, names));
}

function oneOf<T extends string>(name: string, text: string | undefined, names: readonly T[]): T | null {
  return text === undefined ? null : expectOne(name, text, names);
}

function expectOne<T extends string>(name: string, text: string, names: readonly T[]): T {
  const found = names.find((one) => one === text);
  if (found) return found;
  throw new AllegianceError('BAD_INPUT', `Expected \`${name}\` to be one of ${names.join(', ')}; got ${quoted(text)}.`);
}

/** `true`, `1` and the empty text are true; `false` and `0` are false. */
function booleanOf(name: string, text: string | undefined): boolean | null {
  if (text === undefined) return null;
  if (text === 'true' || text === '1' || text === '') return true;
  if (text === 'false' || text === '0') return false;
  throw new AllegianceError('BAD_INPUT', `Expected \`${name}\` to be true or false; got ${quoted(text)}.`);
}

function confidenceOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const confidence = Number(text);
  if (text.trim() !== '' && confidence >= 0 && confidence <= 1) return confidence;
  throw new AllegianceError('BAD_INPUT', `Expected \`minConfidence\` to be a number from 0 to 1; got ${quoted(text)}.`);
}

function dateOf(text: string | undefined): PartialDate | null {
  return text === undefined || text === '' ? null : parseDate(text);
}

function spanOf(text: string | undefined): { start: PartialDate | null; end: PartialDate | null } | null {
  if (text === undefined) return null;
  const sides = text.split('/');
  if (sides.length === 2) return { start: dateOf(sides[0]), end: dateOf(sides[1]) };
  throw new AllegianceError(
    'BAD_INPUT',
    `Expected \`during\` to be two dates separated by a slash, such as 2011/2015 or 2011/; got ${quoted(text)}.`,
  );
}
