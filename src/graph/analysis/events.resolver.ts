import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { TimeUnit } from '../../model/bucket.ts';
import type { Context } from '../common/context.ts';
import { LARGEST_PAGE } from '../common/page.ts';
import type { EventTotals } from '../event/event.type.ts';
import { EventFilter } from '../event/filter.ts';
import { expectWithin } from '../path/path.loader.ts';
import { eventBreakdown } from './breakdown.ts';
import { EventBucket, EventCount, type EventDimension, EventDimensionEnum, EventGroup, TimeUnitEnum } from './events.type.ts';
import { eventSeries } from './series.ts';

@Resolver()
export class EventCountResolver {
  @Query(() => [EventBucket], {
    nullable: true,
    description:
      'Events counted by day, month or year, empty buckets too: from the first that has events to the last, or over the time that the filter bounds; at most 20,000. An event lies in a bucket where all days lie in it on which it may have happened (where no end is known, those on which it surely had begun): one known only to the month never falls on a day. What lies in no bucket is `eventRemainder`; both together are all events of the filter.',
  })
  async eventSeries(
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Arg('by', () => TimeUnitEnum, { nullable: true, defaultValue: 'MONTH', description: 'How wide the buckets are.' })
    by: TimeUnit | null,
    @Ctx() context: Context,
  ) {
    return (await eventSeries(context, filter, by ?? 'MONTH')).buckets;
  }

  @Query(() => EventCount, {
    nullable: true,
    description:
      'The events that lie in no bucket of `eventSeries` with the same arguments: not known exactly enough, lasting from one bucket into the next, or begun before the time of the filter and without a known end.',
  })
  async eventRemainder(
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Arg('by', () => TimeUnitEnum, { nullable: true, defaultValue: 'MONTH', description: 'How wide the buckets are.' })
    by: TimeUnit | null,
    @Ctx() context: Context,
  ): Promise<EventTotals> {
    return (await eventSeries(context, filter, by ?? 'MONTH')).remainder;
  }

  @Query(() => [EventGroup], {
    nullable: true,
    description:
      'Events counted by what they have in common: groups of most events first, among equals those of most deaths. An event without an actor, place or source is in no group of that kind; one of several actors or sources is in several.',
  })
  eventBreakdown(
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Arg('by', () => EventDimensionEnum, { description: 'What they are grouped by.' }) by: EventDimension,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'At most so many groups: 1 to 100.' }) first: number | null,
    @Ctx() context: Context,
  ) {
    expectWithin('first', first ?? 20, 1, LARGEST_PAGE);
    return eventBreakdown(context, filter, by, first ?? 20);
  }
}
