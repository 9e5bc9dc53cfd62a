import { UNKNOWN_HI, UNKNOWN_LO } from '../model/interval.ts';
import type { EntityKind, PlaceKind } from '../model/kinds.ts';
import { layout } from './layout.ts';

/** An entity as stored: a node `:Entity` with `:Actor` or `:Place` and the label of its kind. */
export interface EntityRecord {
  readonly id: string;
  /** The id of the entity at the end of its merges; its own id while it is not merged into another. */
  readonly canon: string;
  readonly mergedInto: string | null;
  /** Why and when it was merged. */
  readonly mergeReason: string | null;
  readonly mergedAt: string | null;
  readonly slug: string;
  readonly name: string;
  readonly kind: EntityKind;
  /** The kind of its canon; ties are filtered by it. */
  readonly canonKind: EntityKind;
  /** Sort key by name: the name of its canon, U+0001, the id of its canon. */
  readonly sort: string;
  readonly description: string | null;
  /** `scheme:value` each. */
  readonly identifiers: readonly string[];
  readonly recordedAt: string;
  readonly revision: number;
  /** Actors only. */
  readonly activeFrom: string | null;
  readonly activeTo: string | null;
  /** First and last day on which it may have been active. */
  readonly activeLo: number;
  readonly activeHi: number;
  /** States only: the id of the Place that is its territory. */
  readonly territory: string | null;
  /** Places only. */
  readonly placeKind: PlaceKind | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export const ENTITY = layout<EntityRecord>({
  id: undefined,
  canon: undefined,
  mergedInto: null,
  mergeReason: null,
  mergedAt: null,
  slug: undefined,
  name: undefined,
  kind: undefined,
  canonKind: undefined,
  sort: undefined,
  description: null,
  identifiers: [],
  recordedAt: undefined,
  revision: undefined,
  activeFrom: null,
  activeTo: null,
  activeLo: UNKNOWN_LO,
  activeHi: UNKNOWN_HI,
  territory: null,
  placeKind: null,
  latitude: null,
  longitude: null,
});

/** The fields that most queries read of an entity. */
export const ENTITY_BRIEF = ENTITY.pick('id', 'canon', 'slug', 'name', 'kind', 'sort');

/** Neo4j indexes no key longer than about 8 kB, so names are sorted and looked up by their first characters. */
const MAX_INDEXED_LENGTH = 500;

/** A sort key by name, then by id. No name contains U+0001. */
export function sortKey(name: string, id: string): string {
  return `${indexPrefix(name)}\u0001${id}`;
}

/** The part of a text that is indexed: its first characters. */
export function indexPrefix(text: string): string {
  return text.length <= MAX_INDEXED_LENGTH ? text : [...text].slice(0, MAX_INDEXED_LENGTH).join('');
}

/** A name or alias of an entity, a node `:Name`. The preferred one has the kind PREFERRED. */
export interface NameRecord {
  readonly owner: string;
  readonly name: string;
  readonly language: string | null;
  readonly kind: string;
  readonly start: string | null;
  readonly end: string | null;
  /** Its place in the order in which names were given, from 0. */
  readonly position: number;
}

export const NAME = layout<NameRecord>({
  owner: undefined,
  name: undefined,
  language: null,
  kind: undefined,
  start: null,
  end: null,
  position: 0,
});

export const PREFERRED = 'PREFERRED';
