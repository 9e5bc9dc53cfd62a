import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { EntityKind, PlaceKind } from '../../model/kinds.ts';
import type { Context } from '../common/context.ts';
import { EntityKindEnum, PlaceKindEnum } from '../common/enums.ts';
import { edit } from './edit.ts';
import { WriteReportType } from './report.type.ts';

const REASON = 'Why, at most 1000 characters; stays in the history.';

@ArgsType()
class CorrectionArgs {
  @Field(() => ID, { description: 'Id, slug or `scheme:value` of an actor or place.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The right name. Default: as it is.' })
  name?: string | null;

  @Field(() => EntityKindEnum, { nullable: true, description: 'The right kind. Default: as it is.' })
  kind?: EntityKind | null;

  @Field(() => PlaceKindEnum, {
    nullable: true,
    description: 'The right kind of place; required if an actor becomes a place. Default: as it is.',
  })
  placeKind?: PlaceKind | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'true: the wrong name does not stay as an alias.' })
  dropOldName?: boolean | null;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => Int, { nullable: true, description: 'Revision that the client has seen: CONFLICT if the entity has changed since.' })
  ifRevision?: number | null;
}

@Resolver()
export class CommandResolver {
  @Mutation(() => WriteReportType, {
    description:
      'Removes a relationship, event or passage of evidence from all answers; its history stays, and `restore` brings it back. An actor, place or source can be retracted once nothing refers to it. For editors.',
  })
  retract(
    @Arg('id', () => ID, { description: 'Id; of an actor or place also slug or `scheme:value`.' }) id: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: Context,
  ) {
    return edit(context, 'retractions', [{ id, reason }]);
  }

  @Mutation(() => WriteReportType, {
    description: 'Brings back what was retracted, as it was, with its status and confidence computed from today’s evidence. For editors.',
  })
  restore(
    @Arg('id', () => ID, { description: 'Its former id; of an actor or place also its slug.' }) id: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: Context,
  ) {
    return edit(context, 'restorations', [{ id, reason }]);
  }

  @Mutation(() => WriteReportType, {
    description:
      'Puts a wrong name or kind right, of a merged actor its own. Id and slug stay. The wrong name stays as an alias unless `dropOldName`. Refused with WRONG_KIND if an actor with relationships, events or references that a place cannot have is to become a place, or the other way round; what only the old kind has (dates of activity, territory, coordinates) is cleared. In the history with the reason. For editors.',
  })
  correctEntity(@Args(() => CorrectionArgs) { ifRevision, ...row }: CorrectionArgs, @Ctx() context: Context) {
    return edit(context, 'corrections', [row], { ifRevision });
  }

  @Mutation(() => WriteReportType, {
    description:
      'Merges an actor that turned out to be another. Its id, slug and identifiers then resolve to the other, its relationships appear as the other’s, and those between the two are hidden. Nothing is moved: `unmergeActor` undoes it exactly. For editors.',
  })
  mergeActors(
    @Arg('keep', () => ID, { description: 'The actor that remains.' }) keep: string,
    @Arg('merge', () => ID, { description: 'The actor that turned out to be the same.' }) merge: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: Context,
  ) {
    return edit(context, 'merges', [{ keep, merge, reason }]);
  }

  @Mutation(() => WriteReportType, {
    description: 'Undoes a merge exactly, whatever was written since. What had been merged into the actor stays with it. For editors.',
  })
  unmergeActor(
    @Arg('id', () => ID, { description: 'The merged actor: its former id or slug, as in `mergedFrom`.' })
    id: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: Context,
  ) {
    return edit(context, 'unmerges', [{ id, reason }]);
  }
}
