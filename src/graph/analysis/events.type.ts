import { Int } from 'type-graphql';
import { TIME_UNITS } from '../../model/bucket.ts';
import { gqlEnum } from '../common/enums.ts';
import { Estimate } from '../common/estimate.ts';
import { NULLABLE, objectType } from '../common/fields.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Entity } from '../entity/entity.type.ts';

const TOTALS = {
  events: [Int, 'Number of events.'],
  deaths: [Estimate, 'Deaths in them, in people: sums of the best, low and high figures; the best stands in for an unknown bound.'],
} as const;

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

export const EventBucket = objectType('EventBucket', 'Events in one bucket of time.', {
  start: [PartialDateScalar, 'The day, month or year: “2017-03-05”, “2017-03”, “2017”.'],
  ...TOTALS,
});

export const EventCount = objectType('EventCount', 'Number of events, and their deaths.', TOTALS);

export const EventGroup = objectType('EventGroup', 'Events that have something in common.', {
  key: [String, 'Id of the actor, place or source; two ids of actors with a space between; or the kind.'],
  label: [String, 'Label for people: a name, a title, “Iran – Israel”.'],
  entity: [Entity, 'The actor or place; null for dyads, kinds and sources.', NULLABLE],
  ...TOTALS,
});
