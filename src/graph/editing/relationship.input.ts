import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { ControlExtent, SupportKind } from '../../model/kinds.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { ControlExtentEnum, RelationshipTypeEnum, SupportKindEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { DeathsInput, EvidenceInput } from './source.input.ts';

@InputType({ description: 'A period of certain kinds of support.' })
export class SupportPeriodInput {
  @Field(() => PartialDateScalar, { nullable: true, description: 'When it began.' })
  start?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it ended.' })
  end?: PartialDate | null;

  @Field(() => [SupportKindEnum], { description: 'Kinds of support; empty if unknown.' })
  kinds!: SupportKind[];
}

@InputType({
  description:
    'A relationship to record or correct: the one with this `id`, else with this `key` between these ends, else with the same type, ends, start and opponents. Fields left out stay as they are, null clears, evidence is added.',
})
export class RelationshipInput extends DeathsInput {
  @Field(() => ID, { nullable: true, description: 'Id of the one to correct; type and ends must match.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'The source’s own name for it: `ucdp-dyad:11973`.' })
  key?: string | null;

  @Field(() => RelationshipTypeEnum, { description: 'Type of relationship.' })
  type!: RelationshipType;

  @Field(() => ID, { description: 'The end it starts from.' })
  from!: string;

  @Field(() => ID, { description: 'The end it leads to.' })
  to!: string;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it began.' })
  start?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it ended.' })
  end?: PartialDate | null;

  @Field(() => Boolean, { nullable: true, description: 'true: continues; false: over, on an unknown day; null: unknown.' })
  ongoing?: boolean | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'First day on which evidence states it.' })
  attestedFrom?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Last day on which evidence states it.' })
  attestedUntil?: PartialDate | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Confidence set by an editor, 0 to 1, in place of the computed one. Null: computed again.',
  })
  confidence?: number | null;

  @Field(() => [ID], { nullable: true, description: 'BACKS: the opponents it is meant against.' })
  against?: string[] | null;

  @Field(() => [SupportPeriodInput], { nullable: true, description: 'BACKS: all periods of support.' })
  periods?: SupportPeriodInput[] | null;

  @Field(() => ControlExtentEnum, { nullable: true, description: 'CONTROLS: how far the place is held. Default: FULL.' })
  extent?: ControlExtent | null;

  @Field(() => Int, { nullable: true, description: 'ATTACKS, FIGHTS: number of events, as the source counts.' })
  eventCount?: number | null;

  @Field(() => [EvidenceInput], { nullable: true, description: 'Passages to add.' })
  evidence?: EvidenceInput[] | null;
}
