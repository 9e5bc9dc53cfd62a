import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../common/context.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { type DocumentNode, loadDocumentOf, loadSource, loadSources, type SourceNode } from './source.loader.ts';
import { Source, SourceConnection, SourceDocument } from './source.type.ts';

@Resolver(() => Source)
export class SourceResolver {
  @FieldResolver(() => SourceDocument, { nullable: true, description: 'Its text, if it is stored (`addDocument`).' })
  document(@Root() source: SourceNode, @Ctx() context: Context) {
    return loadDocumentOf(context, source.id);
  }

  @Query(() => Source, { nullable: true, description: 'One source; null if there is none.' })
  source(@Arg('id', () => ID, { description: 'Id or key.' }) id: string, @Ctx() context: Context) {
    return loadSource(context, id);
  }

  @Query(() => SourceConnection, { nullable: true, description: 'All sources, by title.' })
  sources(@Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return loadSources(context, pageOf('Query.sources', page));
  }
}

@Resolver(() => SourceDocument)
export class DocumentResolver {
  @FieldResolver(() => Source, { nullable: true, description: 'The source whose text it is; null for a text that is not stored.' })
  source(@Root() document: DocumentNode, @Ctx() context: Context) {
    return document.source === null ? null : loadSource(context, document.source);
  }
}
