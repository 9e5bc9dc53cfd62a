import { Field, Int, ObjectType } from 'type-graphql';
import type { RevisionAction } from '../../records/revision.ts';
import { RevisionActionEnum } from '../editing/enums.ts';

/** Relationships, entities and events, each, that one message lists. */
export const MAX_LISTED_PER_MESSAGE = 100;

@ObjectType({ description: 'What one revision did, as far as the subscription covers it.' })
export class GraphChange {
  @Field(() => Int, { description: 'Number of the revision. To resume, subscribe with this as `since`.' })
  revision!: number;

  @Field(() => RevisionActionEnum, { description: 'What was done.' })
  action!: RevisionAction;

  @Field(() => String, { description: 'Who did it.' })
  by!: string;

  @Field(() => String, { description: 'What was done, in words.' })
  summary!: string;

  @Field(() => Boolean, { description: 'true: a list was cut at 100; query the rest.' })
  truncated!: boolean;

  readonly ties!: readonly string[];
  readonly entityIds!: readonly string[];
  readonly eventIds!: readonly string[];
}
