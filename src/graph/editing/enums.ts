import { REVISION_ACTIONS } from '../../store/revision.ts';
import { VERDICTS } from '../../write/report.ts';
import { gqlEnum } from '../common/enums.ts';

export const VerdictEnum = gqlEnum('Verdict', 'What came of a row.', VERDICTS, {
  CREATED: 'It made something new.',
  UPDATED: 'It changed something that was there.',
  UNCHANGED: 'All of it was there already.',
  REJECTED: 'It was not written: it is wrong, or another row of a call that is all or nothing is.',
});

export const RevisionActionEnum = gqlEnum('RevisionAction', 'What a revision did.', REVISION_ACTIONS, {
  CREATED: 'It made something new.',
  UPDATED: 'It changed something that was there.',
  RETRACTED: 'It took something out of the graph.',
  RESTORED: 'It brought back what was retracted.',
  MERGED: 'It said that an actor is another.',
  UNMERGED: 'It took back a merge.',
  IMPORTED: 'It wrote rows of an import or of the seed.',
});
