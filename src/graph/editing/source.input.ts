import { Field, ID, InputType, Int } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { Reliability, Stance } from '../../model/kinds.ts';
import { ReliabilityEnum, StanceEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';

@InputType({ description: 'A source to write. Fields left out stay as they are, null clears.' })
export class SourceInput {
  @Field(() => String, { description: 'Readable unique key: `ucdp-ged-19.1`.' })
  key!: string;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Publisher.' })
  publisher?: string | null;

  @Field(() => String, { nullable: true, description: 'Web address, http or https.' })
  url?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it was published.' })
  publishedOn?: PartialDate | null;

  @Field(() => ReliabilityEnum, {
    nullable: true,
    description: 'Reliability by the Admiralty code. Default: F, not judged. A change recomputes all that rests on the source.',
  })
  reliability?: Reliability | null;

  @Field(() => String, { nullable: true, description: 'How to cite it, with its licence.' })
  citation?: string | null;
}

/** Estimates of deaths, shared by several inputs. */
@InputType()
export abstract class DeathsInput {
  @Field(() => Int, { nullable: true, description: 'Deaths, best estimate, in people.' })
  deathsBest?: number | null;

  @Field(() => Int, { nullable: true, description: 'Deaths, lowest estimate, in people.' })
  deathsLow?: number | null;

  @Field(() => Int, { nullable: true, description: 'Deaths, highest estimate, in people.' })
  deathsHigh?: number | null;
}

@InputType({
  description:
    'One passage of one source. The same words of the same speaker at the same place of a source are the same passage, which is corrected.',
})
export class EvidenceInput extends DeathsInput {
  @Field(() => ID, { description: 'The source: id or key.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'Where in the source: page, paragraph, row.' })
  locator?: string | null;

  @Field(() => StanceEnum, { nullable: true, defaultValue: 'ASSERTS', description: 'Whether it asserts or denies.' })
  stance?: Stance | null;

  @Field(() => String, { description: 'The words of the source, or a paraphrase.' })
  quote!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'true: words that the source puts in quotation marks.',
  })
  verbatim?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'true: the source itself is unsure: “reportedly”, “if confirmed”.',
  })
  hedged?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'The actor who said it.' })
  attributedTo?: string | null;

  @Field(() => String, { nullable: true, description: 'Who said it, in words, if not an actor of the graph: “two rebel sources”.' })
  attribution?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it was said.' })
  statedOn?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'The day it speaks of.' })
  asOf?: PartialDate | null;

  @Field(() => String, { nullable: true, description: 'Deaths in words, such as “dozens”.' })
  deathsText?: string | null;
}
