import { Field, Int, ObjectType } from 'type-graphql';
import type { EventRole, PlacePrecision, Status } from '../../model/kinds.ts';
import { EventRoleEnum, PlacePrecisionEnum, StatusEnum } from '../common/enums.ts';
import { Estimate } from '../common/estimate.ts';
import { Node, PageInfo } from '../common/types.ts';

@ObjectType({ implements: Node, description: 'Something that happened at a time, with those who took part.' })
export class Event extends Node {
  @Field(() => String, { description: 'Its readable unique key: `ucdp-ged:214797`. `event(id:)` takes it.' })
  key!: string;

  @Field(() => String, { description: 'What happened, in a few words.' })
  title!: string;

  @Field(() => PlacePrecisionEnum, { nullable: true, description: 'How exactly the place is known.' })
  placePrecision?: PlacePrecision | null;

  @Field(() => Int, { nullable: true, description: 'Deaths of civilians, in people.' })
  civilianDeaths?: number | null;

  @Field(() => Int, { nullable: true, description: 'People injured.' })
  injured?: number | null;

  @Field(() => StatusEnum, { description: 'What the evidence comes to.' })
  status!: Status;
}

@ObjectType({ description: 'One who took part in an event.' })
export class Participant {
  @Field(() => EventRoleEnum, { description: 'The part taken.' })
  role!: EventRole;

  @Field(() => Int, { nullable: true, description: 'Deaths of that side, in people, where known.' })
  deaths?: number | null;
}

@ObjectType({ description: 'One of the events, with its place in the list.' })
export class EventEdge {
  @Field(() => String, { description: 'Where it stands in the list: pass it as `after` or `before`.' })
  cursor!: string;

  @Field(() => Event, { description: 'What stands there.' })
  node!: Event;
}

/** How many events, and how many died in them. */
export interface EventTotals {
  readonly events: number;
  readonly deaths: Estimate;
}

@ObjectType({ description: 'A page of events, and how many died in all of them.' })
export class EventConnection {
  @Field(() => [EventEdge], { description: 'The page, with cursors.' })
  edges!: EventEdge[];

  @Field(() => [Event], { description: 'The page, without cursors.' })
  nodes!: Event[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  pageInfo!: PageInfo;

  totals!: () => Promise<EventTotals>;

  @Field(() => Int, { description: 'How many there are in the whole list. Counted only when asked for.' })
  async totalCount(): Promise<number> {
    return (await this.totals()).events;
  }

  @Field(() => Estimate, {
    description:
      'Deaths in all events of the whole list: sums of the best, low and high figures; where a bound is not known the best figure stands in.',
  })
  async deaths(): Promise<Estimate> {
    return (await this.totals()).deaths;
  }
}
