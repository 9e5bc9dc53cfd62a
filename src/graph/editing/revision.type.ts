import { Field, Int, ObjectType } from 'type-graphql';
import type { RevisionAction } from '../../store/revision.ts';
import { connectionType } from '../common/page.ts';
import { DateTimeScalar } from '../common/scalars.ts';
import { RevisionActionEnum } from './enums.ts';

@ObjectType({ description: 'One write that changed the graph: who did what, when and why.' })
export class Revision {
  @Field(() => Int, { description: 'Number, from 1 without gaps.' })
  number!: number;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  at!: string;

  @Field(() => String, { description: 'Who wrote it: the name on the token.' })
  by!: string;

  @Field(() => RevisionActionEnum, { description: 'What it did; in a history, to that one thing.' })
  action!: RevisionAction;

  @Field(() => String, {
    description: 'What it did in words, before and after: “end: not known → 2024-12-08”. In a history, to that one thing.',
  })
  summary!: string;

  @Field(() => String, { nullable: true, description: 'Why, if a reason was given.' })
  reason?: string | null;
}

export const { Connection: RevisionConnection, Edge: RevisionEdge } = connectionType('Revision', () => Revision, 'revisions');
