import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { ActorKind, PlaceKind } from '../../model/kinds.ts';
import type { Context } from '../common/context.ts';
import { ActorKindEnum, ActorOrderEnum, PlaceKindEnum } from '../common/enums.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Alias, Identifier, IntervalType, Merge } from '../common/types.ts';
import type { ActorOrder } from './entity.cypher.ts';
import {
  type EntityNode,
  findEntity,
  loadAliases,
  loadEntities,
  loadEntity,
  loadMembers,
  loadPlaceAround,
  loadPlacesAround,
} from './entity.loader.ts';
import { Actor, ActorConnection, Entity, Place, PlaceConnection } from './entity.type.ts';
import { loadActors, loadPlaces } from './list.loader.ts';

@Resolver(() => Entity)
export class EntityResolver {
  @Query(() => Entity, { nullable: true, description: 'One actor or place; null if there is none.' })
  entity(@Arg('id', () => ID, { description: 'Id, slug or `scheme:value`.' }) id: string, @Ctx() context: Context) {
    return findEntity(context, id);
  }

  @Query(() => [Entity], {
    nullable: 'itemsAndList',
    description: 'Several actors and places, in the given order; null for each that does not exist.',
  })
  entities(
    @Arg('ids', () => [ID], { description: 'At most 100; each an id, slug or `scheme:value`.' }) ids: string[],
    @Ctx() context: Context,
  ) {
    return Promise.all(ids.map((id) => findEntity(context, id)));
  }

  @FieldResolver(() => [Identifier], { description: 'Names in outside data sets, unique within each.' })
  async identifiers(@Root() entity: EntityNode, @Ctx() context: Context): Promise<Identifier[]> {
    const members = await loadMembers(context, entity.id);
    return [...new Set(members.flatMap((member) => member.identifiers))].sort().map(identifierOf);
  }

  @FieldResolver(() => [Alias], { description: 'Other names, in the order given.' })
  async aliases(@Root() entity: EntityNode, @Ctx() context: Context) {
    const names = await loadAliases(context, entity.id);
    return names.map(({ name, language, kind, start, end }) => ({ name, language, kind, validity: start || end ? { start, end } : null }));
  }
}

function identifierOf(text: string): Identifier {
  const colon = text.indexOf(':');
  return { scheme: text.slice(0, colon), value: text.slice(colon + 1) };
}

@InputType({ description: 'Actors to list; all conditions must hold.' })
export class ActorFilter {
  @Field(() => [ActorKindEnum], { nullable: true, description: 'Only these kinds.' })
  kinds?: ActorKind[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those with a name or alias that equals this or begins with it; normalized as in `search`.',
  })
  name?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Only those that may have been active at this date.' })
  activeAt?: PartialDate | null;
}

@Resolver(() => Actor)
export class ActorResolver {
  @Query(() => Actor, { nullable: true, description: 'One actor; null if there is none.' })
  async actor(@Arg('id', () => ID, { description: 'Id, slug or `scheme:value`.' }) id: string, @Ctx() context: Context) {
    const entity = await findEntity(context, id);
    return entity?.kind === 'PLACE' ? null : entity;
  }

  @Query(() => ActorConnection, { nullable: true, description: 'All actors.' })
  actors(
    @Arg('filter', () => ActorFilter, { nullable: true }) filter: ActorFilter | null,
    @Arg('orderBy', () => ActorOrderEnum, { nullable: true, defaultValue: 'NAME', description: 'Sort order.' })
    orderBy: ActorOrder | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const order = orderBy ?? 'NAME';
    return loadActors(context, filter, order, pageOf(`Query.actors ${order}`, page, { of: filter ?? {} }));
  }

  @FieldResolver(() => IntervalType, { description: 'When it existed or was active, if known.' })
  active(@Root() actor: EntityNode): IntervalType {
    return { start: actor.activeFrom, end: actor.activeTo };
  }

  @FieldResolver(() => [Merge], { description: 'Other entities that turned out to be this one.' })
  async mergedFrom(@Root() actor: EntityNode, @Ctx() context: Context) {
    const members = await loadMembers(context, actor.id);
    return members
      .filter((member) => member.id !== actor.id)
      .map(({ id, slug, name, reason, at }) => ({ id, slug, name, reason: reason ?? '', at: at ?? '' }));
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The land of a state; null for other kinds, and if unknown.' })
  territory(@Root() actor: EntityNode, @Ctx() context: Context) {
    return actor.territory === null ? null : loadEntity(context, actor.territory);
  }
}

@InputType({ description: 'Places to list; all conditions must hold.' })
export class PlaceFilter {
  @Field(() => [PlaceKindEnum], { nullable: true, description: 'Only these kinds.' })
  kinds?: PlaceKind[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those with a name or alias that equals this or begins with it; normalized as in `search`.',
  })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only places anywhere inside this one, itself excluded.' })
  within?: string | null;
}

@Resolver(() => Place)
export class PlaceResolver {
  @Query(() => Place, { nullable: true, description: 'One place; null if there is none.' })
  async place(@Arg('id', () => ID, { description: 'Id, slug or `scheme:value`.' }) id: string, @Ctx() context: Context) {
    const entity = await findEntity(context, id);
    return entity?.kind === 'PLACE' ? entity : null;
  }

  @Query(() => PlaceConnection, { nullable: true, description: 'All places, by name.' })
  places(
    @Arg('filter', () => PlaceFilter, { nullable: true }) filter: PlaceFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    return loadPlaces(context, filter, pageOf('Query.places', page, { of: filter ?? {} }));
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The place around it; the most confident if sources differ.' })
  async within(@Root() place: EntityNode, @Ctx() context: Context) {
    const nearest = await loadPlaceAround(context, place.id);
    return nearest === null ? null : loadEntity(context, nearest);
  }

  @FieldResolver(() => [Place], { description: 'The places around it, nearest first.' })
  async ancestors(@Root() place: EntityNode, @Ctx() context: Context) {
    return loadEntities(context, await loadPlacesAround(context, place.id));
  }
}
