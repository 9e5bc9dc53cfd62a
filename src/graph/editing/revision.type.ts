import { REVISION_FIELDS } from '../../records/revision.ts';
import { outputOf } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import './enums.ts';

export const Revision = outputOf('Revision', 'One write that changed the graph: who did what, when and why.', REVISION_FIELDS);

export const RevisionConnection = connectionType('Revision', Revision, 'revisions');
