import { Arg, Args, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../common/context.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { loadHistory } from './history.loader.ts';
import { loadRevisions } from './revision.loader.ts';
import { Revision, RevisionConnection } from './revision.type.ts';

@Resolver()
export class RevisionResolver {
  @Query(() => [Revision], {
    nullable: true,
    description:
      'What was done to one thing, oldest first: who, when, why, before and after. Also of what was retracted; of a relationship or event including its passages. A merged actor has its own history. Empty if there never was such a thing.',
  })
  history(
    @Arg('id', () => ID, { description: 'Id of anything; of an actor or place also slug or `scheme:value`.' }) id: string,
    @Ctx() context: Context,
  ) {
    return loadHistory(context, id);
  }

  @Query(() => RevisionConnection, { nullable: true, description: 'Every write that changed the graph, newest first.' })
  revisions(
    @Arg('since', () => Int, { nullable: true, description: 'Only those after this revision. Default: all.' }) since: number | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    return loadRevisions(context, since ?? 0, pageOf('Query.revisions', page, { descending: true, of: { since: since ?? 0 } }));
  }
}
