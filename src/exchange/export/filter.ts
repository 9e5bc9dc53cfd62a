import { type PartialDate, parseDate } from '../../model/date.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { CERTAINTIES, windowOf } from '../../model/interval.ts';
import { ENTITY_KINDS, STATUSES } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, SIGNS } from '../../model/vocabulary.ts';
import type { Part } from './part.ts';

/** The filters by which a part of the graph is chosen, named as in the API; as text, as an address or a command line has them. */
export const FILTERS = {
  types: { value: 'TYPES', meaning: 'only these kinds of tie: BACKS,FIGHTS' },
  excludeTypes: { value: 'TYPES', meaning: 'none of these kinds of tie' },
  sign: { value: 'SIGN', meaning: 'only COOPERATIVE, HOSTILE or NEUTRAL ones' },
  status: { value: 'STATUS', meaning: 'only these: SUPPORTED, REPORTED, DISPUTED, DENIED, UNSOURCED; without it all but DENIED' },
  minConfidence: { value: 'NUMBER', meaning: 'only with at least this confidence, 0 to 1' },
  at: { value: 'DATE', meaning: 'holding at this date: 2016, 2016-12 or 2016-12-22' },
  during: { value: 'SPAN', meaning: 'holding on some day of a span: 2011/2015, 2011/ or /2015' },
  certainty: { value: 'CERTAINTY', meaning: 'how surely it must hold then: POSSIBLE (as without it), CERTAIN or THROUGHOUT' },
  undated: { value: 'BOOLEAN', meaning: 'false leaves out ties of which no date at all is known' },
  entityKinds: { value: 'KINDS', meaning: 'with one of these kinds at either end: STATE,PLACE' },
  from: { value: 'NAMES', meaning: 'from one of these (id, slug or scheme:value); a symmetric tie matches at either end' },
  to: { value: 'NAMES', meaning: 'to one of these' },
  involving: { value: 'NAMES', meaning: 'with one of these at either end' },
} as const;
export type FilterName = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

/** The values of filters; several in one are separated by commas. */
export type FilterTexts = Readonly<Partial<Record<FilterName, string>>>;

/** What may be said of an export, as text. */
export interface OptionTexts {
  readonly filters: FilterTexts;
  readonly defuse: boolean;
  /** What its file is to be called; undefined where nothing is said. */
  readonly name: string | undefined;
}

/**
 * Reads what is said of an export: filters, `defuse`, `name`.
 * @throws BAD_INPUT for anything else
 */
export function readOptions(texts: Readonly<Record<string, string>>): OptionTexts {
  const { defuse, name, ...filters } = texts;
  const strange = Object.keys(filters).find((one) => !Object.hasOwn(FILTERS, one));
  if (strange === undefined) return { filters, defuse: booleanOf('defuse', defuse) ?? false, name };
  const known = [...FILTER_NAMES, 'defuse', 'name'].join(', ');
  throw new AllegianceError('BAD_INPUT', `Expected parameters of ${known}; got ${quoted(strange)}.`);
}

/** Names entities by id; throws UNKNOWN_ENTITY for one that names nothing. */
export type Resolve = (references: readonly string[]) => Promise<readonly string[]>;

/**
 * The part of the graph that filters choose.
 * @throws BAD_INPUT, BAD_DATE, BAD_WINDOW, UNKNOWN_ENTITY
 */
export async function partOf(texts: FilterTexts, resolve: Resolve): Promise<Part> {
  const window = windowOf(dateOf(texts.at), spanOf(texts.during));
  const certainty = oneOf('certainty', texts.certainty, CERTAINTIES);
  const ends = async (text: string | undefined) => (text === undefined ? null : resolve(listOf(text)));
  const part: Part = {
    types: someOf('types', texts.types, RELATIONSHIP_TYPES),
    excludeTypes: someOf('excludeTypes', texts.excludeTypes, RELATIONSHIP_TYPES),
    sign: oneOf('sign', texts.sign, SIGNS),
    status: someOf('status', texts.status, STATUSES),
    minConfidence: shareOf(texts.minConfidence),
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

function someOf<T extends string>(name: string, text: string | undefined, known: readonly T[]): T[] | null {
  return text === undefined ? null : listOf(text).map((item) => expectOne(name, item, known));
}

function oneOf<T extends string>(name: string, text: string | undefined, known: readonly T[]): T | null {
  return text === undefined ? null : expectOne(name, text, known);
}

function expectOne<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text);
  if (found) return found;
  throw new AllegianceError('BAD_INPUT', `Expected \`${name}\` of ${known.join(', ')}; got ${quoted(text)}.`);
}

/** True or false, as `1` and `0` too. */
function booleanOf(name: string, text: string | undefined): boolean | null {
  if (text === undefined) return null;
  if (text === 'true' || text === '1' || text === '') return true;
  if (text === 'false' || text === '0') return false;
  throw new AllegianceError('BAD_INPUT', `Expected \`${name}\` to be true or false; got ${quoted(text)}.`);
}

function shareOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new AllegianceError('BAD_INPUT', `Expected \`minConfidence\` from 0 to 1; got ${quoted(text)}.`);
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
    `Expected \`during\` to be two dates with a slash between, such as 2011/2015; got ${quoted(text)}.`,
  );
}
