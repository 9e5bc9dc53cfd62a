import { nameOrder } from '../model/nameOrder.ts';
import { normalizeName } from '../model/normalizeName.ts';
import { gramsOf } from '../model/similarity.ts';
import { ENTITY_FIELDS, NAME_FIELDS } from '../records/entity.ts';
import type { RecordOf } from '../records/field.ts';
import { briefOf, layoutOf } from './layout.ts';

/** An entity as stored: a node `:Entity` with `:Actor` or `:Place` and the label of its kind. */
export type EntityRecord = RecordOf<typeof ENTITY_FIELDS>;

export const ENTITY = layoutOf(ENTITY_FIELDS);
export const ENTITY_BRIEF = briefOf(ENTITY_FIELDS);

/** Neo4j indexes no key longer than about 8 kB, so names are sorted and looked up by their first characters. */
const MAX_INDEXED_LENGTH = 500;

/** A sort key by name, in the order of `nameOrder`, then by id. No name contains U+0001. */
export function sortKey(name: string, id: string): string {
  return `${indexPrefix(nameOrder(name))}\u0001${id}`;
}

/** The part of a text that is indexed: its first characters. */
export function indexPrefix(text: string): string {
  return text.length <= MAX_INDEXED_LENGTH ? text : [...text].slice(0, MAX_INDEXED_LENGTH).join('');
}

/** A name or alias of an entity, a node `:Name`. */
export type NameRecord = RecordOf<typeof NAME_FIELDS>;

export const NAME = layoutOf(NAME_FIELDS);

/** The forms by which search finds a name, stored beside it. */
export function searchForms(name: string) {
  return { folded: indexPrefix(normalizeName(name)), grams: gramsOf(name) };
}

/** The kind of the preferred name. */
export const PREFERRED = 'PREFERRED';
