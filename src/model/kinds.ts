import type { End } from './vocabulary.ts';

/** The closed lists of the domain. GraphQL enums, store labels and validation are all made from these. */

export const ACTOR_KINDS = [
  'STATE',
  'GOVERNMENT',
  'MILITARY_FORCE',
  'ARMED_GROUP',
  'COALITION',
  'ORGANIZATION',
  'PERSON',
  'POPULATION',
] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Actors other than Populations, which are not agents of their own: what paths pass and analyses cover unless kinds are given. */
export const AGENT_KINDS: readonly ActorKind[] = ACTOR_KINDS.filter((kind) => kind !== 'POPULATION');

export const PLACE_KINDS = ['COUNTRY', 'PROVINCE', 'DISTRICT', 'CITY', 'TOWN', 'VILLAGE', 'REGION', 'SITE'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const ENTITY_KINDS = [...ACTOR_KINDS, 'PLACE'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

export const ALIAS_KINDS = ['FULL', 'SHORT', 'NATIVE', 'FORMER', 'SPELLING', 'WEAK'] as const;
export type AliasKind = (typeof ALIAS_KINDS)[number];

export const SUPPORT_KINDS = [
  'TROOPS',
  'FOREIGN_PRESENCE',
  'TERRITORY',
  'WEAPONS',
  'MATERIEL',
  'TRAINING',
  'FUNDING',
  'INTELLIGENCE',
  'INFRASTRUCTURE',
  'DIPLOMATIC',
  'OTHER',
] as const;
export type SupportKind = (typeof SUPPORT_KINDS)[number];

export const CONTROL_EXTENTS = ['FULL', 'PARTIAL', 'CONTESTED'] as const;
export type ControlExtent = (typeof CONTROL_EXTENTS)[number];

export const EVENT_KINDS = [
  'BATTLE',
  'OFFENSIVE',
  'CAPTURE',
  'AIRSTRIKE',
  'STATE_BASED_VIOLENCE',
  'NON_STATE_VIOLENCE',
  'ONE_SIDED_VIOLENCE',
  'WITHDRAWAL',
  'CEASEFIRE',
  'AGREEMENT',
  'PLEDGE',
  'STATEMENT',
  'CLOSURE',
  'OTHER',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const EVENT_ROLES = [
  'INITIATOR',
  'TARGET',
  'SIDE_A',
  'SIDE_B',
  'SUPPORTER',
  'VICTIM',
  'MEDIATOR',
  'SPEAKER',
  'RECIPIENT',
  'PARTY',
] as const;
export type EventRole = (typeof EVENT_ROLES)[number];

export const PLACE_PRECISIONS = ['EXACT', 'NEAR', 'DISTRICT', 'PROVINCE', 'COUNTRY'] as const;
export type PlacePrecision = (typeof PLACE_PRECISIONS)[number];

export const STATUSES = ['SUPPORTED', 'REPORTED', 'DISPUTED', 'DENIED', 'UNSOURCED'] as const;
export type Status = (typeof STATUSES)[number];

export const STANCES = ['ASSERTS', 'DENIES'] as const;
export type Stance = (typeof STANCES)[number];

export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Reliability = (typeof RELIABILITIES)[number];

export const DIRECTIONS = ['OUT', 'IN', 'ANY'] as const;
export type Direction = (typeof DIRECTIONS)[number];

const LABELS: Record<EntityKind, string> = {
  STATE: 'State',
  GOVERNMENT: 'Government',
  MILITARY_FORCE: 'MilitaryForce',
  ARMED_GROUP: 'ArmedGroup',
  COALITION: 'Coalition',
  ORGANIZATION: 'Organization',
  PERSON: 'Person',
  POPULATION: 'Population',
  PLACE: 'Place',
};

/** The label of a kind in the store: `ARMED_GROUP` is `ArmedGroup`. */
export function labelOf(kind: EntityKind): string {
  return LABELS[kind];
}

/** The GraphQL object type of a kind. */
export function entityTypeName(kind: EntityKind): 'Actor' | 'Place' {
  return kind === 'PLACE' ? 'Place' : 'Actor';
}

/** What an entity of a kind can be in relationships. */
export function endOfKind(kind: EntityKind): End {
  return kind === 'PLACE' ? 'place' : 'actor';
}
