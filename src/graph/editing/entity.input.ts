import { Field, Float, ID, InputType } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { ActorKind, AliasKind, PlaceKind } from '../../model/kinds.ts';
import { ActorKindEnum, AliasKindEnum, PlaceKindEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';

@InputType({ description: 'A name by which the outside world knows an entity.' })
export class IdentifierInput {
  @Field(() => String, { description: 'Whose name it is: `ucdp`, `iso3166`, `wikidata` … a-z, 0-9, dot and hyphen.' })
  scheme!: string;

  @Field(() => String, { description: 'The name within that scheme; it belongs to one entity only.' })
  value!: string;
}

@InputType({ description: 'A name beside the preferred one.' })
export class AliasInput {
  @Field(() => String, { description: 'The name, kept byte for byte.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its language, BCP 47: `ar`, `en` …' })
  language?: string | null;

  @Field(() => AliasKindEnum, { nullable: true, description: 'What kind of name it is; FULL where nothing is said.' })
  kind?: AliasKind | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when it has been borne.' })
  start?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Until when it was borne.' })
  end?: PartialDate | null;
}

/** What is said of actors and places alike. */
@InputType()
abstract class EntityInput {
  @Field(() => String, {
    description:
      'Its readable unique name, lower-case words joined by hyphens, at most 100 characters. Names the entity to be written; a known one keeps the slug that it has.',
  })
  slug!: string;

  @Field(() => String, { description: 'Its preferred name. A known entity keeps the one that it has; another becomes an alias.' })
  name!: string;

  @Field(() => [IdentifierInput], {
    nullable: true,
    description: 'Its outside identifiers, added to those known. One that is known finds the entity, whatever the slug.',
  })
  identifiers?: IdentifierInput[] | null;

  @Field(() => [AliasInput], { nullable: true, description: 'Its other names, added to those known. Null takes away all of them.' })
  aliases?: AliasInput[] | null;

  @Field(() => String, { nullable: true, description: 'What it is, in a sentence. Left out: kept. Null: cleared.' })
  description?: string | null;
}

@InputType({ description: 'An actor to be written. A field left out is kept as it is, null clears it, lists are united.' })
export class ActorInput extends EntityInput {
  @Field(() => ActorKindEnum, { description: 'What it is. A known actor keeps its kind.' })
  kind!: ActorKind;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when it has been active.' })
  activeFrom?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Until when it was active.' })
  activeTo?: PartialDate | null;

  @Field(() => ID, { nullable: true, description: 'For a state: the place that is its land (id, slug or scheme:value).' })
  territory?: string | null;
}

@InputType({ description: 'A place to be written. A field left out is kept as it is, null clears it, lists are united.' })
export class PlaceInput extends EntityInput {
  @Field(() => PlaceKindEnum, { description: 'What it is. A known place keeps its kind.' })
  kind!: PlaceKind;

  @Field(() => Float, { nullable: true, description: 'Degrees north of the equator, WGS 84, −90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east of Greenwich, WGS 84, −180 to 180.' })
  longitude?: number | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The place that it lies in (id, slug or scheme:value), recorded as a LOCATED_IN relationship beside those known. To take one back, retract that relationship.',
  })
  within?: string | null;
}
