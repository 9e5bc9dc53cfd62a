import { z } from 'zod';
import type { QueriedGraph } from '../../../mcp/graph.ts';
import { AllegianceError, quoted } from '../../../model/errors.ts';
import { entityNamed, type ReconciledEntity, relatedEntities } from './entities.ts';
import {
  kindsOfType,
  PROPERTIES,
  propertyOf,
  RELATION_PROPERTIES,
  type RelationProperty,
  type SchemaItem,
  VALUE_PROPERTIES,
} from './properties.ts';
import { isRelation, valuesOf } from './values.ts';

/** The most entities and properties of a request. */
const MAX_IDS = 100;
const MAX_PROPERTIES = 20;

const EXTENSION = z.object({
  ids: z.array(z.string()).max(MAX_IDS),
  properties: z.array(z.object({ id: z.string(), settings: z.looseObject({ at: z.string().optional() }).optional() })).max(MAX_PROPERTIES),
});

type Cell = { readonly str: string } | { readonly float: number } | { readonly id: string; readonly name: string };

/** The values of properties of entities. @throws BAD_INPUT */
export async function extension(graph: QueriedGraph, query: unknown) {
  const { data } = EXTENSION.safeParse(query);
  if (!data) {
    const message = `Expected \`extend\` to be {"ids": […], "properties": [{"id": …}]} with at most ${MAX_IDS} ids and ${MAX_PROPERTIES} properties; got another value.`;
    throw new AllegianceError('BAD_INPUT', message);
  }
  const properties = data.properties.map(({ id, settings }) => {
    const property = propertyOf(id);
    if (!property) throw new AllegianceError('BAD_INPUT', `Expected a property that /reconcile/properties lists; got ${quoted(id)}.`);
    return { property, at: settings?.at?.trim() || null };
  });
  const rows = await Promise.all(
    data.ids.map(async (id) => {
      const entity = await entityNamed(graph, id);
      const cells = await Promise.all(properties.map(({ property, at }) => (entity ? cellsOf(graph, entity, property, at) : [])));
      return [id, Object.fromEntries(properties.map(({ property }, index) => [property.id, cells[index]]))] as const;
    }),
  );
  return { meta: properties.map(({ property: { id, name } }) => ({ id, name })), rows: Object.fromEntries(rows) };
}

async function cellsOf(
  graph: QueriedGraph,
  entity: ReconciledEntity,
  property: SchemaItem | RelationProperty,
  at: string | null,
): Promise<Cell[]> {
  if (isRelation(property)) {
    return (await relatedEntities(graph, entity.slug, property, at)).map(({ slug, name }) => ({ id: slug, name }));
  }
  return valuesOf(entity, property.id).map((value) => (typeof value === 'number' ? { float: value } : { str: value }));
}

/** The properties that entities of a type have. */
export function proposedProperties(type: string | undefined, limit: number) {
  const kinds = type === undefined ? [] : kindsOfType(type);
  const isPlace = kinds.length > 0 && kinds.every((kind) => kind === 'PLACE');
  const ofPlace = ['placeKind', 'latitude', 'longitude'];
  const ofActor = ['activeFrom', 'activeTo', 'identifier:ucdp'];
  const left = kinds.length === 0 ? [] : isPlace ? ofActor : ofPlace;
  const properties = [...VALUE_PROPERTIES.filter(({ id }) => !left.includes(id)), ...RELATION_PROPERTIES];
  return { ...(type === undefined ? {} : { type }), limit, properties: properties.slice(0, limit).map(({ id, name }) => ({ id, name })) };
}

/** All properties whose name or id begins with a text, or has a word that does. */
export function suggestedProperties(prefix: string): SchemaItem[] {
  return beginning(PROPERTIES, prefix);
}

export function beginning(all: readonly SchemaItem[], prefix: string): SchemaItem[] {
  const text = prefix.toLowerCase();
  return all.filter(({ id, name }) => id.toLowerCase().startsWith(text) || ` ${name.toLowerCase()}`.includes(` ${text}`));
}
