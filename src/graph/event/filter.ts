import { Field, ID, InputType, Int } from 'type-graphql';
import type { EventKind } from '../../model/kinds.ts';
import { EventKindEnum } from '../common/enums.ts';
import { TimeAndStatusFilter } from '../common/types.ts';

@InputType({ description: 'Which events count. Leave a field out to let all through; without `status` DENIED ones are left out.' })
export class EventFilter extends TimeAndStatusFilter {
  @Field(() => [EventKindEnum], { nullable: true, description: 'Only these kinds of event.' })
  kinds?: EventKind[] | null;

  @Field(() => [ID], { nullable: true, description: 'In which any of these actors (id, slug or scheme:value) took part.' })
  actors?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'In which all of these actors took part.' })
  allActors?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Count what a coalition did for its members, for those that were part of it on that day.',
  })
  viaCoalitions?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'In this place or anywhere inside it.' })
  within?: string | null;

  @Field(() => Int, { nullable: true, description: 'With at least this many deaths (best estimate).' })
  minDeaths?: number | null;
}
