import { Field, ObjectType } from 'type-graphql';
import type { Stance } from '../../model/kinds.ts';
import { StanceEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Node } from '../common/types.ts';

@ObjectType({ implements: Node, description: 'One passage of one source that asserts or denies one relationship or event.' })
export class Evidence extends Node {
  @Field(() => String, { nullable: true, description: 'Where in the source: page, paragraph, row.' })
  locator?: string | null;

  @Field(() => StanceEnum, { description: 'Whether it asserts or denies.' })
  stance!: Stance;

  @Field(() => String, { description: 'The words: of the source if `verbatim`, else our paraphrase.' })
  quote!: string;

  @Field(() => Boolean, { description: 'true: words that the source puts in quotation marks. false: our paraphrase.' })
  verbatim!: boolean;

  @Field(() => Boolean, { description: 'true: the source itself is unsure: “reportedly”, “if confirmed”.' })
  hedged!: boolean;

  @Field(() => String, { nullable: true, description: 'Who said it, in words, if not an actor of the graph: “two rebel sources”.' })
  attribution?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it was said.' })
  statedOn?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'The day it speaks of.' })
  asOf?: string | null;
}

export const { Connection: EvidenceConnection, Edge: EvidenceEdge } = connectionType(
  'Evidence',
  () => Evidence,
  'passages of evidence',
  'passage of evidence',
);
