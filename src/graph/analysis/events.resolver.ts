import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { TimeUnit } from '../../model/bucket.ts';
import type { Context } from '../common/context.ts';
import type { EventTotals } from '../event/event.type.ts';
import { EventFilter } from '../event/filter.ts';
import { expectWithin } from '../path/path.loader.ts';
import { eventBreakdown } from './breakdown.ts';
import { EventBucket, EventCount, type EventDimension, EventDimensionEnum, EventGroup, TimeUnitEnum } from './events.type.ts';
import { eventRemainder, eventSeries } from './series.ts';

/** Groups of one answer: a map draws each place. */
const MAX_GROUPS = 2_000;

@Resolver()
export class EventCountResolver {
  @Query(() => [EventBucket], {
    nullable: true,
    description:
      'Events per day, month or year, empty buckets included: from the first bucket with events to the last, or over the time of the filter; at most 20,000. An event is in a bucket if every day on which it may have happened is (without a known end: on which it had certainly begun), so one known only to the month is in no day. `eventRemainder` counts those in no bucket.',
  })
  async eventSeries(
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Arg('by', () => TimeUnitEnum, { nullable: true, defaultValue: 'MONTH', description: 'Width of the buckets.' })
    by: TimeUnit | null,
    @Ctx() context: Context,
  ) {
    return eventSeries(context, filter, by ?? 'MONTH');
  }

  @Query(() => EventCount, {
    nullable: true,
    description:
      'Events in no bucket of `eventSeries` with the same arguments: dated too vaguely, spanning several buckets, or begun before the time of the filter without a known end.',
  })
  async eventRemainder(
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Arg('by', () => TimeUnitEnum, { nullable: true, defaultValue: 'MONTH', description: 'Width of the buckets.' })
    by: TimeUnit | null,
    @Ctx() context: Context,
  ): Promise<EventTotals> {
    return eventRemainder(context, filter, by ?? 'MONTH');
  }

  @Query(() => [EventGroup], {
    nullable: true,
    description:
      'Events per group: most events first, then most deaths. An event without an actor, place or source is in no such group; one with several actors or sources is in several.',
  })
  eventBreakdown(
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Arg('by', () => EventDimensionEnum, { description: 'What to group by.' }) by: EventDimension,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Maximum number of groups, 1 to 2000.' }) first:
      | number
      | null,
    @Ctx() context: Context,
  ) {
    expectWithin('first', first ?? 20, 1, MAX_GROUPS);
    return eventBreakdown(context, filter, by, first ?? 20);
  }
}
