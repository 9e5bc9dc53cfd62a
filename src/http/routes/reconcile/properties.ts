import { ACTOR_KINDS, type EntityKind } from '../../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType, vocabularyOf } from '../../../model/vocabulary.ts';

/** Something of the schema of the service: a type or a property. */
export interface SchemaItem {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

/** `ARMED_GROUP` is `Armed group`. */
function inWords(constant: string): string {
  const words = constant.toLowerCase().replaceAll('_', ' ');
  return words[0]!.toUpperCase() + words.slice(1);
}

export const ACTOR_TYPE: SchemaItem = { id: 'ACTOR', name: 'Actor', description: 'A state, group, organization or person of any kind' };
export const PLACE_TYPE: SchemaItem = { id: 'PLACE', name: 'Place' };

/** The types of entities: all actors, each kind of actor, and places. */
export const TYPES: readonly SchemaItem[] = [ACTOR_TYPE, ...ACTOR_KINDS.map((kind) => ({ id: kind, name: inWords(kind) })), PLACE_TYPE];

export function typesOf(kind: EntityKind): SchemaItem[] {
  const own = TYPES.find(({ id }) => id === kind)!;
  return kind === 'PLACE' ? [own] : [own, ACTOR_TYPE];
}

/** The kinds that a type stands for; none for an unknown type. */
export function kindsOfType(type: string): readonly EntityKind[] {
  if (type === ACTOR_TYPE.id) return ACTOR_KINDS;
  return TYPES.some(({ id }) => id === type) ? [type as EntityKind] : [];
}

/** Properties whose values are texts or numbers. */
export const VALUE_PROPERTIES: readonly SchemaItem[] = [
  { id: 'alias', name: 'Other names' },
  { id: 'description', name: 'Description' },
  { id: 'kind', name: 'Kind' },
  { id: 'placeKind', name: 'Kind of place' },
  { id: 'activeFrom', name: 'Active from', description: 'First date of an actor' },
  { id: 'activeTo', name: 'Active to', description: 'Last date of an actor' },
  { id: 'latitude', name: 'Latitude' },
  { id: 'longitude', name: 'Longitude' },
  { id: 'identifier', name: 'Identifiers', description: 'Outside identifiers, scheme:value' },
  { id: 'identifier:wikidata', name: 'Wikidata' },
  { id: 'identifier:ucdp', name: 'UCDP actor' },
  { id: 'identifier:iso3166', name: 'ISO 3166' },
];

/** A property whose values are the entities at the other end of relationships of a type. */
export interface RelationProperty extends SchemaItem {
  readonly relationship: RelationshipType;
  /** Seen from its start, from its end, or from either. */
  readonly direction: 'OUT' | 'IN' | 'ANY';
}

/** Names of the fields of the API: `backs`, `backedBy`. */
export const RELATION_PROPERTIES: readonly RelationProperty[] = RELATIONSHIP_TYPES.flatMap((type): RelationProperty[] => {
  const { field, inverseField, phrase, inversePhrase, symmetric, description } = vocabularyOf(type);
  const out = { id: field, name: capitalized(phrase), description, relationship: type, direction: symmetric ? 'ANY' : 'OUT' } as const;
  if (inverseField === null) return [out];
  return [out, { id: inverseField, name: capitalized(inversePhrase), description, relationship: type, direction: 'IN' }];
});

function capitalized(phrase: string): string {
  return phrase[0]!.toUpperCase() + phrase.slice(1);
}

export const PROPERTIES: readonly SchemaItem[] = [
  ...VALUE_PROPERTIES,
  ...RELATION_PROPERTIES.map(({ id, name, description }) => ({ id, name, description: description ?? '' })),
];

/** The property of this id; any scheme of identifiers is one. */
export function propertyOf(id: string): SchemaItem | RelationProperty | undefined {
  const known = RELATION_PROPERTIES.find((one) => one.id === id) ?? VALUE_PROPERTIES.find((one) => one.id === id);
  if (known) return known;
  const [, scheme] = /^identifier:([a-z0-9.-]+)$/.exec(id) ?? [];
  return scheme === undefined ? undefined : { id, name: scheme };
}
