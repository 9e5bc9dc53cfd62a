import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { VoiceCount } from '../../model/confidence.ts';
import type { PartialDate } from '../../model/date.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { type Certainty, certaintyIn, windowOf } from '../../model/interval.ts';
import type { ControlExtent, SupportKind } from '../../model/kinds.ts';
import { tieStatement } from '../../model/statement.ts';
import type { TieFilter } from '../../model/tieFilter.ts';
import { type Sign, vocabularyOf } from '../../model/vocabulary.ts';
import { parsePeriod, type SupportPeriod } from '../../store/tie.ts';
import type { Context } from '../common/context.ts';
import { CertaintyEnum, ControlExtentEnum, RelationshipOrderEnum, SignEnum, SupportKindEnum } from '../common/enums.ts';
import { Estimate, estimateOf } from '../common/estimate.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { LIST_DEFAULTS, RelationshipFilter } from '../common/tieFilter.ts';
import { IntervalInput, IntervalType } from '../common/types.ts';
import { entityOf, loadEntities, loadEntity, resolveReference } from '../entity/entity.loader.ts';
import { Actor, Entity } from '../entity/entity.type.ts';
import { loadEvents } from '../event/event.loader.ts';
import { EventConnection } from '../event/event.type.ts';
import { EVENT_DEFAULTS, EventFilter } from '../event/filter.ts';
import { loadEvidenceAbout } from '../evidence/evidence.loader.ts';
import { EvidenceConnection } from '../evidence/evidence.type.ts';
import { ViewTie } from './inMemory.ts';
import { listRelationships } from './relationship.loader.ts';
import { Relationship, RelationshipConnection, SupportPeriodType, TIE_TYPES, Voices } from './relationship.type.ts';
import { loadTie, type TieNode } from './tie.loader.ts';

type RelationshipOrder = 'START_ASC' | 'START_DESC' | 'CONFIDENCE_DESC';

@Resolver(() => Relationship)
export class RelationshipResolver {
  @Query(() => Relationship, { nullable: true, description: 'One relationship; null if there is none.' })
  relationship(@Arg('id', () => ID, { description: 'Id.' }) id: string, @Ctx() context: Context) {
    return loadTie(context, id);
  }

  @Query(() => RelationshipConnection, { nullable: true, description: 'All relationships.' })
  relationships(
    @Arg('filter', () => RelationshipFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('orderBy', () => RelationshipOrderEnum, { nullable: true, defaultValue: 'START_ASC', description: 'Sort order.' })
    orderBy: RelationshipOrder | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const order = orderBy ?? 'START_ASC';
    const descending = order === 'START_DESC';
    const key = order === 'CONFIDENCE_DESC' ? 'CONFIDENCE' : 'START';
    const options = { descending, of: filter ?? LIST_DEFAULTS };
    return listRelationships(context, filter, key, descending, pageOf(`Query.relationships ${order}`, page, options));
  }

  @FieldResolver(() => Entity, {
    description: 'The end it starts from. The ends of a symmetric relationship are in the order of their ids.',
  })
  from(@Root() tie: TieNode, @Ctx() context: Context) {
    return entityOf(context, tie.from);
  }

  @FieldResolver(() => Entity, { description: 'The end it leads to.' })
  to(@Root() tie: TieNode, @Ctx() context: Context) {
    return entityOf(context, tie.to);
  }

  @FieldResolver(() => Entity, { description: 'The end that is not the given one. An entity that is no end is an error.' })
  async otherEnd(
    @Root() tie: TieNode,
    @Arg('of', () => ID, { description: 'One end: id, slug or `scheme:value`.' }) of: string,
    @Ctx() context: Context,
  ) {
    const side = await sideOf(context, tie, of, 'of');
    return entityOf(context, side === 'from' ? tie.to : tie.from);
  }

  @FieldResolver(() => SignEnum, { description: 'Friendly, hostile or neutral.' })
  sign(@Root() tie: TieNode): Sign {
    return vocabularyOf(tie.type).sign;
  }

  @FieldResolver(() => Voices, {
    description:
      'Independent voices: each speaker once, in however many sources. A voice counts on both sides where the order of what it said is not known.',
  })
  voices(@Root() { assertingVoices, denyingVoices }: TieNode): VoiceCount {
    return { asserting: assertingVoices, denying: denyingVoices };
  }

  @FieldResolver(() => IntervalType, { description: 'When it held. Dates exactly as the sources give them.' })
  validity(@Root() tie: TieNode): IntervalType {
    return tie instanceof ViewTie ? tie.validity : tie;
  }

  @FieldResolver(() => String, { description: 'As a sentence: “Iran backs Hezbollah”.' })
  async statement(
    @Root() tie: TieNode,
    @Arg('from', () => ID, { nullable: true, description: 'End to read from. Default: `from`.' })
    reference: string | null,
    @Ctx() context: Context,
  ): Promise<string> {
    const side = reference ? await sideOf(context, tie, reference, 'from') : 'from';
    const [from, to] = await Promise.all([loadEntity(context, tie.from), loadEntity(context, tie.to)]);
    return tieStatement(tie.type, from!, to!, side);
  }

  @FieldResolver(() => CertaintyEnum, {
    nullable: true,
    description: 'How certain it is that it holds at a time. Null if it does not; THROUGHOUT if no time is given.',
  })
  holds(
    @Root() tie: TieNode,
    @Arg('at', () => PartialDateScalar, { nullable: true, description: 'At this date. Not with `during`.' })
    at: PartialDate | null,
    @Arg('during', () => IntervalInput, { nullable: true, description: 'In this span. Not with `at`.' })
    during: IntervalInput | null,
  ): Certainty | null {
    return certaintyIn(tie, windowOf(at, during), vocabularyOf(tie.type).lastingDays);
  }

  @FieldResolver(() => EvidenceConnection, {
    description: 'Passages that assert or deny it, also those that a filter by voice leaves out. Asserting ones first.',
  })
  evidence(@Root() tie: TieNode, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return loadEvidenceAbout(context, [tie.id, ...(tie.standsFor ?? [])], pageOf('evidence', page));
  }
}

/** The side of a tie at which an entity is. @throws BAD_INPUT if it is no end of it */
async function sideOf(context: Context, tie: TieNode, reference: string, argument: string): Promise<'from' | 'to'> {
  const id = await resolveReference(context, reference);
  if (id === tie.from) return 'from';
  if (id === tie.to) return 'to';
  const [from, to] = await Promise.all([loadEntity(context, tie.from), loadEntity(context, tie.to)]);
  const message = `Expected \`${argument}\` to name an end of this relationship, "${from!.slug}" or "${to!.slug}"; got ${quoted(reference)}.`;
  throw new AllegianceError('BAD_INPUT', message, { ends: [from!.slug, to!.slug] });
}

const Backs = TIE_TYPES.get('BACKS')!;

@Resolver(() => Backs)
export class BacksResolver {
  @FieldResolver(() => [Actor], { description: 'Opponents it is meant against; empty if none is named.' })
  against(@Root() tie: TieNode, @Ctx() context: Context) {
    return loadEntities(context, tie.against);
  }

  @FieldResolver(() => [SupportPeriodType], { description: 'Periods of different kinds of support, in order.' })
  periods(@Root() tie: TieNode): SupportPeriod[] {
    return tie.periods.map(parsePeriod);
  }

  @FieldResolver(() => [SupportKindEnum], { description: 'Kinds of support of all periods.' })
  supportKinds(@Root() tie: TieNode): SupportKind[] {
    return [...new Set(tie.periods.flatMap((period) => parsePeriod(period).kinds))];
  }
}

const Controls = TIE_TYPES.get('CONTROLS')!;

@Resolver(() => Controls)
export class ControlsResolver {
  @FieldResolver(() => ControlExtentEnum, { description: 'How far the place is held.' })
  extent(@Root() tie: TieNode): ControlExtent {
    return tie.extent ?? 'FULL';
  }
}

/** The fields of ATTACKS and FIGHTS, which rest on events. */
function violenceResolver(type: 'ATTACKS' | 'FIGHTS') {
  const Tie = TIE_TYPES.get(type)!;

  @Resolver(() => Tie)
  class ViolenceResolver {
    @FieldResolver(() => Int, { description: 'Number of events: as the source counts, else those recorded here.' })
    async eventCount(@Root() tie: TieNode, @Ctx() context: Context): Promise<number> {
      if (tie.eventCount !== null) return tie.eventCount;
      return (await opposedEvents(context, tie, null, { first: 0 })).totalCount();
    }

    @FieldResolver(() => Estimate, { nullable: true, description: 'Deaths in the events, in people, as the source counts.' })
    fatalities(@Root() { deathsBest, deathsLow, deathsHigh }: TieNode): Estimate | null {
      return estimateOf(deathsBest, deathsLow, deathsHigh, null);
    }

    @FieldResolver(() => EventConnection, {
      description: 'Events within its interval that have its ends, themselves, on opposing sides. A place is a side if it happened there.',
    })
    events(
      @Root() tie: TieNode,
      @Arg('filter', () => EventFilter, { nullable: true, description: '`actors`, `allActors` and `within` do not apply.' })
      filter: EventFilter | null,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() context: Context,
    ) {
      return opposedEvents(context, tie, filter, page);
    }
  }
  return ViolenceResolver;
}

function opposedEvents(context: Context, tie: TieNode, filter: EventFilter | null, page: PageArgs) {
  return loadEvents(context, { kind: 'opposed', tie }, filter, 'START', false, pageOf('events', page, { of: filter ?? EVENT_DEFAULTS }));
}

export const AttacksResolver = violenceResolver('ATTACKS');
export const FightsResolver = violenceResolver('FIGHTS');
