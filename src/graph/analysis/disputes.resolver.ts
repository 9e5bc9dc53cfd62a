import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { ListRange } from '../../analysis/list/ties.ts';
import type { TieFilter } from '../../model/tieFilter.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { type Connection, connectionOf, PageArgs, pageOf, pageRowsOf } from '../common/page.ts';
import { RelationshipFilter } from '../common/tieFilter.ts';
import { countEvidence } from '../evidence/evidence.loader.ts';
import { criterionInView, loadTie, type TieNode } from '../relationship/relationship.loader.ts';
import { RelationshipConnection } from '../relationship/relationship.type.ts';

const WHOLE_LIST: ListRange = { after: null, before: null, backward: false, limit: Number.MAX_SAFE_INTEGER };

/** A tie and its sort key: most passages first, then by id. */
interface Disputed {
  readonly id: string;
  readonly place: string;
}

@Resolver()
export class DisputeResolver {
  @Query(() => RelationshipConnection, {
    nullable: true,
    description:
      'Relationships that some sources assert and others deny (status DISPUTED), most passages first. A `status` in the filter can only exclude them.',
  })
  async disputes(
    @Arg('filter', () => RelationshipFilter, { nullable: true }) filter: TieFilter | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<TieNode>> {
    const page = pageOf('Query.disputes', args);
    const disputed = await disputedTies(context, filter);
    const found = pageRowsOf(page, disputed, ({ place }) => place);
    const ties = await Promise.all(found.map(async ({ id, place }) => ({ tie: await loadTie(context, id), place })));
    const { edges, ...rest } = connectionOf(
      page,
      ties.filter(({ tie }) => tie !== null),
      ({ place }) => place,
      async () => disputed.length,
    );
    const shown = edges.map(({ cursor, node }) => ({ cursor, node: node.tie! }));
    return { ...rest, edges: shown, nodes: shown.map(({ node }) => node) };
  }
}

/** All disputed ties: their passages are counted before a page is cut, one statement per thousand. */
async function disputedTies(context: Context, filter: TieFilter | null): Promise<Disputed[]> {
  if (filter?.status && !filter.status.includes('DISPUTED')) return [];
  const { view, criterion } = await criterionInView(context, { ...filter, status: ['DISPUTED'] });
  const { ids } = await runCompleteAnalysis(context, view, { kind: 'tieList', filter: criterion, order: 'CONFIDENCE', range: WHOLE_LIST });
  return Promise.all(
    ids.map(async (id) => ({ id, place: `${String(MAX_PASSAGES - (await countEvidence(context, [id]))).padStart(9, '0')}|${id}` })),
  );
}

const MAX_PASSAGES = 10 ** 9 - 1;
