import { GRAPHQL_MAX_INT, type GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { PathDirection } from '../../analysis/paths/neighbors.ts';
import type { PathTime } from '../../analysis/paths/question.ts';
import { MAX_HOPS, MAX_PATHS, type PathDistinct, type PathOrder } from '../../analysis/paths/question.ts';
import { dayText } from '../../model/calendar.ts';
import { AllegianceError } from '../../model/errors.ts';
import { tieParts } from '../../model/id.ts';
import { type Certainty, certaintyIn, UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import { chainSign, chainStatement } from '../../model/statement.ts';
import { type TieFilter, tieCriterion } from '../../model/tieFilter.ts';
import type { Sign } from '../../model/vocabulary.ts';
import { runAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { CertaintyEnum, SignEnum } from '../common/enums.ts';
import { PathFilter } from '../common/tieFilter.ts';
import { IntervalType } from '../common/types.ts';
import { loadEntities, loadEntity } from '../entity/entity.loader.ts';
import { Entity } from '../entity/entity.type.ts';
import { findNodes, projectedEntity, projectedName } from '../entity/projectedEntity.ts';
import { loadTie, loadTies } from '../relationship/relationship.loader.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { PathDirectionEnum, PathDistinctEnum, PathOrderEnum, PathTimeEnum } from './enums.ts';
import { expectWithin, type HopNode, intermediateNodeRule, type PathNode, pathNode, type Step } from './path.loader.ts';
import { Hop, Path, PathResult } from './path.type.ts';

@ArgsType()
export class PathArgs {
  @Field(() => ID, { description: 'Entity to start from.' })
  from!: string;

  @Field(() => ID, { description: 'Entity to reach, other than `from`.' })
  to!: string;

  @Field(() => PathFilter, { nullable: true, description: 'Relationships that a path may use.' })
  filter?: TieFilter | null;

  @Field(() => PathDirectionEnum, { nullable: true, defaultValue: 'ANY', description: 'Direction in which relationships are followed.' })
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
export class PathQueryResolver {
  @Query(() => PathResult, {
    nullable: true,
    description:
      'How two entities are connected: the best simple paths, each hop with its evidence. The same graph always gives the same answer; one cut by a limit is a prefix of the whole.',
  })
  async paths(@Args(() => PathArgs) args: PathArgs, @Ctx() context: Context) {
    expectWithin('maxDepth', args.maxDepth ?? 4, 1, MAX_HOPS);
    expectWithin('maxPaths', args.maxPaths ?? 10, 1, MAX_PATHS);
    if (typeof args.hubDegree === 'number') expectWithin('hubDegree', args.hubDegree, 0, GRAPHQL_MAX_INT);
    const criterion = tieCriterion(args.filter ?? {});
    const avoided = args.avoid ?? [];
    const { view, nodes } = await findNodes(context, [args.from, args.to, ...avoided, ...(args.through ?? [])]);
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
      paths: answer.paths.map((path) => pathNode(view, path, criterion)),
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
    @Arg('direction', () => PathDirectionEnum, {
      nullable: true,
      defaultValue: 'ANY',
      description: 'Direction in which relationships are followed.',
    })
    direction: PathDirection | null,
    @Arg('maxDepth', () => Int, { nullable: true, defaultValue: MAX_HOPS, description: 'Maximum number of hops, 1 to 8.' }) maxDepth:
      | number
      | null,
    @Ctx() context: Context,
  ): Promise<number | null> {
    expectWithin('maxDepth', maxDepth ?? MAX_HOPS, 1, MAX_HOPS);
    const criterion = tieCriterion(filter ?? {});
    const { view, nodes } = await findNodes(context, [fromReference, toReference]);
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

@Resolver(() => Path)
export class PathResolver {
  @FieldResolver(() => Int, { description: 'Number of hops.' })
  length(@Root() path: PathNode): number {
    return path.hops.length;
  }

  @FieldResolver(() => String, { description: 'The path as a sentence: “Iran backs Hezbollah, which fights Israel”.' })
  statement(@Root() path: PathNode, @Ctx() context: Context): Promise<string> {
    return hopsStatement(context, path.hops);
  }

  @FieldResolver(() => SignEnum, {
    description: 'Product of the signs: the enemy of an enemy is COOPERATIVE; one NEUTRAL makes it NEUTRAL.',
  })
  sign(@Root() path: PathNode): Sign {
    return chainSign(path.hops.map((hop) => tieParts(hop.tie).type));
  }

  @FieldResolver(() => IntervalType, {
    nullable: true,
    description:
      'When all its relationships may hold at once; null if never. `attestedFrom`, `attestedUntil`: days between which all certainly hold.',
  })
  async validity(@Root() path: PathNode, @Ctx() context: Context): Promise<IntervalType | null> {
    if (path.bounds === null) return null;
    const { lo, hi, clo, chi } = path.bounds;
    const ties = await Promise.all(path.hops.map((hop) => loadTie(context, hop.tie)));
    const surely = clo <= chi ? { attestedFrom: dayText(clo), attestedUntil: dayText(chi) } : {};
    return {
      start: lo === UNKNOWN_LO ? null : (ties.find((tie) => tie?.lo === lo)?.start ?? null),
      end: hi === UNKNOWN_HI ? null : (ties.find((tie) => tie?.hi === hi)?.end ?? null),
      ...surely,
    };
  }
}

@Resolver(() => Hop)
export class HopResolver {
  @FieldResolver(() => Entity, { description: 'Where the step starts.' })
  from(@Root() { view, from }: HopNode, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return projectedEntity(context, view, from, info);
  }

  @FieldResolver(() => Entity, { description: 'Where it ends.' })
  to(@Root() { view, to }: HopNode, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return projectedEntity(context, view, to, info);
  }

  @FieldResolver(() => Relationship, { description: 'The relationship used: the most confident that fits.' })
  relationship(@Root() hop: HopNode, @Ctx() context: Context) {
    return loadTie(context, hop.tie);
  }

  @FieldResolver(() => [Relationship], {
    description: 'Other relationships of the pair that pass the filter, most confident first; at most 100.',
  })
  parallel(@Root() hop: HopNode, @Ctx() context: Context) {
    return loadTies(context, hop.parallel);
  }

  @FieldResolver(() => String, { description: 'The step as a sentence: “Hezbollah is backed by Iran”.' })
  statement(@Root() hop: HopNode, @Ctx() context: Context): Promise<string> {
    return hopsStatement(context, [hop]);
  }

  @FieldResolver(() => CertaintyEnum, {
    description: 'How certain it is that the relationship holds at the given time; THROUGHOUT if none is given.',
  })
  certainty(@Root() hop: HopNode): Certainty {
    return certaintyIn(hop.bounds, hop.window) ?? 'POSSIBLE';
  }
}

/** Hops as a sentence. */
export async function hopsStatement(context: Context, hops: readonly Step[]): Promise<string> {
  const read = hops.map(async ({ view, from, to, tie, forward }) => {
    const named = (id: string) => projectedName(view, id) ?? loadEntity(context, id);
    const [start, end] = await Promise.all([named(from), named(to)]);
    return { type: tieParts(tie).type, start: start!, end: end!, forward };
  });
  return chainStatement(await Promise.all(read));
}
