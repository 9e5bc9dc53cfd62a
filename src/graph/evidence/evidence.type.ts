import { Field, ObjectType } from 'type-graphql';
import type { Stance } from '../../model/kinds.ts';
import { StanceEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Node } from '../common/types.ts';

@ObjectType({ implements: Node, description: 'One passage of one source that asserts or denies one relationship or event.' })
export class Evidence extends Node {
  @Field(() => String, { nullable: true, description: 'Where in the source: a page, a paragraph, a row.' })
  locator?: string | null;

  @Field(() => StanceEnum, { description: 'Whether it says that it is so or that it is not.' })
  stance!: Stance;

  @Field(() => String, { description: 'The words. Those of the source only where `verbatim` is true, else our paraphrase.' })
  quote!: string;

  @Field(() => Boolean, { description: 'true: words that the source puts in quotation marks. false: our paraphrase.' })
  verbatim!: boolean;

  @Field(() => Boolean, { description: 'The source itself is not sure: “reportedly”, “if confirmed”.' })
  hedged!: boolean;

  @Field(() => String, { nullable: true, description: 'Who said it, in words, where it is no actor of the graph: “two rebel sources”.' })
  attribution?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it was said.' })
  statedOn?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'The day of which it speaks.' })
  asOf?: string | null;
}

export const { Connection: EvidenceConnection, Edge: EvidenceEdge } = connectionType('Evidence', () => Evidence, 'passages of evidence');
