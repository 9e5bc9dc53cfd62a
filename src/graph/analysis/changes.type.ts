import { CHANGE_KINDS } from '../../analysis/changes/question.ts';
import { gqlEnum } from '../common/enums.ts';
import { NULLABLE, objectType } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { PostureEnum } from './stance.type.ts';

export const ChangeKindEnum = gqlEnum('ChangeKind', 'Kind of change.', CHANGE_KINDS, {
  BEGAN: 'The relationship began.',
  ENDED: 'The relationship ended.',
  TURNED:
    'The relationship began or ended and thereby changed the posture of its ends from FRIENDLY, HOSTILE or MIXED to another of these.',
});

export const Change = objectType('Change', 'Beginning or end of a relationship, and its effect on the two ends.', {
  kind: [ChangeKindEnum, 'Kind of change.'],
  on: [PartialDateScalar, 'Start or end of the relationship, exactly as given.', NULLABLE],
  relationship: [Relationship, 'The relationship.'],
  before: [PostureEnum, 'Posture of the two ends on the day before, by what is LIKELY to hold; by what may, if POSSIBLE is asked.'],
  after: [PostureEnum, 'Posture of the two ends on the day after, likewise.'],
});

export const ChangeConnection = connectionType('Change', Change, 'changes');
