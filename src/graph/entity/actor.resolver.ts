import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { ActorKind } from '../../model/kinds.ts';
import type { Context } from '../common/context.ts';
import { ActorKindEnum, ActorOrderEnum } from '../common/enums.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import type { ActorOrder } from './entity.cypher.ts';
import { type EntityNode, findEntity, loadEntity } from './entity.loader.ts';
import { ACTOR_TYPES, Actor, ActorConnection } from './entity.type.ts';
import { loadActors } from './list.loader.ts';
import { Place } from './place.type.ts';

@InputType({ description: 'Which actors count. Leave a field out to let all through.' })
export class ActorFilter {
  @Field(() => [ActorKindEnum], { nullable: true, description: 'Only these kinds.' })
  kinds?: ActorKind[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those with this name or alias, or one that begins so, as `search` folds names.',
  })
  name?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Only those that may have been active at this date.' })
  activeAt?: PartialDate | null;
}

@Resolver()
export class ActorResolver {
  @Query(() => Actor, { nullable: true, description: 'One actor; null where there is none.' })
  async actor(
    @Arg('id', () => ID, { description: 'Its id, its slug, or `scheme:value` of an outside identifier.' }) id: string,
    @Ctx() context: Context,
  ) {
    const entity = await findEntity(context, id);
    return entity?.kind === 'PLACE' ? null : entity;
  }

  @Query(() => ActorConnection, { description: 'All actors.' })
  actors(
    @Arg('filter', () => ActorFilter, { nullable: true, description: 'Which ones.' }) filter: ActorFilter | null,
    @Arg('orderBy', () => ActorOrderEnum, { nullable: true, defaultValue: 'NAME', description: 'In which order.' })
    orderBy: ActorOrder | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const order = orderBy ?? 'NAME';
    return loadActors(context, filter, order, pageOf(`Query.actors ${order}`, page));
  }
}

const State = ACTOR_TYPES.get('STATE')!;

@Resolver(() => State)
export class StateResolver {
  @FieldResolver(() => Place, { nullable: true, description: 'Its land.' })
  territory(@Root() state: EntityNode, @Ctx() context: Context) {
    return state.territory === null ? null : loadEntity(context, state.territory);
  }
}
