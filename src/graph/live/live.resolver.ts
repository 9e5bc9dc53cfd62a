import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import type { RelationshipType } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import { RelationshipTypeEnum } from '../common/enums.ts';
import { loadEntities } from '../entity/entity.loader.ts';
import { Entity } from '../entity/entity.type.ts';
import { loadEvent } from '../event/event.loader.ts';
import { Event } from '../event/event.type.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { loadTies } from '../relationship/tie.loader.ts';
import { type GraphChangeNode, subscribeToChanges } from './changes.ts';
import { GraphChange } from './live.type.ts';

@Resolver(() => GraphChange)
export class LiveResolver {
  @Subscription(() => GraphChange, {
    subscribe: ({ args: { involving = null, types = null, since = null }, context }) =>
      subscribeToChanges(context as Context, { involving, types }, (context as Context).resumeAfter ?? since),
    description: 'One message per revision, in order: revisions of this process at once, of others within a second.',
  })
  graphChanged(
    @Root() change: GraphChangeNode,
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
  ) {
    return change;
  }

  @FieldResolver(() => [Relationship], {
    description: 'Relationships written or changed, as they are now; at most 100. Deleted ones are not listed.',
  })
  relationships(@Root() { ties }: GraphChangeNode, @Ctx() context: Context) {
    return loadTies(context, ties);
  }

  @FieldResolver(() => [Entity], { description: 'Actors and places written, changed or merged, as they are now; at most 100.' })
  async entities(@Root() { entityIds }: GraphChangeNode, @Ctx() context: Context) {
    const entities = await loadEntities(context, entityIds);
    return [...new Map(entities.map((entity) => [entity.id, entity])).values()];
  }

  @FieldResolver(() => [Event], { description: 'Events written or changed, as they are now; at most 100.' })
  async events(@Root() { eventIds }: GraphChangeNode, @Ctx() context: Context) {
    return (await Promise.all(eventIds.map((id) => loadEvent(context, id)))).filter((event) => event !== null);
  }
}
