import { Field, Float, ID, InputType } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { ActorKind, AliasKind, PlaceKind } from '../../model/kinds.ts';
import { ActorKindEnum, AliasKindEnum, PlaceKindEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';

@InputType({ description: 'A name of an entity in an outside data set.' })
export class IdentifierInput {
  @Field(() => String, { description: 'Data set: `ucdp`, `iso3166`, `wikidata` … a-z, 0-9, dot and hyphen.' })
  scheme!: string;

  @Field(() => String, { description: 'Name within the data set; it belongs to one entity only.' })
  value!: string;
}

@InputType({ description: 'A name beside the preferred one.' })
export class AliasInput {
  @Field(() => String, { description: 'The name, stored exactly as given.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Language, BCP 47: `ar`, `en` …' })
  language?: string | null;

  @Field(() => AliasKindEnum, { nullable: true, description: 'Kind of name. Default: FULL.' })
  kind?: AliasKind | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Used since.' })
  start?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Used until.' })
  end?: PartialDate | null;
}

/** The fields that actors and places share. */
@InputType()
abstract class EntityInput {
  @Field(() => String, {
    description: 'Readable unique name: lower-case words joined by hyphens, at most 100 characters. An existing entity keeps its slug.',
  })
  slug!: string;

  @Field(() => String, { description: 'Preferred name. An existing entity keeps its own; a different one becomes an alias.' })
  name!: string;

  @Field(() => [IdentifierInput], {
    nullable: true,
    description: 'Outside identifiers to add. A known one finds the entity, whatever the slug.',
  })
  identifiers?: IdentifierInput[] | null;

  @Field(() => [AliasInput], { nullable: true, description: 'Other names to add; null removes all.' })
  aliases?: AliasInput[] | null;

  @Field(() => String, { nullable: true, description: 'What it is, in one sentence.' })
  description?: string | null;
}

@InputType({ description: 'An actor to write. Fields left out stay as they are, null clears, lists are merged.' })
export class ActorInput extends EntityInput {
  @Field(() => ActorKindEnum, { description: 'Kind of actor. An existing one keeps its kind.' })
  kind!: ActorKind;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Active since.' })
  activeFrom?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Active until.' })
  activeTo?: PartialDate | null;

  @Field(() => ID, { nullable: true, description: 'Of a state: the place that is its land.' })
  territory?: string | null;
}

@InputType({ description: 'A place to write. Fields left out stay as they are, null clears, lists are merged.' })
export class PlaceInput extends EntityInput {
  @Field(() => PlaceKindEnum, { description: 'Kind of place. An existing one keeps its kind.' })
  kind!: PlaceKind;

  @Field(() => Float, { nullable: true, description: 'Degrees north, WGS 84, -90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84, -180 to 180.' })
  longitude?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The place around it, added as a LOCATED_IN relationship; to remove one, retract that relationship.',
  })
  within?: string | null;
}
