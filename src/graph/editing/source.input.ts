import { Field, ID, InputType, Int } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { Reliability, Stance } from '../../model/kinds.ts';
import { ReliabilityEnum, StanceEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';

@InputType({ description: 'A source to be written. A field left out is kept as it is, null clears it.' })
export class SourceInput {
  @Field(() => String, { description: 'Its readable unique key: `ucdp-ged-19.1`. Names the source to be written.' })
  key!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Who published it.' })
  publisher?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it can be read: an http or https address.' })
  url?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it was published.' })
  publishedOn?: PartialDate | null;

  @Field(() => ReliabilityEnum, {
    nullable: true,
    description:
      'Its reliability by the Admiralty code; F where nobody has judged it. Another letter weighs all that rests on the source anew.',
  })
  reliability?: Reliability | null;

  @Field(() => String, { nullable: true, description: 'How to cite it, with its licence.' })
  citation?: string | null;
}

/** Numbers of the dead, wherever they are given. */
@InputType()
export abstract class DeathsInput {
  @Field(() => Int, { nullable: true, description: 'Best estimate of the deaths, in people.' })
  deathsBest?: number | null;

  @Field(() => Int, { nullable: true, description: 'Lowest estimate of the deaths, in people.' })
  deathsLow?: number | null;

  @Field(() => Int, { nullable: true, description: 'Highest estimate of the deaths, in people.' })
  deathsHigh?: number | null;
}

@InputType({
  description:
    'One passage of one source. The same words of the same speaker in the same place of a source are one passage: written again, it is corrected.',
})
export class EvidenceInput extends DeathsInput {
  @Field(() => ID, { description: 'The source it stands in: its id or key.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'Where in the source: a page, a paragraph, a row.' })
  locator?: string | null;

  @Field(() => StanceEnum, { nullable: true, defaultValue: 'ASSERTS', description: 'Whether it says that it is so or that it is not.' })
  stance?: Stance | null;

  @Field(() => String, { description: 'The words of the source, or a paraphrase.' })
  quote!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'true only for words that the source puts in quotation marks. Left out: false.',
  })
  verbatim?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'The source itself is not sure: “reportedly”, “if confirmed”. Left out: false.',
  })
  hedged?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'The actor who said it (id, slug or scheme:value).' })
  attributedTo?: string | null;

  @Field(() => String, { nullable: true, description: 'Who said it, in words, where it is no actor of the graph: “two rebel sources”.' })
  attribution?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it was said.' })
  statedOn?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'The day of which it speaks.' })
  asOf?: PartialDate | null;

  @Field(() => String, { nullable: true, description: 'An estimate of the deaths in words, such as “dozens”.' })
  deathsText?: string | null;
}
