import { type PartialDate, parseDate } from './date.ts';
import { AllegianceError, quoted } from './errors.ts';
import { CERTAINTIES, type Certainty, type Window, windowOf } from './interval.ts';
import { ENTITY_KINDS, type EntityKind, RELIABILITIES, type Reliability, STATUSES, type Status } from './kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType, SIGNS, type Sign, vocabularyOf } from './vocabulary.ts';

/**
 * A filter of relationships as a client gives it: an input object of the API, parameters of an address, options of a command.
 * All conditions must hold; one that is missing or null does not restrict. Entities are given by id, slug or `scheme:value`.
 */
export interface TieFilter {
  readonly types?: readonly RelationshipType[] | null;
  readonly excludeTypes?: readonly RelationshipType[] | null;
  readonly sign?: Sign | null;
  readonly status?: readonly Status[] | null;
  /** 0 to 1. */
  readonly minConfidence?: number | null;
  readonly at?: PartialDate | null;
  readonly during?: { readonly start?: PartialDate | null; readonly end?: PartialDate | null } | null;
  readonly certainty?: Certainty | null;
  readonly undated?: boolean | null;
  readonly entityKinds?: readonly EntityKind[] | null;
  readonly from?: readonly string[] | null;
  readonly to?: readonly string[] | null;
  readonly involving?: readonly string[] | null;
  readonly voices?: VoiceFilter | null;
}
/** The fields with a value of their own; those of `voices` are named one by one (`VOICE_FILTER`). */
export type TieFilterName = Exclude<keyof TieFilter, 'voices'>;

/**
 * Whose word counts, and of which day: a passage counts if all conditions hold for it. Status and confidence are then those of
 * the passages that count, and what has none does not. Sources are given by id or key, speakers by id, slug or `scheme:value`,
 * or by the words of an attribution.
 */
export interface VoiceFilter {
  readonly sources?: readonly string[] | null;
  readonly publishers?: readonly string[] | null;
  readonly speakers?: readonly string[] | null;
  readonly exceptSources?: readonly string[] | null;
  readonly exceptPublishers?: readonly string[] | null;
  readonly exceptSpeakers?: readonly string[] | null;
  /** The letter of the source, or a better one. */
  readonly minReliability?: Reliability | null;
  /** Independent voices that must assert it: of what is asked about, not of a passage. */
  readonly minVoices?: number | null;
  /** Known by the last day of this date: stated, else published, else recorded, under every reading. */
  readonly knownBy?: PartialDate | null;
}
export type VoiceFilterName = keyof VoiceFilter;

/** A field of a filter: its type, what it means in the API (some inputs say it more exactly), and in the help of commands. */
export interface TieFilterField {
  readonly type: keyof typeof TIE_FILTER_TYPES;
  readonly description: string;
  readonly meaning: string;
}

/** The fields of a filter, once for API, addresses and commands. */
export const TIE_FILTER: Readonly<Record<TieFilterName, TieFilterField>> = {
  types: {
    type: 'RelationshipType',
    description: 'Only these types of relationship.',
    meaning: 'only relationships of these types: BACKS,FIGHTS',
  },
  excludeTypes: { type: 'RelationshipType', description: 'Not these types of relationship.', meaning: 'no relationships of these types' },
  sign: { type: 'Sign', description: 'Only types with this sign.', meaning: 'only COOPERATIVE, HOSTILE or NEUTRAL relationships' },
  status: {
    type: 'Status',
    description: 'Only these. Default: all but DENIED.',
    meaning: 'only SUPPORTED, REPORTED, DISPUTED, DENIED, UNSOURCED; default: all but DENIED',
  },
  minConfidence: { type: 'Float', description: 'Least confidence, 0 to 1.', meaning: 'at least this confidence, 0 to 1' },
  at: {
    type: 'PartialDate',
    description: 'On some day of this date. Not with `during`.',
    meaning: 'relationships that hold at this date: 2016, 2016-12 or 2016-12-22',
  },
  during: {
    type: 'IntervalInput',
    description: 'On some day of this span. Not with `at`.',
    meaning: 'relationships that hold on some day of this interval: 2011/2015, 2011/ or /2015',
  },
  certainty: {
    type: 'Certainty',
    description: 'How certain it must be that it holds at that time.',
    meaning: 'how certain it must be that they hold then: POSSIBLE, LIKELY (default), CERTAIN or THROUGHOUT',
  },
  undated: {
    type: 'Boolean',
    description: 'Include relationships without any date.',
    meaning: 'false leaves out relationships without any known date',
  },
  entityKinds: {
    type: 'EntityKind',
    description: 'One of these kinds as neighbor; in a list of the whole graph, at either end.',
    meaning: 'relationships with one of these kinds at either end: STATE,PLACE',
  },
  from: {
    type: 'ID',
    description: 'One of these entities as `from`; a symmetric relationship matches at either end.',
    meaning: 'from one of these (id, slug or scheme:value); symmetric relationships match at either end',
  },
  to: {
    type: 'ID',
    description: 'One of these entities as `to`; a symmetric relationship matches at either end.',
    meaning: 'to one of these (id, slug or scheme:value)',
  },
  involving: {
    type: 'ID',
    description: 'One of these entities at either end.',
    meaning: 'with one of these at either end (id, slug or scheme:value)',
  },
};
export const TIE_FILTER_NAMES = Object.keys(TIE_FILTER) as TieFilterName[];

/** The fields of `voices`. Addresses and commands give them beside those of the filter, by the same names. */
export const VOICE_FILTER: Readonly<Record<VoiceFilterName, TieFilterField>> = {
  sources: {
    type: 'ID',
    description: 'Only passages of these sources, by id or key.',
    meaning: 'only by the word of these sources (id or key)',
  },
  publishers: {
    type: 'String',
    description: 'Only passages of sources of these publishers.',
    meaning: 'only by the word of these publishers',
  },
  speakers: {
    type: 'ID',
    description:
      'Only passages in which one of these speaks: an actor by id, slug or `scheme:value`, or the words of an attribution (“two rebel sources”).',
    meaning: 'only by the word of these speakers (an actor, or the words of an attribution)',
  },
  exceptSources: { type: 'ID', description: 'No passages of these sources.', meaning: 'not by the word of these sources' },
  exceptPublishers: {
    type: 'String',
    description: 'No passages of sources of these publishers.',
    meaning: 'not by the word of these publishers',
  },
  exceptSpeakers: { type: 'ID', description: 'No passages in which one of these speaks.', meaning: 'not by the word of these speakers' },
  minReliability: {
    type: 'Reliability',
    description: 'Only passages of sources with this letter of the Admiralty code or a better one.',
    meaning: 'only by the word of sources with this reliability or a better one: A to F',
  },
  minVoices: {
    type: 'Int',
    description: 'At least so many independent voices assert it.',
    meaning: 'asserted by at least so many independent voices',
  },
  knownBy: {
    type: 'PartialDate',
    description:
      'Only what was known by the last day of this date: stated on or before it, whatever the reading of the date; where no day of statement is given, published; where that is not given, recorded here.',
    meaning: 'only what was stated, else published, else recorded by this date',
  },
};
export const VOICE_FILTER_NAMES = Object.keys(VOICE_FILTER) as VoiceFilterName[];

/** The names of the fields that addresses and commands take. */
export const FLAT_FILTER_NAMES: readonly FlatFilterName[] = [...TIE_FILTER_NAMES, ...VOICE_FILTER_NAMES];
export type FlatFilterName = TieFilterName | VoiceFilterName;
export const FLAT_FILTER: Readonly<Record<FlatFilterName, TieFilterField>> = { ...TIE_FILTER, ...VOICE_FILTER };

/** The values of fields as text; several in one are separated by commas. */
export type TieFilterTexts = Readonly<Partial<Record<FlatFilterName, string>>>;

/**
 * Reads a filter from texts.
 * @param labelOf What error messages call a field.
 * @throws BAD_INPUT, BAD_DATE
 */
export function readTieFilter(texts: TieFilterTexts, labelOf: (name: FlatFilterName) => string = (name) => `\`${name}\``): TieFilter {
  const valuesOf = (names: readonly FlatFilterName[]) => names.flatMap((name) => readField(name, texts[name], labelOf(name)));
  const voices = valuesOf(VOICE_FILTER_NAMES);
  return Object.fromEntries([...valuesOf(TIE_FILTER_NAMES), ...(voices.length > 0 ? [['voices', Object.fromEntries(voices)]] : [])]);
}

/** The name of a field with its value; nothing where there is no text. */
function readField(name: FlatFilterName, text: string | undefined, label: string): [name: string, value: unknown][] {
  if (text === undefined) return [];
  const { isList, read } = TIE_FILTER_TYPES[FLAT_FILTER[name].type];
  const readOne = (one: string) => read(one, label);
  return [[name, isList ? listOf(text).map(readOne) : readOne(text)]];
}

/** Splits text at commas. */
function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

type Reader = (text: string, label: string) => unknown;

function oneOf(values: readonly string[]): Reader {
  return (text, label) => {
    if (values.includes(text)) return text;
    throw new AllegianceError('BAD_INPUT', `Expected ${label} to be one of ${values.join(', ')}; got ${quoted(text)}.`);
  };
}

/** The types of fields, by their names in the API: the name of a value in the help of commands, and how its text is read. */
export const TIE_FILTER_TYPES = {
  RelationshipType: { value: 'TYPES', isList: true, read: oneOf(RELATIONSHIP_TYPES) },
  Sign: { value: 'SIGN', isList: false, read: oneOf(SIGNS) },
  Status: { value: 'STATUS', isList: true, read: oneOf(STATUSES) },
  Certainty: { value: 'CERTAINTY', isList: false, read: oneOf(CERTAINTIES) },
  EntityKind: { value: 'KINDS', isList: true, read: oneOf(ENTITY_KINDS) },
  ID: { value: 'NAMES', isList: true, read: (text) => text },
  PartialDate: { value: 'DATE', isList: false, read: readDate },
  Float: { value: 'NUMBER', isList: false, read: readConfidence },
  Int: { value: 'NUMBER', isList: false, read: readCount },
  String: { value: 'NAMES', isList: true, read: (text) => text },
  Reliability: { value: 'LETTER', isList: false, read: oneOf(RELIABILITIES) },
  Boolean: { value: 'BOOLEAN', isList: false, read: readBoolean },
  IntervalInput: { value: 'SPAN', isList: false, read: readSpan },
} as const satisfies Readonly<Record<string, { readonly value: string; readonly isList: boolean; readonly read: Reader }>>;

function readDate(text: string): PartialDate | null {
  return text === '' ? null : parseDate(text);
}

function readConfidence(text: string, label: string): number {
  const confidence = Number(text);
  if (text.trim() !== '' && confidence >= 0 && confidence <= 1) return confidence;
  throw new AllegianceError('BAD_INPUT', `Expected ${label} to be a number from 0 to 1; got ${quoted(text)}.`);
}

function readCount(text: string, label: string): number {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  throw new AllegianceError('BAD_INPUT', `Expected ${label} to be a whole number; got ${quoted(text)}.`);
}

/** `true`, `1` and the empty text are true; `false` and `0` are false. */
export function readBoolean(text: string, label: string): boolean {
  if (text === 'true' || text === '1' || text === '') return true;
  if (text === 'false' || text === '0') return false;
  throw new AllegianceError('BAD_INPUT', `Expected ${label} to be true or false; got ${quoted(text)}.`);
}

function readSpan(text: string, label: string): TieFilter['during'] {
  const [start, end, ...more] = text.split('/');
  if (start !== undefined && end !== undefined && more.length === 0) return { start: readDate(start), end: readDate(end) };
  throw new AllegianceError(
    'BAD_INPUT',
    `Expected ${label} to be two dates separated by a slash, such as 2011/2015 or 2011/; got ${quoted(text)}.`,
  );
}

/** What a criterion says of a tie itself, whatever its ends. All conditions must hold; one that is missing or null does not restrict. */
export interface TieConditions {
  readonly types?: readonly RelationshipType[] | null;
  /** Default: all but DENIED. */
  readonly status?: readonly Status[] | null;
  /** 0 to 1. */
  readonly minConfidence?: number | null;
  /** The days on which it holds. */
  readonly window?: Window | null;
  /** How surely it holds in the window. Default: POSSIBLE; `tieCriterion` has another. */
  readonly certainty?: Certainty | null;
  /** Do ties without any date count? Default: yes, unless a common time is searched. */
  readonly undated?: boolean | null;
}

/**
 * Which ties count: what every filter of them becomes, before a statement or a search of the projection applies it. `End` is
 * an entity's id, or its node in a view.
 */
export interface TieCriterion<End = number> extends TieConditions {
  /** One of these at that end; a symmetric tie matches at either end. */
  readonly from?: readonly End[] | null;
  readonly to?: readonly End[] | null;
  /** One of these at either end. */
  readonly involving?: readonly End[] | null;
  /** One of these kinds at either end; of the list of one entity, at the other end. */
  readonly eitherKind?: readonly EntityKind[] | null;
  /** These kinds at both ends. */
  readonly bothKinds?: readonly EntityKind[] | null;
}

/**
 * The criterion of a filter, with its entities as given.
 * @param certaintyLeftOut How surely ties must hold in the window where the filter does not say it.
 * @throws BAD_INPUT, BAD_WINDOW
 */
export function tieCriterion(filter: TieFilter, certaintyLeftOut: Certainty = 'LIKELY'): TieCriterion<string> {
  const { status = null, undated = null, entityKinds = null, from = null, to = null, involving = null } = filter;
  return {
    types: typesOf(filter),
    status,
    minConfidence: minConfidenceOf(filter),
    window: windowOf(filter.at, filter.during),
    certainty: filter.certainty ?? certaintyLeftOut,
    undated,
    from,
    to,
    involving,
    eitherKind: entityKinds,
  };
}

/** The types that a filter allows; null where it does not name any. */
function typesOf({ types, excludeTypes, sign }: TieFilter): RelationshipType[] | null {
  if (!types && !excludeTypes && !sign) return null;
  return RELATIONSHIP_TYPES.filter(
    (type) => (!types || types.includes(type)) && !excludeTypes?.includes(type) && (!sign || vocabularyOf(type).sign === sign),
  );
}

function minConfidenceOf({ minConfidence = null }: TieFilter): number | null {
  if (minConfidence === null || (minConfidence >= 0 && minConfidence <= 1)) return minConfidence;
  throw new AllegianceError('BAD_INPUT', `Expected \`minConfidence\` from 0 to 1; got ${minConfidence}.`);
}

/** The same criterion with each of its entities replaced. */
export function withEnds<Given, End>(criterion: TieCriterion<Given>, replace: (end: Given) => End): TieCriterion<End> {
  const { from, to, involving, ...others } = criterion;
  const replaced = (ends: readonly Given[] | null | undefined) => ends?.map(replace) ?? null;
  return { ...others, from: replaced(from), to: replaced(to), involving: replaced(involving) };
}

/** The entities that a criterion names, each once. */
export function endsOf<End>({ from, to, involving }: TieCriterion<End>): End[] {
  return [...new Set([from, to, involving].flatMap((ends) => ends ?? []))];
}

/** Returns for each of `keys` the value at its place. */
export function lookup<Key, Value>(keys: readonly Key[], values: readonly Value[]): (key: Key) => Value {
  const found = new Map(keys.map((key, index) => [key, values[index]!]));
  return (key) => found.get(key)!;
}

/** The same criterion with its entities replaced by what `find` returns for all of them at once, in their order. */
export async function resolveEnds<Given, End>(
  criterion: TieCriterion<Given>,
  find: (ends: readonly Given[]) => Promise<readonly End[]>,
): Promise<TieCriterion<End>> {
  const given = endsOf(criterion);
  return withEnds(criterion, lookup(given, await find(given)));
}
