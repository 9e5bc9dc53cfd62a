import { Field, ObjectType } from 'type-graphql';
import { CHANGE_KINDS, type ChangeKind } from '../../analysis/changes/question.ts';
import type { Posture } from '../../model/posture.ts';
import { gqlEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { PostureEnum } from './stance.type.ts';

export const ChangeKindEnum = gqlEnum('ChangeKind', 'Kind of change.', CHANGE_KINDS, {
  BEGAN: 'The relationship began.',
  ENDED: 'The relationship ended.',
  TURNED:
    'The relationship began or ended and thereby changed the posture of its ends from FRIENDLY, HOSTILE or MIXED to another of these.',
});

@ObjectType({ description: 'Beginning or end of a relationship, and its effect on the two ends.' })
export class Change {
  @Field(() => ChangeKindEnum, { description: 'Kind of change.' })
  kind!: ChangeKind;

  @Field(() => PostureEnum, { description: 'Posture of the two ends on the day before.' })
  before!: Posture;

  @Field(() => PostureEnum, { description: 'Posture of the two ends on the day after.' })
  after!: Posture;
}

export const { Connection: ChangeConnection, Edge: ChangeEdge } = connectionType('Change', () => Change, 'changes');
