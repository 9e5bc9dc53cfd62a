import type { PartialDate } from '../../model/date.ts';
import type { ActorKind, PlaceKind } from '../../model/kinds.ts';
import { argumentsKey, type Context } from '../common/context.ts';
import { type Connection, connectionOf, type Page, pageParameters } from '../common/page.ts';
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
  const found = await context.loadOne(`actors ${order} ${argumentsKey({ parameters, page })}`, async () => {
    const statement = listActors(order, page.backward ? 'DESC' : 'ASC', context.detail);
    const rows = await context.engine.read(statement, { ...parameters, ...pageParameters(page) });
    return rows.map(([values, place]) => ({ actor: entityNode(context, values!), place: place as string }));
  });
  const places = new Map(found.map(({ actor, place }) => [actor, place]));
  return connectionOf(
    page,
    [...places.keys()],
    (actor) => places.get(actor)!,
    () =>
      context.loadOne(
        `countActors ${argumentsKey(parameters)}`,
        async () => (await context.engine.read(COUNT_ACTORS, parameters))[0]![0] as number,
      ),
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
  const found = await context.loadOne(`places ${argumentsKey({ parameters, page })}`, async () => {
    const statement = listPlaces(page.backward ? 'DESC' : 'ASC', context.detail);
    const rows = await context.engine.read(statement, { ...parameters, ...pageParameters(page) });
    return rows.map(([values]) => entityNode(context, values!));
  });
  return connectionOf(
    page,
    found,
    (place) => place.sort,
    () =>
      context.loadOne(
        `countPlaces ${argumentsKey(parameters)}`,
        async () => (await context.engine.read(COUNT_PLACES, { ...parameters, after: '', before: null }))[0]![0] as number,
      ),
  );
}

/** The ids in both lists; null stands for all ids. */
function intersection(a: string[] | null, b: string[] | null): string[] | null {
  if (a === null || b === null) return a ?? b;
  return a.filter((id) => b.includes(id));
}
