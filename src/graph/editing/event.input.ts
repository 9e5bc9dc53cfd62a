import { Field, ID, InputType, Int } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { EventKind, EventRole, PlacePrecision } from '../../model/kinds.ts';
import { EventKindEnum, EventRoleEnum, PlacePrecisionEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { DeathsInput, EvidenceInput } from './source.input.ts';

@InputType({ description: 'One who took part in an event.' })
export class ParticipantInput {
  @Field(() => ID, { description: 'Who took part.' })
  actor!: string;

  @Field(() => EventRoleEnum, { description: 'The role.' })
  role!: EventRole;

  @Field(() => Int, { nullable: true, description: 'Deaths on that side, in people, if known.' })
  deaths?: number | null;
}

@InputType({
  description: 'An event to write. Fields left out stay as they are, null clears, participants and evidence are added.',
})
export class EventInput extends DeathsInput {
  @Field(() => String, {
    description: 'Readable unique key: `ucdp-ged:12345`; or the id of an existing event.',
  })
  key!: string;

  @Field(() => EventKindEnum, { description: 'Kind of event.' })
  kind!: EventKind;

  @Field(() => String, { description: 'What happened, in one line.' })
  title!: string;

  @Field(() => PartialDateScalar, { description: 'When it began.' })
  start!: PartialDate;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it ended. Default: an act at one time.' })
  end?: PartialDate | null;

  @Field(() => Boolean, { nullable: true, description: 'true: continues; false: over, on an unknown day; null: unknown.' })
  ongoing?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Where it happened.' })
  place?: string | null;

  @Field(() => PlacePrecisionEnum, { nullable: true, description: 'How exactly the place is known.' })
  placePrecision?: PlacePrecision | null;

  @Field(() => [ParticipantInput], { description: 'Who took part, at least one: added to those known, one entry per actor and role.' })
  participants!: ParticipantInput[];

  @Field(() => String, { nullable: true, description: 'Deaths in words, such as “dozens”.' })
  deathsText?: string | null;

  @Field(() => Int, { nullable: true, description: 'Deaths of civilians, in people.' })
  civilianDeaths?: number | null;

  @Field(() => Int, { nullable: true, description: 'People injured.' })
  injured?: number | null;

  @Field(() => [EvidenceInput], { nullable: true, description: 'Passages to add.' })
  evidence?: EvidenceInput[] | null;
}
