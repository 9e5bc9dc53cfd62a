import { Field, Int, ObjectType } from 'type-graphql';
import { TIME_UNITS } from '../../model/bucket.ts';
import { gqlEnum } from '../common/enums.ts';
import { Estimate } from '../common/estimate.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Entity } from '../entity/entity.type.ts';

const EVENTS = 'Number of events.';
const DEATHS = 'Deaths in them, in people: sums of the best, low and high figures; the best stands in for an unknown bound.';

export const TimeUnitEnum = gqlEnum('TimeUnit', 'Width of the buckets of a series.', TIME_UNITS, {
  DAY: 'One day.',
  MONTH: 'One calendar month.',
  YEAR: 'One calendar year.',
});

export const EVENT_DIMENSIONS = ['ACTOR', 'DYAD', 'PLACE', 'PROVINCE', 'KIND', 'SOURCE'] as const;
export type EventDimension = (typeof EVENT_DIMENSIONS)[number];

export const EventDimensionEnum = gqlEnum('EventDimension', 'How to group events.', EVENT_DIMENSIONS, {
  ACTOR: 'By participant, in any role; an event counts for each.',
  DYAD: 'By two actors on opposing sides; an event with several sides counts for each pair.',
  PLACE: 'By place.',
  PROVINCE: 'By province: the place itself or one around it, up to four levels up.',
  KIND: 'By kind.',
  SOURCE: 'By source with a passage about it; an event counts for each.',
});

@ObjectType({ description: 'Events in one bucket of time.' })
export class EventBucket {
  @Field(() => PartialDateScalar, { description: 'The day, month or year: “2017-03-05”, “2017-03”, “2017”.' })
  start!: string;

  @Field(() => Int, { description: EVENTS })
  events!: number;

  @Field(() => Estimate, { description: DEATHS })
  deaths!: Estimate;
}

@ObjectType({ description: 'Number of events, and their deaths.' })
export class EventCount {
  @Field(() => Int, { description: EVENTS })
  events!: number;

  @Field(() => Estimate, { description: DEATHS })
  deaths!: Estimate;
}

@ObjectType({ description: 'Events that have something in common.' })
export class EventGroup {
  @Field(() => String, {
    description: 'Id of the actor, place or source; two ids of actors with a space between; or the kind.',
  })
  key!: string;

  @Field(() => String, { description: 'Label for people: a name, a title, “Iran – Israel”.' })
  label!: string;

  @Field(() => Entity, { nullable: true, description: 'The actor or place; null for dyads, kinds and sources.' })
  entity?: object | null;

  @Field(() => Int, { description: EVENTS })
  events!: number;

  @Field(() => Estimate, { description: DEATHS })
  deaths!: Estimate;
}
