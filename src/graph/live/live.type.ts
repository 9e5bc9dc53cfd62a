import { Field, Int, ObjectType } from 'type-graphql';
import type { RevisionAction } from '../../store/revision.ts';
import { RevisionActionEnum } from '../editing/enums.ts';

/** The most relationships, entities and events, each, that one message lists. */
export const MOST_LISTED = 100;

@ObjectType({ description: 'What one revision did, as far as the subscription asks for it.' })
export class GraphChange {
  @Field(() => Int, { description: 'Number of the revision: subscribe with `since` this number to go on after it.' })
  revision!: number;

  @Field(() => RevisionActionEnum, { description: 'What was done.' })
  action!: RevisionAction;

  @Field(() => String, { description: 'Who did it.' })
  by!: string;

  @Field(() => String, { description: 'What was done, in words.' })
  summary!: string;

  @Field(() => Boolean, { description: 'true where a list was cut: it stops at 100. Ask the graph itself for the rest.' })
  truncated!: boolean;

  readonly ties!: readonly string[];
  readonly entityIds!: readonly string[];
  readonly eventIds!: readonly string[];
}
