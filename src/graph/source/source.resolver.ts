import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../common/context.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { loadSource, loadSources } from './source.loader.ts';
import { Source, SourceConnection } from './source.type.ts';

@Resolver()
export class SourceResolver {
  @Query(() => Source, { nullable: true, description: 'One source; null if there is none.' })
  source(@Arg('id', () => ID, { description: 'Id or key.' }) id: string, @Ctx() context: Context) {
    return loadSource(context, id);
  }

  @Query(() => SourceConnection, { nullable: true, description: 'All sources, by title.' })
  sources(@Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return loadSources(context, pageOf('Query.sources', page));
  }
}
