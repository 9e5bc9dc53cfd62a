import { Field, Int, ObjectType } from 'type-graphql';
import { TIME_UNITS } from '../../model/bucket.ts';
import { gqlEnum } from '../common/enums.ts';
import { Estimate } from '../common/estimate.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Entity } from '../entity/entity.type.ts';

const EVENTS = 'How many events.';
const DEATHS = 'Deaths in them: sums of the best, low and high figures; where a bound is not known the best figure stands in.';

export const TimeUnitEnum = gqlEnum('TimeUnit', 'How wide the buckets of a series are.', TIME_UNITS, {
  DAY: 'A day.',
  MONTH: 'A month of the calendar.',
  YEAR: 'A year of the calendar.',
});

export const EVENT_DIMENSIONS = ['ACTOR', 'DYAD', 'PLACE', 'PROVINCE', 'KIND', 'SOURCE'] as const;
export type EventDimension = (typeof EVENT_DIMENSIONS)[number];

export const EventDimensionEnum = gqlEnum('EventDimension', 'What events are grouped by.', EVENT_DIMENSIONS, {
  ACTOR: 'Who took part in them, in any role; an event counts for each of them.',
  DYAD: 'Which two stood on opposing sides; an event of several sides counts for each two.',
  PLACE: 'The place that they name.',
  PROVINCE: 'The province that this place is or lies in, up to four levels up.',
  KIND: 'Their kind.',
  SOURCE: 'The sources with a passage about them; an event counts for each of them.',
});

@ObjectType({ description: 'How many events there were in one stretch of time, and how many died in them.' })
export class EventBucket {
  @Field(() => PartialDateScalar, { description: 'The day, month or year: “2017-03-05”, “2017-03”, “2017”.' })
  start!: string;

  @Field(() => Int, { description: EVENTS })
  events!: number;

  @Field(() => Estimate, { description: DEATHS })
  deaths!: Estimate;
}

@ObjectType({ description: 'How many events, and how many died in them.' })
export class EventCount {
  @Field(() => Int, { description: EVENTS })
  events!: number;

  @Field(() => Estimate, { description: DEATHS })
  deaths!: Estimate;
}

@ObjectType({ description: 'Events that have something in common, counted.' })
export class EventGroup {
  @Field(() => String, {
    description: 'What they have in common: the id of the actor, place or source, two ids of actors with a space between, or the kind.',
  })
  key!: string;

  @Field(() => String, { description: 'The same for people: a name, a title, “Iran – Israel”.' })
  label!: string;

  @Field(() => Entity, { nullable: true, description: 'The actor or place; null for dyads, kinds and sources.' })
  entity?: object | null;

  @Field(() => Int, { description: EVENTS })
  events!: number;

  @Field(() => Estimate, { description: DEATHS })
  deaths!: Estimate;
}
