import { REVISION_ACTIONS } from '../../records/revision.ts';
import { VERDICTS } from '../../write/report.ts';
import { gqlEnum } from '../common/enums.ts';

export const VerdictEnum = gqlEnum('Verdict', 'Result of writing a row.', VERDICTS, {
  CREATED: 'It created something.',
  UPDATED: 'It changed something.',
  UNCHANGED: 'It changed nothing.',
  REJECTED: 'Not written, since it is invalid. Only with `partial`; without it, an invalid row is the error ROWS_REJECTED.',
});

export const RevisionActionEnum = gqlEnum('RevisionAction', 'What a revision did.', REVISION_ACTIONS, {
  CREATED: 'It created something.',
  UPDATED: 'It changed something.',
  RETRACTED: 'It retracted something.',
  RESTORED: 'It restored something retracted.',
  MERGED: 'It merged an actor into another.',
  UNMERGED: 'It undid a merge.',
  IMPORTED: 'It wrote rows of an import or the seed.',
});
