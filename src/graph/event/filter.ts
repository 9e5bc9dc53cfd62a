import { Field, ID, InputType, Int } from 'type-graphql';
import type { EventKind } from '../../model/kinds.ts';
import { EventKindEnum } from '../common/enums.ts';
import { TimeAndStatusFilter } from '../common/tieFilter.ts';

/** What a filter of events says where there is none. */
export const EVENT_DEFAULTS = { certainty: 'POSSIBLE', viaCoalitions: true } as const;

@InputType({ description: 'Events to list; all conditions must hold. Default: all but DENIED.' })
export class EventFilter extends TimeAndStatusFilter {
  @Field(() => [EventKindEnum], { nullable: true, description: 'Only these kinds of event.' })
  kinds?: EventKind[] | null;

  @Field(() => [ID], { nullable: true, description: 'Any of these actors took part.' })
  actors?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'All of these actors took part.' })
  allActors?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: EVENT_DEFAULTS.viaCoalitions,
    description: 'Count what a coalition did for those that were part of it on that day.',
  })
  viaCoalitions?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'In this place or anywhere inside it.' })
  within?: string | null;

  @Field(() => Int, { nullable: true, description: 'Least number of deaths (best estimate).' })
  minDeaths?: number | null;
}
