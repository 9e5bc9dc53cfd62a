import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { ControlExtent, SupportKind } from '../../model/kinds.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { ControlExtentEnum, RelationshipTypeEnum, SupportKindEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { DeathsInput, EvidenceInput } from './source.input.ts';

@InputType({ description: 'A time of certain kinds of support.' })
export class SupportPeriodInput {
  @Field(() => PartialDateScalar, { nullable: true, description: 'When it began.' })
  start?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it ended.' })
  end?: PartialDate | null;

  @Field(() => [SupportKindEnum], { description: 'What was given; empty where the kind is not known.' })
  kinds!: SupportKind[];
}

@InputType({
  description:
    'A relationship to be recorded, or one to be corrected: that with this `id`, else with this `key` between these ends, else of the same type, ends, start and opponents. A field left out is kept as it is, null clears it, evidence is added.',
})
export class RelationshipInput extends DeathsInput {
  @Field(() => ID, { nullable: true, description: 'The id of the one to be corrected; its type and ends must be those given.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'The source’s own name for it: `ucdp-dyad:11973`.' })
  key?: string | null;

  @Field(() => RelationshipTypeEnum, { description: 'What kind of tie it is.' })
  type!: RelationshipType;

  @Field(() => ID, { description: 'Where it leads from (id, slug or scheme:value).' })
  from!: string;

  @Field(() => ID, { description: 'Where it leads to (id, slug or scheme:value).' })
  to!: string;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it began.' })
  start?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it ended.' })
  end?: PartialDate | null;

  @Field(() => Boolean, { nullable: true, description: 'true: known to go on; false: over, on an unknown day; null: not known.' })
  ongoing?: boolean | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'First day for which evidence states it.' })
  attestedFrom?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Last day for which evidence states it.' })
  attestedUntil?: PartialDate | null;

  @Field(() => Float, {
    nullable: true,
    description: 'An editor’s own confidence, 0 to 1, which wins over what follows from the evidence. Null gives it back to the evidence.',
  })
  confidence?: number | null;

  @Field(() => [ID], { nullable: true, description: 'BACKS: the opponents it is meant against (id, slug or scheme:value).' })
  against?: string[] | null;

  @Field(() => [SupportPeriodInput], { nullable: true, description: 'BACKS: times of different kinds of support, all of them.' })
  periods?: SupportPeriodInput[] | null;

  @Field(() => ControlExtentEnum, { nullable: true, description: 'CONTROLS: how far the place is held; FULL where nothing is said.' })
  extent?: ControlExtent | null;

  @Field(() => Int, { nullable: true, description: 'ATTACKS and FIGHTS: how many events it stands for, as the source counts.' })
  eventCount?: number | null;

  @Field(() => [EvidenceInput], { nullable: true, description: 'Passages that assert or deny it, added to those known.' })
  evidence?: EvidenceInput[] | null;
}
