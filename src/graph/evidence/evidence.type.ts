import { ObjectType } from 'type-graphql';
import { EVIDENCE_FIELDS } from '../../records/source.ts';
import { addOutput } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';

@ObjectType({ implements: Node, description: 'One passage of one source that asserts or denies one relationship or event.' })
export class Evidence extends Node {}

addOutput(Evidence, EVIDENCE_FIELDS);

export const EvidenceConnection = connectionType('Evidence', Evidence, 'passages of evidence', 'passage of evidence');
