import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../common/context.ts';
import { edit } from './edit.ts';
import { WriteReport } from './report.type.ts';

const REASON = 'Why, in a line of at most 1000 characters; it stays in the history.';

@Resolver()
export class CommandResolver {
  @Mutation(() => WriteReport, {
    description:
      'Takes a relationship, event or passage of evidence out of every answer; its history stays, and `restore` brings it back. An actor, place or source can be retracted once nothing needs it. For editors.',
  })
  retract(
    @Arg('id', () => ID, { description: 'Its id; for an actor or place also its slug or scheme:value.' }) id: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: Context,
  ) {
    return edit(context, 'retractions', [{ id, reason }]);
  }

  @Mutation(() => WriteReport, {
    description: 'Brings back what was retracted, as it was, weighed by the evidence that there is now. For editors.',
  })
  restore(
    @Arg('id', () => ID, { description: 'The id that it had; for an actor or place also its slug.' }) id: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: Context,
  ) {
    return edit(context, 'restorations', [{ id, reason }]);
  }

  @Mutation(() => WriteReport, {
    description:
      'Says that an actor turned out to be another. Its id, slug and identifiers find the other from then on, its relationships are seen as the other’s, those between the two are hidden; nothing is moved, and `unmergeActor` undoes it exactly. For editors.',
  })
  mergeActors(
    @Arg('keep', () => ID, { description: 'The actor that stays (id, slug or scheme:value).' }) keep: string,
    @Arg('merge', () => ID, { description: 'The actor that turned out to be it (id, slug or scheme:value).' }) merge: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: Context,
  ) {
    return edit(context, 'merges', [{ keep, merge, reason }]);
  }

  @Mutation(() => WriteReport, {
    description: 'Takes back a merge, exactly, whatever was written in between. What was merged into the actor stays with it. For editors.',
  })
  unmergeActor(
    @Arg('id', () => ID, { description: 'The actor that was merged into another: the id or slug that it had, as `mergedFrom` lists them.' })
    id: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: Context,
  ) {
    return edit(context, 'unmerges', [{ id, reason }]);
  }
}
