import { Field, ObjectType } from 'type-graphql';
import type { Reliability } from '../../model/kinds.ts';
import { ReliabilityEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Node } from '../common/types.ts';

@ObjectType({ implements: Node, description: 'A document or data set that can be cited.' })
export class Source extends Node {
  @Field(() => String, { description: 'Readable unique key: `ucdp-ged-19.1`. `source(id:)` takes it.' })
  key!: string;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Publisher.' })
  publisher?: string | null;

  @Field(() => String, { nullable: true, description: 'Web address.' })
  url?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it was published.' })
  publishedOn?: string | null;

  @Field(() => ReliabilityEnum, { description: 'Reliability by the Admiralty code; F if not judged.' })
  reliability!: Reliability;

  @Field(() => String, { nullable: true, description: 'How to cite it, with its licence.' })
  citation?: string | null;
}

export const { Connection: SourceConnection, Edge: SourceEdge } = connectionType('Source', () => Source, 'sources');
