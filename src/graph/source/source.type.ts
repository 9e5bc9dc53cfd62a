import { ObjectType } from 'type-graphql';
import { SOURCE_FIELDS } from '../../records/source.ts';
import { addOutput } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';

@ObjectType({ implements: Node, description: 'A document or data set that can be cited.' })
export class Source extends Node {}

addOutput(Source, SOURCE_FIELDS);

/** What `onlyHere` means on lists of a source. */
export const ONLY_HERE = 'Only what no other source has a passage about.';

export const SourceConnection = connectionType('Source', Source, 'sources');
