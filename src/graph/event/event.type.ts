import { Field, Int, ObjectType } from 'type-graphql';
import { EVENT_FIELDS, PARTICIPANT_FIELDS } from '../../records/event.ts';
import { Estimate } from '../common/estimate.ts';
import { addOutput } from '../common/fields.ts';
import { Node, PageInfo } from '../common/types.ts';

@ObjectType({ implements: Node, description: 'Something that happened, with its time, place and participants.' })
export class Event extends Node {}

addOutput(Event, EVENT_FIELDS);

@ObjectType({ description: 'One who took part in an event.' })
export class Participant {}

addOutput(Participant, PARTICIPANT_FIELDS);

@ObjectType({ description: 'An event in the list, with its cursor.' })
export class EventEdge {
  @Field(() => String, { description: 'Opaque cursor.' })
  cursor!: string;

  @Field(() => Event, { description: 'The event.' })
  node!: Event;
}

/** Number of events, and of deaths in them. */
export interface EventTotals {
  readonly events: number;
  readonly deaths: Estimate;
}

@ObjectType({ description: 'A page of events. Arguments: see PageInfo.' })
export class EventConnection {
  @Field(() => [EventEdge], { description: 'The page, with cursors.' })
  edges!: EventEdge[];

  @Field(() => [Event], { description: 'The page, without cursors.' })
  nodes!: Event[];

  @Field(() => PageInfo, { description: 'Position of the page.' })
  pageInfo!: PageInfo;

  totals!: () => Promise<EventTotals>;

  @Field(() => Int, { description: 'Number of all in the list; counted only if requested.' })
  async totalCount(): Promise<number> {
    return (await this.totals()).events;
  }

  @Field(() => Estimate, {
    description:
      'Deaths in all events of the list, in people: sums of the best, low and high figures; the best stands in for an unknown bound.',
  })
  async deaths(): Promise<Estimate> {
    return (await this.totals()).deaths;
  }
}
