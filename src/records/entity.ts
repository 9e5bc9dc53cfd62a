import { isOutsideIdentifier, isSlug } from '../model/id.ts';
import { UNKNOWN_HI, UNKNOWN_LO } from '../model/interval.ts';
import { ACTOR_KINDS, ALIAS_KINDS, ENTITY_KINDS, PLACE_KINDS } from '../model/kinds.ts';
import { BOOLEAN, COUNT, choice, DATE, eachWith, fieldsOf, LINE, listOf, PROSE, READABLE, REFERENCE, rowOf, TIME } from './field.ts';
import { STAMP } from './shared.ts';

/** Neo4j indexes no key longer than about 8 kB. */
const INDEXED = { kind: 'line', max: 500 } as const;

export const IDENTIFIER_FIELDS = fieldsOf({
  scheme: {
    value: INDEXED,
    required: true,
    input: 'Data set: `ucdp`, `iso3166`, `wikidata` … a-z, 0-9, dot and hyphen.',
    output: 'Data set: `ucdp`, `iso3166`, `wikidata` …',
  },
  value: {
    value: INDEXED,
    required: true,
    input: 'Name within the data set; it belongs to one entity only.',
    output: 'Name within the data set. `scheme:value` finds the entity.',
  },
});

const IDENTIFIER = {
  ...rowOf(IDENTIFIER_FIELDS),
  test: ({ scheme, value }: { scheme: string; value: string }) => isOutsideIdentifier(`${scheme}:${value}`),
  expected: 'a scheme of a-z, 0-9, dot and hyphen, such as "ucdp"',
  // The message shows the scheme.
  blamed: 'scheme',
} as const;

export const ALIAS_FIELDS = fieldsOf({
  name: { value: READABLE, required: true, input: 'The name, stored exactly as given.', output: 'The name, exactly as given.' },
  language: { value: LINE, meaning: 'Language, BCP 47: `ar`, `en` …' },
  kind: { value: choice(ALIAS_KINDS), input: 'Kind of name. Default: FULL.', resolved: true },
  start: { value: DATE, input: 'Used since.' },
  end: { value: DATE, input: 'Used until.' },
});

/** A name or alias of an entity. The preferred one has a kind of its own. */
export const NAME_FIELDS = fieldsOf({
  owner: { value: REFERENCE, always: true },
  ...ALIAS_FIELDS,
  kind: { value: LINE, always: true },
  // Its place in the order in which names were given, from 0.
  position: { value: COUNT, fallback: 0 },
});

/** What actors and places share. */
export const NAMED_FIELDS = fieldsOf({
  slug: {
    value: {
      kind: 'line',
      test: isSlug,
      expected: 'lower-case words of a-z and 0-9 joined by hyphens, such as "hayat-tahrir-al-sham"',
    },
    required: true,
    brief: true,
    input: 'Readable unique name: lower-case words joined by hyphens, at most 100 characters. An existing entity keeps its slug.',
    output: 'Readable unique name: `hayat-tahrir-al-sham`. Never changes.',
    column: true,
  },
  name: {
    value: READABLE,
    required: true,
    brief: true,
    label: 'name',
    input: 'Preferred name. An existing entity keeps its own, which `correctEntity` puts right; a different one becomes an alias.',
    output: 'Preferred name.',
  },
  // Stored as `scheme:value`.
  identifiers: {
    value: listOf(IDENTIFIER),
    stored: listOf(LINE),
    fallback: [],
    label: 'identifiers',
    input: 'Outside identifiers to add. A known one finds the entity, whatever the slug.',
    column: true,
  },
  aliases: {
    value: listOf(rowOf(ALIAS_FIELDS)),
    stored: false,
    input: 'Other names to add; null removes all.',
    column: true,
  },
  description: { value: PROSE, label: 'description', meaning: 'What it is, in one sentence.', column: true },
});

/** What only actors have. */
export const OWN_ACTOR_FIELDS = fieldsOf({
  activeFrom: { value: DATE, label: 'active from', input: 'Active since.', column: true },
  activeTo: { value: DATE, label: 'active to', input: 'Active until.', column: true },
  territory: { value: REFERENCE, label: 'territory', input: 'Of a state: the place that is its land.', resolved: true },
});

/** What only places have. */
export const OWN_PLACE_FIELDS = fieldsOf({
  latitude: { value: { kind: 'number', min: -90, max: 90 }, label: 'latitude', meaning: 'Degrees north, WGS 84, -90 to 90.', column: true },
  longitude: {
    value: { kind: 'number', min: -180, max: 180 },
    label: 'longitude',
    meaning: 'Degrees east, WGS 84, -180 to 180.',
    column: true,
  },
  within: {
    value: REFERENCE,
    stored: false,
    input: 'The place around it, added as a LOCATED_IN relationship; to remove one, retract that relationship.',
  },
});

/** The rows of actors and of places. */
export const ACTOR_FIELDS = fieldsOf({
  ...NAMED_FIELDS,
  kind: {
    value: choice(ACTOR_KINDS),
    required: true,
    input: 'Kind of actor. A row with another kind than the recorded one is rejected; `correctEntity` puts a kind right.',
  },
  ...OWN_ACTOR_FIELDS,
});
export const PLACE_FIELDS = fieldsOf({
  ...NAMED_FIELDS,
  kind: {
    value: choice(PLACE_KINDS),
    required: true,
    stored: false,
    input: 'Kind of place. A row with another kind than the recorded one is rejected; `correctEntity` puts a kind right.',
  },
  ...OWN_PLACE_FIELDS,
});

/** The kind of a place; the `kind` of its record is PLACE. */
export const PLACE_KIND = fieldsOf({
  placeKind: { value: choice(PLACE_KINDS), always: true, label: 'kind of place', output: 'Kind of place.', column: true },
});

/** What the API returns of actors and places alike. */
export const ANY_ENTITY_FIELDS = fieldsOf({
  ...NAMED_FIELDS,
  kind: { value: choice(ENTITY_KINDS), always: true, brief: true, label: 'kind', output: 'Kind of entity.', column: true },
});

/** An entity: an actor or a place. Its names are records of their own. */
export const ENTITY_FIELDS = fieldsOf({
  id: { value: REFERENCE, always: true, brief: true },
  // The id of the entity at the end of its merges; its own id while it is not merged into another.
  canon: { value: REFERENCE, always: true, brief: true },
  ...ANY_ENTITY_FIELDS,
  // Actors have none.
  ...eachWith(PLACE_KIND, { always: undefined }),
  names: { value: listOf(rowOf(NAME_FIELDS)), stored: false, label: 'names' },
  // The kind of its canon; relationships are filtered by it.
  canonKind: { value: choice(ENTITY_KINDS), always: true },
  // Sort key by name: that of `sortKey`, of its canon.
  sort: { value: LINE, always: true, brief: true },
  ...OWN_ACTOR_FIELDS,
  // First and last day on which it may have been active.
  activeLo: { value: COUNT, fallback: UNKNOWN_LO },
  activeHi: { value: COUNT, fallback: UNKNOWN_HI },
  ...OWN_PLACE_FIELDS,
  mergedInto: { value: REFERENCE, label: 'merged into' },
  // Why and when it was merged.
  mergeReason: { value: LINE },
  mergedAt: { value: TIME },
  // Whether others are merged into it and it is not merged itself.
  hasMerged: { value: BOOLEAN, fallback: false },
  ...STAMP,
});
