import { Arg, Args, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { PathDirection } from '../../analysis/paths/neighbors.ts';
import { MAX_HOPS } from '../../analysis/paths/question.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { EntityKind } from '../../model/kinds.ts';
import { type TieFilter, tieCriterion, type VoiceFilter } from '../../model/tieFilter.ts';
import { runAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { EntityKindEnum } from '../common/enums.ts';
import { cursorOf, cutPage, MAX_PAGE_SIZE, type Page, PageArgs, pageInfo, pageOf, pageRowsOf } from '../common/page.ts';
import { PATH_DEFAULTS, PathFilter, VOICES_MEANING, VoiceFilterInput } from '../common/tieFilter.ts';
import { loadEntities } from '../entity/entity.loader.ts';
import { entitiesField, entityField, findNodes } from '../entity/projectedEntity.ts';
import { loadTiesOf } from '../relationship/tie.loader.ts';
import { FOLLOWED_DIRECTION, PathDirectionEnum } from './enums.ts';
import { expectWithin, intermediateNodeRule, type Step, statementOf } from './path.loader.ts';
import { searchLimitReached } from './path.resolver.ts';
import { ChainResult, ChainStepInput, ReachableConnection } from './path.type.ts';

/** A reachable entity; the list is ordered by distance, then id. */
interface Reached {
  readonly entity: string;
  readonly distance: number;
}

const placeOf = ({ distance, entity }: Reached): string => `${distance}|${entity}`;

@Resolver()
export class ReachResolver {
  @Query(() => ReachableConnection, {
    nullable: true,
    description:
      'Entities reachable within some hops: nearest first, then by id. `filter.entityKinds` applies to intermediate entities only.',
  })
  async reachable(
    @Arg('from', () => ID, { description: 'Entity to start from.' })
    reference: string,
    @Arg('filter', () => PathFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('direction', () => PathDirectionEnum, FOLLOWED_DIRECTION)
    direction: PathDirection | null,
    @Arg('maxDepth', () => Int, { nullable: true, defaultValue: 2, description: 'Maximum number of hops, 1 to 8.' }) maxDepth:
      | number
      | null,
    @Arg('kinds', () => [EntityKindEnum], { nullable: true, description: 'List only these kinds.' }) kinds: EntityKind[] | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ) {
    const of = { reference, filter: filter ?? PATH_DEFAULTS, direction: direction ?? 'ANY', maxDepth: maxDepth ?? 2, kinds };
    const page = pageOf('Query.reachable', args, { of });
    expectWithin('maxDepth', maxDepth ?? 2, 1, MAX_HOPS);
    const criterion = tieCriterion(filter ?? {}, 'POSSIBLE');
    const { view, nodes } = await findNodes(context, [reference], filter?.voices);
    const from = nodes[0]!;
    const answer = await runAnalysis(context, view, {
      kind: 'reachable',
      from,
      filter: criterion,
      direction: direction ?? 'ANY',
      maxDepth: maxDepth ?? 2,
      ...intermediateNodeRule(filter?.entityKinds),
    });
    if (answer.stoppedBy !== null) throw searchLimitReached();
    const listed = answer.reached.filter(({ node }) => !kinds || kinds.includes(view.kind(node)));
    return connection(
      view,
      page,
      listed.map(({ node, distance }) => ({ entity: view.entityId(node), distance })),
    );
  }

  @Query(() => ChainResult, {
    nullable: true,
    description:
      'Chains of given steps from an entity: “who backs those who fight X” is FIGHTS, then BACKS with direction IN. A chain passes through no entity twice.',
  })
  async chains(
    @Arg('from', () => ID, { description: 'Entity to start from.' })
    reference: string,
    @Arg('steps', () => [ChainStepInput], { description: '1 to 8 steps.' }) steps: ChainStepInput[],
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Maximum number of chains, 1 to 100.' }) first: number | null,
    @Arg('voices', () => VoiceFilterInput, { nullable: true, description: VOICES_MEANING }) voices: VoiceFilter | null,
    @Ctx() context: Context,
  ) {
    expectWithin('steps', steps.length, 1, MAX_HOPS);
    expectWithin('first', first ?? 50, 1, MAX_PAGE_SIZE);
    const { view, nodes } = await findNodes(context, [reference], voices);
    const from = nodes[0]!;
    const answer = await runAnalysis(context, view, {
      kind: 'chains',
      from,
      steps: steps.map(({ types, sign, direction, kinds, at }) => ({
        filter: tieCriterion({ types, sign, at }, 'POSSIBLE'),
        direction: direction ?? 'OUT',
        kinds: kinds ?? null,
      })),
      maxChains: first ?? 50,
    });
    const chains = answer.chains.map((ties) => chainNode(context, view, from, ties));
    return {
      chains,
      ends: await loadEntities(context, [...new Set(chains.map(({ end }) => end))]),
      count: chains.length,
      truncated: answer.stoppedBy !== null,
    };
  }
}

function connection(view: View, page: Page, reached: readonly Reached[]) {
  const { items, more } = cutPage(page, pageRowsOf(page, reached, placeOf));
  const edges = items.map((one) => ({
    cursor: cursorOf(page.mark, placeOf(one)),
    node: entityField(view, one.entity),
    distance: one.distance,
  }));
  return {
    edges,
    nodes: entitiesField(
      view,
      items.map(({ entity }) => entity),
    ),
    pageInfo: pageInfo(page, more, edges),
    totalCount: reached.length,
  };
}

/** A chain as resolvers return it, with the id of its last entity. */
function chainNode(context: Context, view: View, start: number, ties: readonly number[]) {
  let at = start;
  const steps = ties.map((tie): Step => {
    const from = at;
    const forward = view.from(tie) === from;
    at = forward ? view.to(tie) : view.from(tie);
    return { view, from: view.entityId(from), to: view.entityId(at), tie: view.tieId(tie), forward };
  });
  const ids = [view.entityId(start), ...steps.map(({ to }) => to)];
  return {
    end: ids.at(-1)!,
    entities: entitiesField(view, ids),
    relationships: () =>
      loadTiesOf(
        context,
        view,
        steps.map(({ tie }) => tie),
      ),
    statement: () => statementOf(context, steps),
  };
}
