import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { EventKind } from '../../model/kinds.ts';
import type { Participation } from '../../store/event.ts';
import type { Context } from '../common/context.ts';
import { EventKindEnum, EventOrderEnum } from '../common/enums.ts';
import { Estimate } from '../common/estimate.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { IntervalType } from '../common/types.ts';
import { type EntityNode, loadEntity } from '../entity/entity.loader.ts';
import { Actor, Entity, Place } from '../entity/entity.type.ts';
import { loadEvidenceAbout } from '../evidence/evidence.loader.ts';
import { EvidenceConnection } from '../evidence/evidence.type.ts';
import type { SourceNode } from '../source/source.loader.ts';
import { ONLY_HERE, Source } from '../source/source.type.ts';
import { type EventConnectionNode, type EventNode, loadEvent, loadEvents, loadEventsOfSource, loadParticipants } from './event.loader.ts';
import { Event, EventConnection, Participant } from './event.type.ts';
import { EVENT_DEFAULTS, EventFilter } from './filter.ts';

type EventOrder = 'START_ASC' | 'START_DESC' | 'DEATHS_DESC';

@Resolver(() => Event)
export class EventResolver {
  @Query(() => Event, { nullable: true, description: 'One event; null if there is none.' })
  event(@Arg('id', () => ID, { description: 'Id or key.' }) id: string, @Ctx() context: Context) {
    return loadEvent(context, id);
  }

  @Query(() => EventConnection, { nullable: true, description: 'All events.' })
  events(
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Arg('orderBy', () => EventOrderEnum, { nullable: true, defaultValue: 'START_ASC', description: 'Sort order.' })
    orderBy: EventOrder | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const order = orderBy ?? 'START_ASC';
    const descending = order !== 'START_ASC';
    const key = order === 'DEATHS_DESC' ? 'DEATHS' : 'START';
    const options = { descending, of: filter ?? EVENT_DEFAULTS };
    return loadEvents(context, { kind: 'everything' }, filter, key, descending, pageOf(`Query.events ${order}`, page, options));
  }

  @FieldResolver(() => EventKindEnum, { description: 'Kind of event.' })
  eventKind(@Root() event: EventNode): EventKind {
    return event.kind;
  }

  @FieldResolver(() => IntervalType, { description: 'When it happened.' })
  validity(@Root() event: EventNode): IntervalType {
    return event;
  }

  @FieldResolver(() => Place, { nullable: true, description: 'Where it happened; see `placePrecision`.' })
  place(@Root() event: EventNode, @Ctx() context: Context) {
    return event.place === null ? null : loadEntity(context, event.place);
  }

  @FieldResolver(() => [Participant], { description: 'Who took part, and in which role.' })
  participants(@Root() event: EventNode, @Ctx() context: Context) {
    return loadParticipants(context, event.id);
  }

  @FieldResolver(() => Estimate, { description: 'Deaths, in people; all parts null if unknown.' })
  deaths(@Root() { deathsBest, deathsLow, deathsHigh, deathsText }: EventNode): Estimate {
    return { best: deathsBest, low: deathsLow, high: deathsHigh, text: deathsText };
  }

  @FieldResolver(() => EvidenceConnection, {
    description: 'Passages that assert or deny it, also those that a filter by voice leaves out; asserting ones first.',
  })
  evidence(@Root() event: EventNode, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return loadEvidenceAbout(context, [event.id], pageOf('evidence', page));
  }
}

@Resolver(() => Participant)
export class ParticipantResolver {
  @FieldResolver(() => Actor, { description: 'Who took part.' })
  actor(@Root() participant: Participation, @Ctx() context: Context) {
    return loadEntity(context, participant.actor);
  }
}

@Resolver(() => EventConnection)
export class EventConnectionResolver {
  @FieldResolver(() => Estimate, {
    description:
      'Deaths in all events of the list, in people: sums of the best, low and high figures; the best stands in for an unknown bound.',
  })
  async deaths(@Root() list: EventConnectionNode): Promise<Estimate> {
    return (await list.totals()).deaths;
  }
}

@Resolver(() => Source)
export class SourceEventsResolver {
  @FieldResolver(() => EventConnection, { description: 'Events that it asserts or denies, whatever their status, by the earliest day.' })
  events(
    @Root() source: SourceNode,
    @Arg('onlyHere', () => Boolean, { nullable: true, defaultValue: false, description: ONLY_HERE }) onlyHere: boolean | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const of = { onlyHere: onlyHere ?? false };
    return loadEventsOfSource(context, source.id, of.onlyHere, pageOf('Source.events', page, { of }));
  }
}

/** The events of an entity. */
@Resolver(() => Entity)
export class EntityEventsResolver {
  @FieldResolver(() => EventConnection, {
    description:
      'Events it took part in, by itself or as part of a coalition on that day; of a place, events in it or anywhere inside. By the earliest day.',
  })
  events(
    @Root() entity: EntityNode,
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const kind = entity.kind === 'PLACE' ? 'place' : 'actor';
    return loadEvents(context, { kind, id: entity.id }, filter, 'START', false, pageOf('events', page, { of: filter ?? EVENT_DEFAULTS }));
  }
}
