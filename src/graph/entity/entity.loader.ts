import type { View } from '../../analysis/projection/view.ts';
import type { Value } from '../../engine/engine.ts';
import { idKind, isOutsideIdentifier, isSlug } from '../../model/id.ts';
import { entityTypeName } from '../../model/kinds.ts';
import { EVERYTHING, RENAMED, tiesTag } from '../../revisions/touched.ts';
import { type EntityRecord, NAME, type NameRecord, PREFERRED } from '../../store/entity.ts';
import { entityId } from '../../store/mintId.ts';
import { rowPerKey, rowsPerKey } from '../common/batch.ts';
import { type BatchLoader, type Context, ofRecord, type TagsOf } from '../common/context.ts';
import {
  ENTITY_PARTS,
  entitiesById,
  IDS_BY_IDENTIFIER,
  IDS_BY_SLUG,
  MEMBERS_OF_CANON,
  NAMES,
  PLACES_AROUND,
  PLACES_INSIDE,
} from './entity.cypher.ts';

/** An entity as resolvers return it. */
export interface EntityNode extends EntityRecord {
  readonly __typename: string;
}

/** An entity from a row of a statement; it counts as loaded from then on. */
export function entityNode(context: Context, values: Value): EntityNode {
  const record = ENTITY_PARTS[context.detail].decode(values);
  const node = record as EntityRecord & { __typename: string };
  node.__typename = entityTypeName(record.kind);
  context.prime('entity', node.id, loadedById, node, ofEntity);
  return node;
}

/** The fields of an entity that the projection holds. */
export type ProjectedEntity = Pick<EntityNode, '__typename' | 'id' | 'name' | 'kind'>;

/** Id, name and kind of an entity in the projection; null if the projection does not hold its name. */
export function projectedName(view: View, id: string): ProjectedEntity | null {
  const node = view.node(id);
  const name = node < 0 ? null : view.name(node);
  if (name === null) return null;
  const kind = view.kind(node);
  return { __typename: entityTypeName(kind), id: view.entityId(node), name, kind };
}

/**
 * An entity of the graph in memory by its id, with no more than its type, id, name and kind; null where the operation needs more, or it
 * is not there.
 */
export function entityInMemory(context: Context, id: string): EntityNode | null {
  const found = context.view && (projectedName(context.view, id) as EntityNode | null);
  if (found !== null) context.showPart(...ofEntity(id, found));
  return found;
}

/** The entity with this id, or the one it was merged into; null if there is none. */
export function loadEntity(context: Context, id: string): Promise<EntityNode | null> {
  const known = entityInMemory(context, id);
  return known === null ? context.load('entity', id, loadedById, ofEntity) : Promise.resolve(known);
}

/** As `loadEntity`, but synchronous if it is loaded already: in long lists promises take longer than everything else. */
export function entityOf(context: Context, id: string): EntityNode | Promise<EntityNode | null> {
  return entityInMemory(context, id) ?? context.loadedValue<EntityNode>('entity', id) ?? loadEntity(context, id);
}

export function loadEntities(context: Context, ids: readonly string[]): Promise<EntityNode[]> {
  return Promise.all(ids.map((id) => loadEntity(context, id))).then((found) => found.filter((entity) => entity !== null));
}

/** Of an entity, by its own id or one that was merged into it. */
const ofEntity: TagsOf<EntityNode | null> = (id, entity) => (entity === null ? [EVERYTHING] : entity.id === id ? [id] : [id, entity.id]);

const loadedById: BatchLoader<EntityNode | null> = async (context, ids) => {
  const rows = await context.engine.read(entitiesById(context.detail), { ids });
  return rowPerKey(ids, rows, ([, values]) => entityNode(context, values!), null);
};

/**
 * The id of the entity with this slug, by the graph in memory; null where only the store knows. An entity has the id that its slug gives
 * (`mintId.ts`). Those without relationships may have been retracted, and so may those that are merged into another.
 */
function idInMemory(view: View, slug: string): string | null {
  const id = entityId(slug);
  const node = view.node(id);
  return node >= 0 && view.degree(node) > 0 && view.entityId(node) === id ? id : null;
}

/** The id of the entity that a reference (id, slug or `scheme:value`) names; null if it names none. */
export function resolveReference(context: Context, reference: string): Promise<string | null> {
  return context.load('reference', reference, idsByReference, (_, id) => (id === null ? [EVERYTHING] : [id]));
}

const idsByReference: BatchLoader<string | null> = async (context, references) => {
  const view = await context.services.projection.viewInMemory();
  const inMemory = new Map(
    references.flatMap((reference) => {
      const id = view && isSlug(reference) ? idInMemory(view, reference) : null;
      return id === null ? [] : [[reference, id] as const];
    }),
  );
  const bySlug = references.filter((reference) => isSlug(reference) && !inMemory.has(reference));
  const byIdentifier = references.filter((reference) => !isSlug(reference) && isOutsideIdentifier(reference));
  const rows = await Promise.all([
    bySlug.length > 0 ? context.engine.read(IDS_BY_SLUG, { slugs: bySlug }) : [],
    byIdentifier.length > 0 ? context.engine.read(IDS_BY_IDENTIFIER, { keys: byIdentifier }) : [],
  ]);
  const found = new Map(rows.flat().map(([reference, id]) => [reference as string, id as string]));
  const entities = await Promise.all(
    references.map((reference) => (idKind(reference) === 'entity' ? loadEntity(context, reference) : null)),
  );
  return references.map((reference, index) => found.get(reference) ?? inMemory.get(reference) ?? entities[index]?.id ?? null);
};

/** The entity that a reference names; null if there is none. */
export async function findEntity(context: Context, reference: string): Promise<EntityNode | null> {
  if (idKind(reference) === 'entity') {
    const known = entityInMemory(context, reference);
    if (known !== null) return known;
  }
  const id = await resolveReference(context, reference);
  return id === null ? null : loadEntity(context, id);
}

/** The names of an entity except its preferred one, in the order in which they were given. */
export function loadAliases(context: Context, id: string): Promise<NameRecord[]> {
  return context.load(
    'entity.names',
    id,
    async ({ engine }, ids) => {
      const rows = await engine.read(NAMES, { ids });
      return rowsPerKey(ids, rows, ([, values]) => NAME.decode(values!)).map((names, index) => aliases(names, ids[index]!));
    },
    ofRecord,
  );
}

/** Each name once, as the entity itself has it rather than one merged into it; never its preferred name. */
function aliases(names: readonly NameRecord[], canon: string): NameRecord[] {
  const preferred = names.find((name) => name.kind === PREFERRED && name.owner === canon)?.name;
  const others = names
    .filter((name) => name.name !== preferred)
    .map((name) => (name.kind === PREFERRED ? { ...name, kind: 'FULL' } : name))
    .sort((a, b) => Number(a.owner !== canon) - Number(b.owner !== canon) || a.position - b.position || (a.name < b.name ? -1 : 1));
  const byName = new Map<string, NameRecord>();
  for (const alias of others) if (!byName.has(alias.name)) byName.set(alias.name, alias);
  return [...byName.values()];
}

/** An entity that was merged into another, or that other itself. */
export interface CanonMember {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly identifiers: readonly string[];
  readonly reason: string | null;
  readonly at: string | null;
}

/** An entity and those merged into it. */
export function loadMembers(context: Context, id: string): Promise<CanonMember[]> {
  return context.load(
    'entity.members',
    id,
    async ({ engine }, ids) => {
      const rows = await engine.read(MEMBERS_OF_CANON, { ids });
      return rowsPerKey(
        ids,
        rows,
        ([, member, slug, name, identifiers, reason, at]) =>
          ({ id: member, slug, name, identifiers: identifiers ?? [], reason: reason ?? null, at: at ?? null }) as CanonMember,
      );
    },
    ofRecord,
  );
}

/** Of what the relationships of an entity say. */
const ofTies: TagsOf<unknown> = (id) => [tiesTag(id)];

/** Of what an entity's relationships and the kinds of its neighbors say. */
export const ofKinds: TagsOf<unknown> = (id) => [tiesTag(id), RENAMED];

/** Levels of places inside places that are followed; deeper nesting is cut. */
const MAX_PLACE_DEPTH = 16;

/** The place directly around a place; null if none is known. */
export async function loadPlaceAround(context: Context, id: string): Promise<string | null> {
  const around = await context.load('place.around', id, placesAround, ofTies);
  return around === id ? null : around;
}

/** The places around a place, nearest first. */
export async function loadPlacesAround(context: Context, id: string): Promise<string[]> {
  const around: string[] = [];
  for (let place: string | null = id; around.length < MAX_PLACE_DEPTH; ) {
    place = await loadPlaceAround(context, place);
    if (place === null || place === id || around.includes(place)) break;
    around.push(place);
  }
  return around;
}

const placesAround: BatchLoader<string | null> = async (context, ids) => {
  const rows = await context.engine.read(PLACES_AROUND, { ids });
  return rowPerKey(ids, rows, ([, around]) => around as string, null);
};

/** A place and everything inside it, one statement per level. */
export async function loadPlacesBelow(context: Context, id: string): Promise<string[]> {
  const below = new Set([id]);
  for (let level = [id], depth = 0; level.length > 0 && depth < MAX_PLACE_DEPTH; depth++) {
    const inside = await Promise.all(level.map((place) => context.load('place.inside', place, placesInside, ofTies)));
    level = [...new Set(inside.flat())].filter((place) => !below.has(place));
    for (const place of level) below.add(place);
  }
  return [...below];
}

const placesInside: BatchLoader<string[]> = async (context, ids) => {
  const rows = await context.engine.read(PLACES_INSIDE, { ids });
  return rowsPerKey(ids, rows, ([, inside]) => inside as string);
};
