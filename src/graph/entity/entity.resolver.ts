import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { TieFilter } from '../../model/tieFilter.ts';
import type { Context } from '../common/context.ts';
import { DirectionEnum } from '../common/enums.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { Alias, Identifier } from '../common/types.ts';
import { loadEvents } from '../event/event.loader.ts';
import { EventConnection } from '../event/event.type.ts';
import { EventFilter } from '../event/filter.ts';
import { RelationshipFilter } from '../relationship/filter.ts';
import type { TieDirection } from '../relationship/relationship.cypher.ts';
import { loadTiesOfEntity } from '../relationship/relationship.loader.ts';
import { RelationshipConnection } from '../relationship/relationship.type.ts';
import { type EntityNode, findEntity, loadAliases, loadMembers } from './entity.loader.ts';
import { Entity } from './entity.type.ts';

@Resolver(() => Entity)
export class EntityResolver {
  @Query(() => Entity, { nullable: true, description: 'One actor or place; null if there is none.' })
  entity(@Arg('id', () => ID, { description: 'Id, slug or `scheme:value`.' }) id: string, @Ctx() context: Context) {
    return findEntity(context, id);
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

  @FieldResolver(() => RelationshipConnection, { description: 'Its relationships, one by one, by the earliest day each may have begun.' })
  relationships(
    @Root() entity: EntityNode,
    @Arg('filter', () => RelationshipFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('direction', () => DirectionEnum, { nullable: true, defaultValue: 'ANY', description: 'Direction, seen from this entity.' })
    direction: TieDirection | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    return loadTiesOfEntity(context, entity.id, filter, direction ?? 'ANY', pageOf('relationships', page));
  }

  @FieldResolver(() => EventConnection, {
    description:
      'Events it took part in, by itself or as part of a coalition on that day; of a place, events in it or anywhere inside. By the earliest day.',
  })
  events(
    @Root() entity: EntityNode,
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const kind = entity.kind === 'PLACE' ? 'place' : 'actor';
    return loadEvents(context, { kind, id: entity.id }, filter, 'START', false, pageOf('events', page));
  }
}

function identifierOf(text: string): Identifier {
  const colon = text.indexOf(':');
  return { scheme: text.slice(0, colon), value: text.slice(colon + 1) };
}
