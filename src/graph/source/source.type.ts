import { Int, ObjectType } from 'type-graphql';
import { DOCUMENT_FIELDS, SOURCE_FIELDS } from '../../records/source.ts';
import { addOutput, objectType } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';

@ObjectType({ implements: Node, description: 'A document or data set that can be cited.' })
export class Source extends Node {}

addOutput(Source, SOURCE_FIELDS);

@ObjectType('Document', { implements: Node, description: 'The text of a source. A verbatim quote of the source must be found in it.' })
export class SourceDocument extends Node {}

addOutput(SourceDocument, DOCUMENT_FIELDS);

export const TextSpanType = objectType('TextSpan', 'A part of the text of a document.', {
  start: [Int, 'Offset of its first character, in Unicode code points from 0.'],
  end: [Int, 'Offset after its last character, in Unicode code points.'],
});

/** What `onlyHere` means on lists of a source. */
export const ONLY_HERE = 'Only what no other source has a passage about.';

export const SourceConnection = connectionType('Source', Source, 'sources');
