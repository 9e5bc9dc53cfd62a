import { Arg, Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { View } from '../../analysis/projection/view.ts';
import type { PairQuestion } from '../../analysis/stance/between.ts';
import type { PairAnswer } from '../../analysis/stance/stance.ts';
import type { PartialDate } from '../../model/date.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import type { Certainty } from '../../model/interval.ts';
import type { VoiceFilter } from '../../model/tieFilter.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { CertaintyEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { VOICES_MEANING, VoiceFilterInput } from '../common/tieFilter.ts';
import { loadEntities } from '../entity/entity.loader.ts';
import { findNodes } from '../entity/projectedEntity.ts';
import { loadTies, loadTiesOf } from '../relationship/tie.loader.ts';
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
      'Include relationships of whatever is part of either, at any depth, on the days on which it is, with the given certainty: what a part says, the whole says. A part of both on a day counts for neither that day.',
  })
  viaParts?: boolean | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Include relationships without any date.' })
  undated?: boolean | null;

  @Field(() => CertaintyEnum, {
    nullable: true,
    defaultValue: 'LIKELY',
    description: 'How certain it must be that a relationship holds on a day for it to count on that day.',
  })
  certainty?: Certainty | null;

  @Field(() => VoiceFilterInput, { nullable: true, description: VOICES_MEANING })
  voices?: VoiceFilter | null;
}

@Resolver()
export class StanceResolver {
  @Query(() => PairStance, {
    nullable: true,
    description:
      'Posture of two entities: by the relationships between them that hold at a date, except DENIED ones. The later word ends the earlier: one that was last attested before one of the other sign begins counts until then, and no longer.',
  })
  async stance(
    @Args(() => PairArgs) args: PairArgs,
    @Arg('at', () => PartialDateScalar, {
      nullable: true,
      description: 'Relationships that hold and count on some day of this date. Default: any time.',
    })
    at: PartialDate | null,
    @Ctx() context: Context,
  ) {
    const { view, question } = await pairQuestion(context, args);
    return pairNode(context, view, await runCompleteAnalysis(context, view, { kind: 'stance', ...question, window: at ?? null }));
  }

  @Query(() => [StanceEpisode], {
    nullable: true,
    description:
      'Posture of two entities over time: consecutive episodes without gaps, from the first day on which a relationship between them holds to the last. An episode ends where a relationship ends, where a later word of the other sign begins, and where what was last attested is no longer LIKELY to hold; with POSSIBLE, a source that stops reporting ends nothing.',
  })
  async stanceHistory(@Args(() => PairArgs) args: PairArgs, @Ctx() context: Context) {
    const { view, question } = await pairQuestion(context, args);
    const { episodes, memberships } = await runCompleteAnalysis(context, view, { kind: 'stanceHistory', ...question });
    const bounding = [...new Set([...episodes.flatMap(({ ties }) => ties), ...memberships])].map((tie) => view.tieId(tie));
    return episodes.map((episode) => ({
      ...pairNode(context, view, episode),
      interval: async () => episodeInterval(episode.days, episode.certainDays, await loadTies(context, bounding)),
    }));
  }
}

function sameEntity(a: string, b: string): AllegianceError {
  return new AllegianceError(
    'BAD_INPUT',
    `Expected two different entities; \`a\` and \`b\` both name the same one (${quoted(a)}, ${quoted(b)}).`,
  );
}

async function pairQuestion(context: Context, args: PairArgs): Promise<{ view: View; question: PairQuestion }> {
  const { view, nodes } = await findNodes(context, [args.a, args.b], args.voices);
  const [a, b] = nodes as [number, number];
  if (a === b) throw sameEntity(args.a, args.b);
  return {
    view,
    question: { a, b, viaParts: args.viaParts ?? false, filter: { undated: args.undated ?? false, certainty: args.certainty ?? 'LIKELY' } },
  };
}

/** The posture of a pair as resolvers return it. */
function pairNode(context: Context, view: View, { posture, ties, partsOfA, partsOfB }: PairAnswer) {
  const parts = (nodes: readonly number[]) => () =>
    loadEntities(
      context,
      nodes.slice(0, MAX_LISTED).map((node) => view.entityId(node)),
    );
  const relationships = () =>
    loadTiesOf(
      context,
      view,
      ties.slice(0, MAX_LISTED).map((tie) => view.tieId(tie)),
    );
  return { posture, relationships, partsOfA: parts(partsOfA), partsOfB: parts(partsOfB) };
}
