import { Field, ID, InputType, Int } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { EventKind, EventRole, PlacePrecision } from '../../model/kinds.ts';
import { EventKindEnum, EventRoleEnum, PlacePrecisionEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { DeathsInput, EvidenceInput } from './source.input.ts';

@InputType({ description: 'One who took part in an event.' })
export class ParticipantInput {
  @Field(() => ID, { description: 'Who (id, slug or scheme:value).' })
  actor!: string;

  @Field(() => EventRoleEnum, { description: 'The part that it took.' })
  role!: EventRole;

  @Field(() => Int, { nullable: true, description: 'Deaths on its side, in people, where they are known.' })
  deaths?: number | null;
}

@InputType({
  description: 'An event to be written. A field left out is kept as it is, null clears it, participants and evidence are added.',
})
export class EventInput extends DeathsInput {
  @Field(() => String, {
    description: 'Its readable unique key: `ucdp-ged:12345`; the id of a known event will do. Names the event to be written.',
  })
  key!: string;

  @Field(() => EventKindEnum, { description: 'What happened.' })
  kind!: EventKind;

  @Field(() => String, { description: 'What happened, in a line.' })
  title!: string;

  @Field(() => PartialDateScalar, { description: 'When it began.' })
  start!: PartialDate;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it ended; where nothing is said, it is an act at one time.' })
  end?: PartialDate | null;

  @Field(() => Boolean, { nullable: true, description: 'true: known to go on; false: over, on an unknown day; null: not known.' })
  ongoing?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Where (id, slug or scheme:value of a place).' })
  place?: string | null;

  @Field(() => PlacePrecisionEnum, { nullable: true, description: 'How exactly that is known.' })
  placePrecision?: PlacePrecision | null;

  @Field(() => [ParticipantInput], { description: 'Who took part, at least one; added to those known, one entry per actor and role.' })
  participants!: ParticipantInput[];

  @Field(() => String, { nullable: true, description: 'An estimate of the deaths in words, such as “dozens”.' })
  deathsText?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many of the dead were civilians.' })
  civilianDeaths?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many people were injured.' })
  injured?: number | null;

  @Field(() => [EvidenceInput], { nullable: true, description: 'Passages that assert or deny it, added to those known.' })
  evidence?: EvidenceInput[] | null;
}
