import { Field, ObjectType } from 'type-graphql';
import { CHANGE_KINDS, type ChangeKind } from '../../analysis/changes/question.ts';
import type { Posture } from '../../model/posture.ts';
import { gqlEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { PostureEnum } from './stance.type.ts';

export const ChangeKindEnum = gqlEnum('ChangeKind', 'What a change is.', CHANGE_KINDS, {
  BEGAN: 'The tie began.',
  ENDED: 'The tie ended.',
  TURNED:
    'The tie began or ended, and by that its two ends went from one posture to another: from FRIENDLY, HOSTILE or MIXED to another of these.',
});

@ObjectType({ description: 'The beginning or the ending of a tie, and what it did to its two ends.' })
export class Change {
  @Field(() => ChangeKindEnum, { description: 'What it is.' })
  kind!: ChangeKind;

  @Field(() => PartialDateScalar, { nullable: true, description: 'The start or the end of the tie, exactly as given.' })
  on?: string | null;

  @Field(() => Relationship, { description: 'The tie.' })
  relationship!: Relationship;

  @Field(() => PostureEnum, { description: 'How its ends stood to each other on the day before.' })
  before!: Posture;

  @Field(() => PostureEnum, { description: 'How they stood on the day after.' })
  after!: Posture;
}

export const { Connection: ChangeConnection, Edge: ChangeEdge } = connectionType('Change', () => Change, 'changes');
