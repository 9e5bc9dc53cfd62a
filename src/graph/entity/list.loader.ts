import type { PartialDate } from '../../model/date.ts';
import type { ActorKind, PlaceKind } from '../../model/kinds.ts';
import type { Context } from '../common/context.ts';
import { type Connection, connectionOf, type Page, pageParameters } from '../common/page.ts';
import { entitiesNamed, requireEntities } from '../search/search.loader.ts';
import { type ActorOrder, COUNT_ACTORS, COUNT_PLACES, listActors, listPlaces } from './entity.cypher.ts';
import { type EntityNode, entityNode, loadPlacesBelow } from './entity.loader.ts';

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
  const rows = await context.engine.read(statement, { ...parameters, ...pageParameters(page) });
  const places = new Map(rows.map(([values, place]) => [entityNode(context, values!), place as string]));
  return connectionOf(
    page,
    [...places.keys()],
    (actor) => places.get(actor)!,
    async () => (await context.engine.read(COUNT_ACTORS, parameters))[0]![0] as number,
  );
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
  const rows = await context.engine.read(listPlaces(page.backward ? 'DESC' : 'ASC', context.detail), {
    ...parameters,
    ...pageParameters(page),
  });
  return connectionOf(
    page,
    rows.map(([values]) => entityNode(context, values!)),
    (place) => place.sort,
    async () => (await context.engine.read(COUNT_PLACES, { ...parameters, after: '', before: null }))[0]![0] as number,
  );
}

/** Ids in both lists, where null is all there are. */
function intersection(a: string[] | null, b: string[] | null): string[] | null {
  if (a === null || b === null) return a ?? b;
  return a.filter((id) => b.includes(id));
}
