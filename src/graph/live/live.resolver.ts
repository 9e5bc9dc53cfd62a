import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import type { RelationshipType } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import { RelationshipTypeEnum } from '../common/enums.ts';
import { loadEntities } from '../entity/entity.loader.ts';
import { Entity } from '../entity/entity.type.ts';
import { loadEvent } from '../event/event.loader.ts';
import { Event } from '../event/event.type.ts';
import { loadTie } from '../relationship/relationship.loader.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { subscribeToChanges } from './changes.ts';
import { GraphChange } from './live.type.ts';

@Resolver(() => GraphChange)
export class LiveResolver {
  @Subscription(() => GraphChange, {
    subscribe: ({ args: { involving = null, types = null, since = null }, context }) =>
      subscribeToChanges(context as Context, { involving, types }, since),
    description: 'One message per revision, in order: revisions of this process at once, of others within a second.',
  })
  graphChanged(
    @Root() change: GraphChange,
    @Arg('involving', () => [ID], {
      nullable: true,
      description: 'Only what concerns these entities (at most 100): themselves, their relationships, their events. Merges are followed.',
    })
    _involving: string[] | null,
    @Arg('types', () => [RelationshipTypeEnum], {
      nullable: true,
      description: 'Only revisions that touched relationships of these types, and only those relationships.',
    })
    _types: RelationshipType[] | null,
    @Arg('since', () => Int, {
      nullable: true,
      description: 'Revision that the client has: what it missed comes first. Default: the latest.',
    })
    _since: number | null,
  ): GraphChange {
    return change;
  }

  @FieldResolver(() => [Relationship], {
    description: 'Relationships written or changed, as they are now; at most 100. Deleted ones are not listed.',
  })
  async relationships(@Root() { ties }: GraphChange, @Ctx() context: Context) {
    return (await Promise.all(ties.map((id) => loadTie(context, id)))).filter((tie) => tie !== null);
  }

  @FieldResolver(() => [Entity], { description: 'Actors and places written, changed or merged, as they are now; at most 100.' })
  async entities(@Root() { entityIds }: GraphChange, @Ctx() context: Context) {
    const entities = await loadEntities(context, entityIds);
    return [...new Map(entities.map((entity) => [entity.id, entity])).values()];
  }

  @FieldResolver(() => [Event], { description: 'Events written or changed, as they are now; at most 100.' })
  async events(@Root() { eventIds }: GraphChange, @Ctx() context: Context) {
    return (await Promise.all(eventIds.map((id) => loadEvent(context, id)))).filter((event) => event !== null);
  }
}
