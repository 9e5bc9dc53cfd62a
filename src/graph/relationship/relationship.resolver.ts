import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { type Certainty, certaintyIn, windowOf } from '../../model/interval.ts';
import type { ControlExtent, SupportKind } from '../../model/kinds.ts';
import { readAloud } from '../../model/statement.ts';
import { type Sign, vocabularyOf } from '../../model/vocabulary.ts';
import { parsePeriod } from '../../store/tie.ts';
import type { Context } from '../common/context.ts';
import { CertaintyEnum, ControlExtentEnum, RelationshipOrderEnum, SignEnum, SupportKindEnum } from '../common/enums.ts';
import { Estimate, estimateOf } from '../common/estimate.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Interval, IntervalInput } from '../common/types.ts';
import { entityOf, loadEntities, loadEntity, resolveReference } from '../entity/entity.loader.ts';
import { Actor, Entity } from '../entity/entity.type.ts';
import { loadEvents } from '../event/event.loader.ts';
import { EventConnection } from '../event/event.type.ts';
import { EventFilter } from '../event/filter.ts';
import { loadEvidenceAbout } from '../evidence/evidence.loader.ts';
import { EvidenceConnection } from '../evidence/evidence.type.ts';
import { RelationshipFilter } from './filter.ts';
import { listRelationships, loadTie, type TieNode } from './relationship.loader.ts';
import { Relationship, RelationshipConnection, SupportPeriod, TIE_TYPES } from './relationship.type.ts';

type RelationshipOrder = 'START_ASC' | 'START_DESC' | 'CONFIDENCE_DESC';

@Resolver(() => Relationship)
export class RelationshipResolver {
  @Query(() => Relationship, { nullable: true, description: 'One relationship; null where there is none.' })
  relationship(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: Context) {
    return loadTie(context, id);
  }

  @Query(() => RelationshipConnection, { description: 'Relationships of the whole graph, tie by tie.' })
  relationships(
    @Arg('filter', () => RelationshipFilter, { nullable: true, description: 'Which ones.' }) filter: RelationshipFilter | null,
    @Arg('orderBy', () => RelationshipOrderEnum, { nullable: true, defaultValue: 'START_ASC', description: 'In which order.' })
    orderBy: RelationshipOrder | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const order = orderBy ?? 'START_ASC';
    const descending = order === 'START_DESC';
    const key = order === 'CONFIDENCE_DESC' ? 'CONFIDENCE' : 'START';
    return listRelationships(context, filter, key, descending, pageOf(`Query.relationships ${order}`, page, descending));
  }

  @FieldResolver(() => Entity, { description: 'Where it leads from. A symmetric tie keeps its ends in the order of their ids.' })
  from(@Root() tie: TieNode, @Ctx() context: Context) {
    return entityOf(context, tie.from);
  }

  @FieldResolver(() => Entity, { description: 'Where it leads to.' })
  to(@Root() tie: TieNode, @Ctx() context: Context) {
    return entityOf(context, tie.to);
  }

  @FieldResolver(() => SignEnum, { description: 'Whether its kind speaks for friendship or enmity.' })
  sign(@Root() tie: TieNode): Sign {
    return vocabularyOf(tie.type).sign;
  }

  @FieldResolver(() => Interval, { description: 'When it held, as far as it is known: dates exactly as the sources give them.' })
  validity(@Root() tie: TieNode): Interval {
    return tie;
  }

  @FieldResolver(() => String, { description: 'The tie read aloud: “Iran backs Hezbollah”.' })
  async statement(
    @Root() tie: TieNode,
    @Arg('from', () => ID, { nullable: true, description: 'The end to read it from (id, slug or scheme:value). Default: its own `from`.' })
    reference: string | null,
    @Ctx() context: Context,
  ): Promise<string> {
    const side = reference ? await sideOf(context, tie, reference) : 'from';
    const [from, to] = await Promise.all([loadEntity(context, tie.from), loadEntity(context, tie.to)]);
    return readAloud(tie.type, from!, to!, side);
  }

  @FieldResolver(() => CertaintyEnum, {
    nullable: true,
    description: 'How surely it holds in a time: null where it does not, THROUGHOUT where no time is given.',
  })
  holds(
    @Root() tie: TieNode,
    @Arg('at', () => PartialDateScalar, { nullable: true, description: 'At this date. Not together with `during`.' })
    at: PartialDate | null,
    @Arg('during', () => IntervalInput, { nullable: true, description: 'In this span. Not together with `at`.' })
    during: IntervalInput | null,
  ): Certainty | null {
    return certaintyIn(tie, windowOf(at, during));
  }

  @FieldResolver(() => EvidenceConnection, { description: 'The passages that assert or deny it: asserting ones first.' })
  evidence(@Root() tie: TieNode, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return loadEvidenceAbout(context, tie.id, pageOf('evidence', page));
  }
}

async function sideOf(context: Context, tie: TieNode, reference: string): Promise<'from' | 'to'> {
  const id = await resolveReference(context, reference);
  if (id === tie.from) return 'from';
  if (id === tie.to) return 'to';
  throw new AllegianceError('BAD_INPUT', `Expected \`from\` to name an end of this relationship; got ${quoted(reference)}.`);
}

const Backs = TIE_TYPES.get('BACKS')!;

@Resolver(() => Backs)
export class BacksResolver {
  @FieldResolver(() => [Actor], { description: 'The opponents it is meant against; empty where none is named.' })
  against(@Root() tie: TieNode, @Ctx() context: Context) {
    return loadEntities(context, tie.against);
  }

  @FieldResolver(() => [SupportPeriod], { description: 'Times of different kinds of support, in order.' })
  periods(@Root() tie: TieNode): SupportPeriod[] {
    return tie.periods.map(parsePeriod);
  }

  @FieldResolver(() => [SupportKindEnum], { description: 'Every kind of support in any period.' })
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

/** ATTACKS and FIGHTS rest on events. */
function violenceResolver(type: 'ATTACKS' | 'FIGHTS') {
  const Tie = TIE_TYPES.get(type)!;

  @Resolver(() => Tie)
  class ViolenceResolver {
    @FieldResolver(() => Int, { description: 'How many events it stands for: as the source counts them, else those recorded here.' })
    async eventCount(@Root() tie: TieNode, @Ctx() context: Context): Promise<number> {
      if (tie.eventCount !== null) return tie.eventCount;
      return (await opposedEvents(context, tie, null, { first: 0 })).count();
    }

    @FieldResolver(() => Estimate, { nullable: true, description: 'How many died in them, in people, as the source counts.' })
    fatalities(@Root() { deathsBest, deathsLow, deathsHigh }: TieNode): Estimate | null {
      return estimateOf(deathsBest, deathsLow, deathsHigh, null);
    }

    @FieldResolver(() => EventConnection, {
      description: 'Events with its ends on opposing sides, by themselves, within its interval. A place is a side by lying there.',
    })
    events(
      @Root() tie: TieNode,
      @Arg('filter', () => EventFilter, { nullable: true, description: 'Which ones; `actors`, `allActors` and `within` do not apply.' })
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
  return loadEvents(context, { kind: 'opposed', tie }, filter, 'START', false, pageOf('events', page));
}

export const AttacksResolver = violenceResolver('ATTACKS');
export const FightsResolver = violenceResolver('FIGHTS');
