import type { PartialDate } from '../../model/date.ts';
import type { ActorKind, PlaceKind } from '../../model/kinds.ts';
import { GRAPH, LIST_TAGS } from '../../revisions/touched.ts';
import type { Context } from '../common/context.ts';
import { type Connection, loadPage, type Page } from '../common/page.ts';
import { type ActorOrder, COUNT_ACTORS, COUNT_PLACES, listActors, listPlaces } from './entity.cypher.ts';
import { type EntityNode, entityNode, loadPlacesBelow } from './entity.loader.ts';
import { entitiesNamed, requireEntities } from './search.loader.ts';

export async function loadActors(
  context: Context,
  filter: { kinds?: ActorKind[] | null; name?: string | null; activeAt?: PartialDate | null } | null,
  order: ActorOrder,
  page: Page,
): Promise<Connection<EntityNode>> {
  const parameters = {
    kinds: filter?.kinds ?? null,
    ids: filter?.name ? await entitiesNamed(context, filter.name) : null,
    first: filter?.activeAt?.first ?? null,
    last: filter?.activeAt?.last ?? null,
  };
  const statement = listActors(order, page.backward ? 'DESC' : 'ASC', context.detail);
  const tags = order === 'DEGREE' ? [LIST_TAGS.actors, GRAPH] : [LIST_TAGS.actors];
  const list = { tags, statement, counting: COUNT_ACTORS, parameters };
  return loadPage(context, list, page, ([values, place], loading) => [entityNode(loading, values!), place as string]);
}

export async function loadPlaces(
  context: Context,
  filter: { kinds?: PlaceKind[] | null; name?: string | null; within?: string | null } | null,
  page: Page,
): Promise<Connection<EntityNode>> {
  const within = filter?.within ? (await requireEntities(context, [filter.within]))[0]! : null;
  const below = within === null ? null : (await loadPlacesBelow(context, within)).filter((place) => place !== within);
  const named = filter?.name ? await entitiesNamed(context, filter.name) : null;
  const parameters = { kinds: filter?.kinds ?? null, ids: intersection(below, named) };
  const statement = listPlaces(page.backward ? 'DESC' : 'ASC', context.detail);
  const list = { tags: [LIST_TAGS.places], statement, counting: COUNT_PLACES, parameters };
  return loadPage(context, list, page, ([values], loading) => {
    const place = entityNode(loading, values!);
    return [place, place.sort];
  });
}

/** The ids in both lists; null stands for all ids. */
function intersection(a: string[] | null, b: string[] | null): string[] | null {
  if (a === null || b === null) return a ?? b;
  return a.filter((id) => b.includes(id));
}
