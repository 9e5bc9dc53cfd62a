import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { ListRange } from '../../analysis/list/ties.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { TieFilter } from '../../model/tieFilter.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { type Connection, connectionOf, PageArgs, pageOf, pageRowsOf } from '../common/page.ts';
import { LIST_DEFAULTS, RelationshipFilter } from '../common/tieFilter.ts';
import { countEvidence } from '../evidence/evidence.loader.ts';
import { criterionInView } from '../relationship/entityTies.ts';
import { RelationshipConnection } from '../relationship/relationship.type.ts';
import { loadTieOf, type TieNode } from '../relationship/tie.loader.ts';

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
    const page = pageOf('Query.disputes', args, { of: filter ?? LIST_DEFAULTS });
    const { view, disputed } = await disputedTies(context, filter);
    const found = pageRowsOf(page, disputed, ({ place }) => place);
    const ties = await Promise.all(found.map(async ({ id, place }) => ({ tie: await loadTieOf(context, view, id), place })));
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
async function disputedTies(context: Context, filter: TieFilter | null): Promise<{ view: View; disputed: Disputed[] }> {
  const { view, criterion } = await criterionInView(context, { ...filter, status: ['DISPUTED'] });
  if (filter?.status && !filter.status.includes('DISPUTED')) return { view, disputed: [] };
  const { ids } = await runCompleteAnalysis(context, view, { kind: 'tieList', filter: criterion, order: 'CONFIDENCE', range: WHOLE_LIST });
  const passages = async (id: string) => (view.voices === null ? countEvidence(context, [id]) : countedPassages(view, id));
  const disputed = ids.map(async (id) => ({ id, place: `${String(MAX_PASSAGES - (await passages(id))).padStart(9, '0')}|${id}` }));
  return { view, disputed: await Promise.all(disputed) };
}

function countedPassages(view: View, id: string): number {
  return view.weightOfTie(view.tie(id))!.passages;
}

const MAX_PASSAGES = 10 ** 9 - 1;
