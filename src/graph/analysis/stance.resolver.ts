import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { View } from '../../analysis/projection/view.ts';
import type { PairQuestion } from '../../analysis/stance/between.ts';
import type { PairAnswer } from '../../analysis/stance/stance.ts';
import type { PartialDate } from '../../model/date.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import type { Window } from '../../model/interval.ts';
import type { Posture } from '../../model/posture.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { IntervalType } from '../common/types.ts';
import { loadEntities } from '../entity/entity.loader.ts';
import { Entity } from '../entity/entity.type.ts';
import { findNodes } from '../entity/projectedEntity.ts';
import { loadTies } from '../relationship/relationship.loader.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { episodeInterval } from './episode.ts';
import { PairStance, StanceEpisode } from './stance.type.ts';
import { MAX_LISTED } from './subgraph.loader.ts';

@ArgsType()
export class PairArgs {
  @Field(() => ID, { description: 'One entity.' })
  a!: string;

  @Field(() => ID, { description: 'The other entity.' })
  b!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Include relationships of whatever is part of either, at any depth, on the days on which it may be. A part of both on a day counts for neither that day.',
  })
  viaParts?: boolean | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Include relationships without any date.' })
  undated?: boolean | null;
}

/** The posture of a pair as resolvers return it, in ids. */
interface PairNode {
  readonly posture: Posture;
  readonly ties: readonly string[];
  readonly partsOfA: readonly string[];
  readonly partsOfB: readonly string[];
}

interface EpisodeNode extends PairNode {
  readonly days: Window;
  readonly surely: Window | null;
  /** All ties of the history; the dates of some of them bound the episode. */
  readonly bounding: readonly string[];
}

@Resolver()
export class StanceQueryResolver {
  @Query(() => PairStance, {
    nullable: true,
    description: 'Posture of two entities: by all relationships between them that may hold at a date, except DENIED ones.',
  })
  async stance(
    @Args(() => PairArgs) args: PairArgs,
    @Arg('at', () => PartialDateScalar, {
      nullable: true,
      description: 'Relationships that may hold on some day of this date. Default: any time.',
    })
    at: PartialDate | null,
    @Ctx() context: Context,
  ): Promise<PairNode> {
    const { view, question } = await pairQuestion(context, args);
    return pairNode(view, await runCompleteAnalysis(context, view, { kind: 'stance', ...question, window: at ?? null }));
  }

  @Query(() => [StanceEpisode], {
    nullable: true,
    description:
      'Posture of two entities over time: consecutive episodes without gaps, from the first day on which a relationship between them may hold to the last. A source that stops reporting ends nothing.',
  })
  async stanceHistory(@Args(() => PairArgs) args: PairArgs, @Ctx() context: Context): Promise<EpisodeNode[]> {
    const { view, question } = await pairQuestion(context, args);
    const { episodes, memberships } = await runCompleteAnalysis(context, view, { kind: 'stanceHistory', ...question });
    const bounding = [...new Set([...episodes.flatMap(({ ties }) => ties), ...memberships])].map((tie) => view.tieId(tie));
    return episodes.map((episode) => ({ ...pairNode(view, episode), days: episode.days, surely: episode.certainDays, bounding }));
  }
}

function sameEntity(a: string, b: string): AllegianceError {
  return new AllegianceError(
    'BAD_INPUT',
    `Expected two different entities; \`a\` and \`b\` both name the same one (${quoted(a)}, ${quoted(b)}).`,
  );
}

async function pairQuestion(context: Context, args: PairArgs): Promise<{ view: View; question: PairQuestion }> {
  const { view, nodes } = await findNodes(context, [args.a, args.b]);
  const [a, b] = nodes as [number, number];
  if (a === b) throw sameEntity(args.a, args.b);
  return { view, question: { a, b, viaParts: args.viaParts ?? false, filter: { undated: args.undated ?? false } } };
}

function pairNode(view: View, { posture, ties, partsOfA, partsOfB }: PairAnswer): PairNode {
  const ids = (nodes: readonly number[]) => nodes.slice(0, MAX_LISTED).map((node) => view.entityId(node));
  return {
    posture,
    ties: ties.slice(0, MAX_LISTED).map((tie) => view.tieId(tie)),
    partsOfA: ids(partsOfA),
    partsOfB: ids(partsOfB),
  };
}

/** The fields of both types that show the posture of a pair. */
function pairResolver(type: typeof PairStance | typeof StanceEpisode, hold: string) {
  const partsOf = (end: string) =>
    `Parts of \`${end}\` that have some of these relationships, by id; at most 100. Empty without \`viaParts\`.`;

  @Resolver(() => type)
  class PairResolver {
    @FieldResolver(() => [Relationship], {
      description: `The relationships that ${hold}, neutral ones included: most confident first, then by id; at most 100.`,
    })
    relationships(@Root() { ties }: PairNode, @Ctx() context: Context) {
      return loadTies(context, ties);
    }

    @FieldResolver(() => [Entity], { description: partsOf('a') })
    partsOfA(@Root() { partsOfA }: PairNode, @Ctx() context: Context) {
      return loadEntities(context, partsOfA);
    }

    @FieldResolver(() => [Entity], { description: partsOf('b') })
    partsOfB(@Root() { partsOfB }: PairNode, @Ctx() context: Context) {
      return loadEntities(context, partsOfB);
    }
  }
  return PairResolver;
}

export const PairStanceResolver = pairResolver(PairStance, 'hold');
export const EpisodePairResolver = pairResolver(StanceEpisode, 'hold on some day of it');

@Resolver(() => StanceEpisode)
export class StanceEpisodeResolver {
  @FieldResolver(() => IntervalType, {
    description:
      'First to last day, with the date of the relationship that bounds it, and the same precision on the other side: if one ends in 2013, the next episode starts in 2014. Null where nothing known bounds it. `attestedFrom`, `attestedUntil`: days between which relationships certainly hold that make it FRIENDLY or HOSTILE.',
  })
  async interval(@Root() episode: EpisodeNode, @Ctx() context: Context): Promise<IntervalType> {
    return episodeInterval(episode.days, episode.surely, await loadTies(context, episode.bounding));
  }
}
