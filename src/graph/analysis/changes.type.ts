import { CHANGE_KINDS } from '../../analysis/changes/question.ts';
import { gqlEnum } from '../common/enums.ts';
import { objectType } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { PostureEnum } from './stance.type.ts';

export const ChangeKindEnum = gqlEnum('ChangeKind', 'Kind of change.', CHANGE_KINDS, {
  BEGAN: 'The relationship began.',
  ENDED: 'The relationship ended.',
  TURNED:
    'The relationship began or ended and thereby changed the posture of its ends from FRIENDLY, HOSTILE or MIXED to another of these.',
});

export const Change = objectType('Change', 'Beginning or end of a relationship, and its effect on the two ends.', {
  kind: [ChangeKindEnum, 'Kind of change.'],
  before: [PostureEnum, 'Posture of the two ends on the day before.'],
  after: [PostureEnum, 'Posture of the two ends on the day after.'],
});

export const ChangeConnection = connectionType('Change', Change, 'changes');
