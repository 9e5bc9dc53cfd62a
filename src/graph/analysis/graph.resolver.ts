import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { BlocMethod } from '../../analysis/blocs/blocs.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { RankingMeasure } from '../../analysis/ranking/ranking.ts';
import type { PartialDate } from '../../model/date.ts';
import { AGENT_KINDS } from '../../model/kinds.ts';
import type { TieFilter } from '../../model/tieFilter.ts';
import { incomplete, runAnalysis, runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { MAX_PAGE_SIZE } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { GraphFilter } from '../common/tieFilter.ts';
import { loadEntities, loadEntity } from '../entity/entity.loader.ts';
import { Entity } from '../entity/entity.type.ts';
import { expectWithin } from '../path/path.loader.ts';
import { loadTiesOf } from '../relationship/tie.loader.ts';
import { BalanceResult, Bloc, BlocMethodEnum, BlocResult, RankingMeasureEnum, RankingResult } from './graph.type.ts';
import { MAX_LISTED, subgraph } from './subgraph.loader.ts';

const AT = 'Relationships that hold on some day of this date. Default: any time.';
const MAX_MEMBERS = 1_000;

@Resolver()
export class GraphAnalysisResolver {
  @Query(() => BlocResult, {
    nullable: true,
    description:
      'Blocs: who stands with whom, and against whom. Of a pair at a date the later word ends the earlier, as in `stance`. Parallel relationships of a pair count once. The same graph gives the same answer.',
  })
  async blocs(
    @Arg('at', () => PartialDateScalar, { nullable: true, description: AT }) at: PartialDate | null,
    @Arg('filter', () => GraphFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('method', () => BlocMethodEnum, { nullable: true, defaultValue: 'CAMPS', description: 'How blocs are found.' })
    method: BlocMethod | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Maximum number of blocs, 1 to 100.' }) first: number | null,
    @Ctx() context: Context,
  ) {
    expectWithin('first', first ?? 20, 1, MAX_PAGE_SIZE);
    const { view, criterion } = await subgraph(context, filter, at, AGENT_KINDS);
    const { blocs, modularity, isFound, ...rest } = await runAnalysis(context, view, {
      kind: 'blocs',
      filter: criterion,
      method: method ?? 'CAMPS',
      first: first ?? 20,
    });
    if (!isFound) throw incomplete();
    return { ...rest, modularity: fourDecimals(modularity), blocs: blocs.map((bloc) => blocNode(view, bloc)) };
  }

  @Query(() => RankingResult, {
    nullable: true,
    description: 'Entities by importance. Parallel relationships of a pair count once.',
  })
  async ranking(
    @Arg('by', () => RankingMeasureEnum, { description: 'Measure of importance.' }) by: RankingMeasure,
    @Arg('at', () => PartialDateScalar, { nullable: true, description: AT }) at: PartialDate | null,
    @Arg('filter', () => GraphFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Maximum number of entities, 1 to 100.' }) first:
      | number
      | null,
    @Ctx() context: Context,
  ) {
    expectWithin('first', first ?? 20, 1, MAX_PAGE_SIZE);
    const { view, criterion } = await subgraph(context, filter, at, AGENT_KINDS);
    const { items, exact } = await runCompleteAnalysis(context, view, { kind: 'ranking', filter: criterion, by, first: first ?? 20 });
    return { exact, items: items.map(({ node, score }) => ({ score, entity: () => loadEntity(context, view.entityId(node)) })) };
  }

  @Query(() => BalanceResult, {
    nullable: true,
    description:
      'Triangles of friends and foes, balanced or not. Of a pair at a date the later word ends the earlier, as in `stance`. A pair that is friendly and hostile at once (MIXED) makes no triangle.',
  })
  async balance(
    @Arg('at', () => PartialDateScalar, { nullable: true, description: AT }) at: PartialDate | null,
    @Arg('filter', () => GraphFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Maximum number of unbalanced triangles to list, 1 to 100.' })
    first: number | null,
    @Ctx() context: Context,
  ) {
    expectWithin('first', first ?? 50, 1, MAX_PAGE_SIZE);
    const { view, criterion } = await subgraph(context, filter, at, AGENT_KINDS);
    const { balanced, unbalanced, triangles } = await runCompleteAnalysis(context, view, {
      kind: 'balance',
      filter: criterion,
      first: first ?? 50,
    });
    const shown = triangles.map(({ nodes, ties }) => ({
      balanced: false,
      entities: () =>
        loadEntities(
          context,
          nodes.map((node) => view.entityId(node)),
        ),
      relationships: () =>
        loadTiesOf(
          context,
          view,
          ties.slice(0, MAX_LISTED).map((tie) => view.tieId(tie)),
        ),
    }));
    return { balanced, unbalanced, triangles: shown };
  }
}

/** A bloc as resolvers return it; ids of members are made only if selected. */
type BlocNode = ReturnType<typeof blocNode>;

function blocNode(view: View, { members, cohesion }: { readonly members: Int32Array; readonly cohesion: number }) {
  return { view, nodes: members, size: members.length, cohesion: fourDecimals(cohesion) };
}

@Resolver(() => Bloc)
export class BlocResolver {
  @FieldResolver(() => [Entity], { description: 'Members, by id.' })
  members(
    @Root() { view, nodes }: BlocNode,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100, description: 'Maximum number of members, 1 to 1000; `size` counts all.' })
    first: number | null,
    @Ctx() context: Context,
  ) {
    expectWithin('first', first ?? 100, 1, MAX_MEMBERS);
    const shown = Array.from(nodes.subarray(0, first ?? 100), (node) => view.entityId(node));
    return loadEntities(context, shown);
  }
}

function fourDecimals(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
