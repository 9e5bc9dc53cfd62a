import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { ActorKind } from '../../model/kinds.ts';
import type { Context } from '../common/context.ts';
import { ActorKindEnum, ActorOrderEnum } from '../common/enums.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { IntervalType, Merge } from '../common/types.ts';
import type { ActorOrder } from './entity.cypher.ts';
import { type EntityNode, findEntity, loadEntity, loadMembers } from './entity.loader.ts';
import { Actor, ActorConnection, Place } from './entity.type.ts';
import { loadActors } from './list.loader.ts';

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
    return loadActors(context, filter, order, pageOf(`Query.actors ${order}`, page));
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
