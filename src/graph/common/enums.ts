import { registerEnumType } from 'type-graphql';
import { CERTAINTIES } from '../../model/interval.ts';
import {
  ACTOR_KINDS,
  ALIAS_KINDS,
  CONTROL_EXTENTS,
  DIRECTIONS,
  ENTITY_KINDS,
  EVENT_KINDS,
  EVENT_ROLES,
  PLACE_KINDS,
  PLACE_PRECISIONS,
  RELIABILITIES,
  STANCES,
  STATUSES,
  SUPPORT_KINDS,
} from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, SIGNS, VOCABULARY } from '../../model/vocabulary.ts';

const ENUMS = new Map<readonly string[], object>();

/** The GraphQL enum of a closed list. */
export function enumOf(values: readonly string[]): object {
  const made = ENUMS.get(values);
  if (!made) throw new Error(`there is no enum of ${values.join(', ')}`);
  return made;
}

/** GraphQL enums, made from the closed lists of the model; every value has its description. */
export function gqlEnum<const T extends string>(
  name: string,
  description: string,
  values: readonly T[],
  meanings: Readonly<Record<T, string>>,
): Readonly<Record<T, T>> {
  const object = Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;
  const valuesConfig = Object.fromEntries(values.map((value) => [value, { description: meanings[value] }])) as Record<
    T,
    { description: string }
  >;
  registerEnumType(object, { name, description, valuesConfig });
  ENUMS.set(values, object);
  return object;
}

const ACTOR_MEANINGS = {
  STATE: 'A country as a political actor; its land is a Place, `territory`.',
  GOVERNMENT: 'A government or its seat of power.',
  MILITARY_FORCE: 'Regular forces.',
  ARMED_GROUP: 'An organised force that is not a state’s.',
  COALITION: 'Actors acting under one name; they are its `members`.',
  ORGANIZATION: 'A civil, rescue or international body, or a company.',
  PERSON: 'A person.',
  POPULATION: 'People who are not a party to a conflict, one per country.',
} as const;

export const ActorKindEnum = gqlEnum('ActorKind', 'Kind of actor.', ACTOR_KINDS, ACTOR_MEANINGS);

export const EntityKindEnum = gqlEnum('EntityKind', 'Kind of entity: a kind of actor, or a place.', ENTITY_KINDS, {
  ...ACTOR_MEANINGS,
  PLACE: 'A place.',
});

export const PlaceKindEnum = gqlEnum('PlaceKind', 'Kind of place.', PLACE_KINDS, {
  COUNTRY: 'The land of a country.',
  PROVINCE: 'A first-level division of a country: province, governorate.',
  DISTRICT: 'A division of a province.',
  CITY: 'A city.',
  TOWN: 'A town.',
  VILLAGE: 'A village.',
  REGION: 'A region that is not a division of a country.',
  SITE: 'A single site: an airport, a base, a crossing.',
});

export const AliasKindEnum = gqlEnum('AliasKind', 'Kind of a name beside the preferred one.', ALIAS_KINDS, {
  FULL: 'A full name.',
  SHORT: 'An abbreviation or short form.',
  NATIVE: 'The name in its own language and script.',
  FORMER: 'A name no longer used.',
  SPELLING: 'Another spelling, or the name a data set uses.',
  WEAK: 'A doubtful name, or one that others have too.',
});

export const RelationshipTypeEnum = gqlEnum(
  'RelationshipType',
  'Type of relationship. `vocabulary` lists phrases, signs and fields.',
  RELATIONSHIP_TYPES,
  Object.fromEntries(VOCABULARY.map((row) => [row.type, row.description])) as Record<(typeof VOCABULARY)[number]['type'], string>,
);

export const SignEnum = gqlEnum('Sign', 'Whether a relationship is friendly or hostile.', SIGNS, {
  COOPERATIVE: 'Friendly.',
  HOSTILE: 'Hostile.',
  NEUTRAL: 'Neither.',
});

export const StatusEnum = gqlEnum('Status', 'What the evidence amounts to.', STATUSES, {
  SUPPORTED: 'Asserted without a hedge by at least one voice, denied by none; a voice is a source together with whom it quotes.',
  REPORTED: 'Asserted only with a hedge such as “reportedly” or “if confirmed”.',
  DISPUTED: 'Asserted by some and denied by others.',
  DENIED: 'Only denied. In no list unless `status` includes it.',
  UNSOURCED: 'No evidence is cited.',
});

gqlEnum('Stance', 'Whether a passage asserts or denies.', STANCES, {
  ASSERTS: 'It says that it is so.',
  DENIES: 'It says that it is not so.',
});

export const CertaintyEnum = gqlEnum(
  'Certainty',
  'How certain it is that something holds at a time, given what is known of it. From the weakest to the strongest; each includes those after it.',
  CERTAINTIES,
  {
    POSSIBLE: 'It may hold on some day of that time; no date rules it out.',
    LIKELY:
      'It may hold then, and surely holds at most `lastingDays` of its type (`vocabulary`) before or after: more often than not it holds. For events: as CERTAIN.',
    CERTAIN: 'It holds on some day of that time under every reading of its dates.',
    THROUGHOUT: 'It certainly holds on every day of that time. Also the value if no time is given.',
  },
);

export const ReliabilityEnum = gqlEnum('Reliability', 'Reliability of a source by the Admiralty code (NATO STANAG 2511).', RELIABILITIES, {
  A: 'Completely reliable; taken as right 95 times in 100.',
  B: 'Usually reliable; 85 in 100.',
  C: 'Fairly reliable; 70 in 100.',
  D: 'Not usually reliable; 60 in 100.',
  E: 'Unreliable; 50 in 100.',
  F: 'Reliability unknown; 50 in 100.',
});

export const DirectionEnum = gqlEnum(
  'Direction',
  'Direction of relationships, seen from an entity. Symmetric ones match both.',
  DIRECTIONS,
  {
    OUT: 'From the entity to others.',
    IN: 'From others to the entity.',
    ANY: 'Either.',
  },
);

export const SupportKindEnum = gqlEnum('SupportKind', 'Kind of support, after the UCDP External Support Dataset.', SUPPORT_KINDS, {
  TROOPS: 'Troops that fight alongside.',
  FOREIGN_PRESENCE: 'Troops present without fighting.',
  TERRITORY: 'Access to territory: sanctuary, bases.',
  WEAPONS: 'Weapons.',
  MATERIEL: 'Materiel and logistics other than weapons.',
  TRAINING: 'Training and expertise.',
  FUNDING: 'Money.',
  INTELLIGENCE: 'Intelligence.',
  INFRASTRUCTURE: 'Use of military or intelligence infrastructure.',
  DIPLOMATIC: 'Diplomatic backing.',
  OTHER: 'Another known kind.',
});

export const ControlExtentEnum = gqlEnum('ControlExtent', 'How far a place is held.', CONTROL_EXTENTS, {
  FULL: 'All of it.',
  PARTIAL: 'Parts of it.',
  CONTESTED: 'Fought over.',
});

export const EventKindEnum = gqlEnum('EventKind', 'Kind of event.', EVENT_KINDS, {
  BATTLE: 'A battle.',
  OFFENSIVE: 'An offensive: a planned series of attacks.',
  CAPTURE: 'Capture of a place or of people.',
  AIRSTRIKE: 'An attack from the air.',
  STATE_BASED_VIOLENCE: 'UCDP type 1: armed force between sides of which at least one is a government.',
  NON_STATE_VIOLENCE: 'UCDP type 2: armed force between organised groups, neither a government.',
  ONE_SIDED_VIOLENCE: 'UCDP type 3: armed force by a government or organised group against civilians.',
  WITHDRAWAL: 'A withdrawal.',
  CEASEFIRE: 'A ceasefire.',
  AGREEMENT: 'An agreement.',
  PLEDGE: 'A promise; not the deed.',
  STATEMENT: 'A declaration.',
  CLOSURE: 'A closure.',
  OTHER: 'Another kind of event.',
});

gqlEnum('EventRole', 'Role of an actor in an event.', EVENT_ROLES, {
  INITIATOR: 'Started it.',
  TARGET: 'Its target.',
  SIDE_A: 'First side as the source lists them.',
  SIDE_B: 'Second side as the source lists them.',
  SUPPORTER: 'Supported a side.',
  VICTIM: 'Suffered it without being a party.',
  MEDIATOR: 'Mediated.',
  SPEAKER: 'Made the statement.',
  RECIPIENT: 'The addressee of a statement or promise.',
  PARTY: 'A party to it.',
});

gqlEnum('PlacePrecision', 'How exactly the place of an event is known.', PLACE_PRECISIONS, {
  EXACT: 'At the place itself.',
  NEAR: 'Near the place, within about 25 km.',
  DISTRICT: 'Somewhere in that district.',
  PROVINCE: 'Somewhere in that province.',
  COUNTRY: 'Somewhere in that country.',
});

export const ActorOrderEnum = gqlEnum('ActorOrder', 'Sort order of actors.', ['NAME', 'DEGREE'], {
  NAME: 'By name, then id.',
  DEGREE: 'Most relationships first, then by name.',
});

export const RelationshipOrderEnum = gqlEnum(
  'RelationshipOrder',
  'Sort order of relationships.',
  ['START_ASC', 'START_DESC', 'CONFIDENCE_DESC'],
  {
    START_ASC: 'By the earliest day on which it may have begun; unknown last.',
    START_DESC: 'The reverse; unknown first.',
    CONFIDENCE_DESC: 'The best known of the time asked about first, then the most confident.',
  },
);

export const EventOrderEnum = gqlEnum('EventOrder', 'Sort order of events.', ['START_ASC', 'START_DESC', 'DEATHS_DESC'], {
  START_ASC: 'By the earliest day on which it may have begun.',
  START_DESC: 'The reverse.',
  DEATHS_DESC: 'Most deaths (best estimate) first.',
});
