import { GRAPHQL_MAX_INT } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql';
import type { PathDirection } from '../../analysis/paths/neighbors.ts';
import type { PathTime } from '../../analysis/paths/question.ts';
import { MAX_HOPS, MAX_PATHS, type PathDistinct, type PathOrder } from '../../analysis/paths/question.ts';
import { AllegianceError } from '../../model/errors.ts';
import { type TieFilter, tieCriterion } from '../../model/tieFilter.ts';
import { runAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { PathFilter } from '../common/tieFilter.ts';
import { loadEntities } from '../entity/entity.loader.ts';
import { findNodes } from '../entity/projectedEntity.ts';
import { FOLLOWED_DIRECTION, PathDirectionEnum, PathDistinctEnum, PathOrderEnum, PathTimeEnum } from './enums.ts';
import { expectWithin, intermediateNodeRule, noteOf, pathNode } from './path.loader.ts';
import { PathResult } from './path.type.ts';

@ArgsType()
export class PathArgs {
  @Field(() => ID, { description: 'Entity to start from.' })
  from!: string;

  @Field(() => ID, { description: 'Entity to reach, other than `from`.' })
  to!: string;

  @Field(() => PathFilter, { nullable: true, description: 'Relationships that a path may use.' })
  filter?: TieFilter | null;

  @Field(() => PathDirectionEnum, FOLLOWED_DIRECTION)
  direction?: PathDirection | null;

  @Field(() => PathTimeEnum, {
    nullable: true,
    defaultValue: 'ANY_TIME',
    description: 'Whether they must hold at one time, or in order.',
  })
  time?: PathTime | null;

  @Field(() => PathDistinctEnum, { nullable: true, defaultValue: 'ENTITIES', description: 'What makes two paths different.' })
  distinct?: PathDistinct | null;

  @Field(() => Int, { nullable: true, defaultValue: 4, description: 'Maximum number of hops, 1 to 8.' })
  maxDepth?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 10, description: 'Maximum number of paths, 1 to 100.' })
  maxPaths?: number | null;

  @Field(() => [ID], { nullable: true, description: 'Entities that no path may pass through.' })
  avoid?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Entities that every path must pass through, all of them, in any order.' })
  through?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Exclude intermediate entities with more relationships than this; `hubsAvoided` names them.',
  })
  hubDegree?: number | null;

  @Field(() => PathOrderEnum, { nullable: true, defaultValue: 'HOPS', description: 'Sort order.' })
  orderBy?: PathOrder | null;
}

@Resolver()
export class PathResolver {
  @Query(() => PathResult, {
    nullable: true,
    description:
      'How two entities are connected: the best simple paths, each hop with its evidence. The same graph always gives the same answer; one cut by a limit is a prefix of the whole.',
  })
  async paths(@Args(() => PathArgs) args: PathArgs, @Ctx() context: Context) {
    expectWithin('maxDepth', args.maxDepth ?? 4, 1, MAX_HOPS);
    expectWithin('maxPaths', args.maxPaths ?? 10, 1, MAX_PATHS);
    if (typeof args.hubDegree === 'number') expectWithin('hubDegree', args.hubDegree, 0, GRAPHQL_MAX_INT);
    const criterion = tieCriterion(args.filter ?? {}, 'POSSIBLE');
    const avoided = args.avoid ?? [];
    const { view, nodes } = await findNodes(context, [args.from, args.to, ...avoided, ...(args.through ?? [])], args.filter?.voices);
    const [from, to, ...others] = nodes as [number, number, ...number[]];
    if (from === to) throw sameEntity(args);
    const answer = await runAnalysis(context, view, {
      kind: 'paths',
      from,
      to,
      filter: criterion,
      direction: args.direction ?? 'ANY',
      time: args.time ?? 'ANY_TIME',
      distinct: args.distinct ?? 'ENTITIES',
      maxDepth: args.maxDepth ?? 4,
      maxPaths: args.maxPaths ?? 10,
      orderBy: args.orderBy ?? 'HOPS',
      ...intermediateNodeRule(args.filter?.entityKinds, others.slice(0, avoided.length), others.slice(avoided.length), args.hubDegree),
    });
    return {
      paths: answer.paths.map((path) => pathNode(context, view, path, criterion)),
      note: () => noteOf(context, view, answer.paths[0], args.filter ?? {}),
      count: answer.paths.length,
      truncated: answer.stoppedBy !== null,
      stoppedBy: answer.stoppedBy,
      hubsAvoided: await loadEntities(
        context,
        answer.hubsAvoided.map((node) => view.entityId(node)),
      ),
      revision: view.revision,
    };
  }

  @Query(() => Int, {
    nullable: true,
    description: 'Hops of the shortest path between two entities; 0 from one to itself, null if there is none.',
  })
  async distance(
    @Arg('from', () => ID, { description: 'Entity to start from.' })
    fromReference: string,
    @Arg('to', () => ID, { description: 'Entity to reach.' }) toReference: string,
    @Arg('filter', () => PathFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('direction', () => PathDirectionEnum, FOLLOWED_DIRECTION)
    direction: PathDirection | null,
    @Arg('maxDepth', () => Int, { nullable: true, defaultValue: MAX_HOPS, description: 'Maximum number of hops, 1 to 8.' }) maxDepth:
      | number
      | null,
    @Ctx() context: Context,
  ): Promise<number | null> {
    expectWithin('maxDepth', maxDepth ?? MAX_HOPS, 1, MAX_HOPS);
    const criterion = tieCriterion(filter ?? {}, 'POSSIBLE');
    const { view, nodes } = await findNodes(context, [fromReference, toReference], filter?.voices);
    const answer = await runAnalysis(context, view, {
      kind: 'distance',
      from: nodes[0]!,
      to: nodes[1]!,
      filter: criterion,
      direction: direction ?? 'ANY',
      maxDepth: maxDepth ?? MAX_HOPS,
      ...intermediateNodeRule(filter?.entityKinds),
    });
    if (answer.stoppedBy !== null) throw searchLimitReached();
    return answer.distance;
  }
}

/** The error of a search without a partial answer that reached its limit. */
export function searchLimitReached(): AllegianceError {
  return new AllegianceError(
    'QUERY_TIMEOUT',
    'The search reached its limit before it was complete. Narrow it: fewer hops, fewer types of relationship.',
  );
}

function sameEntity({ from, to }: PathArgs): AllegianceError {
  return new AllegianceError(
    'BAD_INPUT',
    `Expected two different entities; \`from\` and \`to\` both name the same one ("${from}", "${to}").`,
  );
}
