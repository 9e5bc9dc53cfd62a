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
import { changesOf } from './changes.ts';
import { GraphChange } from './live.type.ts';

@Resolver(() => GraphChange)
export class LiveResolver {
  @Subscription(() => GraphChange, {
    subscribe: ({ args: { involving = null, types = null, since = null }, context }) =>
      changesOf(context as Context, { involving, types }, since),
    description: 'One message for each revision of the graph, in order: those of this process at once, those of others within a second.',
  })
  graphChanged(
    @Root() change: GraphChange,
    @Arg('involving', () => [ID], {
      nullable: true,
      description:
        'Only what concerns one of these entities (id, slug or scheme:value; at most 100): itself, its ties, its events. Merges are followed.',
    })
    _involving: string[] | null,
    @Arg('types', () => [RelationshipTypeEnum], {
      nullable: true,
      description: 'Only revisions that touched a tie of one of these kinds, and of their ties only those.',
    })
    _types: RelationshipType[] | null,
    @Arg('since', () => Int, {
      nullable: true,
      description: 'The revision that the client has: what came after it comes first. Default: the newest.',
    })
    _since: number | null,
  ): GraphChange {
    return change;
  }

  @FieldResolver(() => [Relationship], {
    description: 'Ties that were written or changed, as they are now; at most 100. Those that are gone are not listed.',
  })
  async relationships(@Root() { ties }: GraphChange, @Ctx() context: Context) {
    return (await Promise.all(ties.map((id) => loadTie(context, id)))).filter((tie) => tie !== null);
  }

  @FieldResolver(() => [Entity], { description: 'Actors and places that were written, changed or merged, as they are now; at most 100.' })
  async entities(@Root() { entityIds }: GraphChange, @Ctx() context: Context) {
    const entities = await loadEntities(context, entityIds);
    return [...new Map(entities.map((entity) => [entity.id, entity])).values()];
  }

  @FieldResolver(() => [Event], { description: 'Events that were written or changed, as they are now; at most 100.' })
  async events(@Root() { eventIds }: GraphChange, @Ctx() context: Context) {
    return (await Promise.all(eventIds.map((id) => loadEvent(context, id)))).filter((event) => event !== null);
  }
}
