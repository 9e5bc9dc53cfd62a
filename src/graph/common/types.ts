import { Field, Float, ID, InputType, InterfaceType, ObjectType } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { Certainty } from '../../model/interval.ts';
import type { AliasKind, Status } from '../../model/kinds.ts';
import { AliasKindEnum, CertaintyEnum, StatusEnum } from './enums.ts';
import { DateTimeScalar, PartialDateScalar } from './scalars.ts';

@ObjectType({
  description: 'When something held, as far as it is known. Every part is null where it is not known; nothing is invented.',
  simpleResolvers: true,
})
export class Interval {
  @Field(() => PartialDateScalar, { nullable: true, description: 'When it began.' })
  start?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it ended. An act at one time has the same start and end.' })
  end?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'true: known to go on; false: over, on an unknown day; null: not known.' })
  ongoing?: boolean | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'First day for which evidence states it. It may have begun earlier.' })
  attestedFrom?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Last day for which evidence states it. It may have gone on.' })
  attestedUntil?: string | null;
}

@InputType({ description: 'A span of time. A side left out is open.' })
export class IntervalInput {
  @Field(() => PartialDateScalar, { nullable: true, description: 'From the first day of this date on.' })
  start?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'To the last day of this date.' })
  end?: PartialDate | null;
}

@ObjectType({ description: 'A name by which the outside world knows an entity.' })
export class Identifier {
  @Field(() => String, { description: 'Whose name it is: `ucdp`, `iso3166`, `wikidata` …' })
  scheme!: string;

  @Field(() => String, { description: 'The name within that scheme. `scheme:value` finds the entity.' })
  value!: string;
}

@ObjectType({ description: 'A name beside the preferred one.' })
export class Alias {
  @Field(() => String, { description: 'The name, byte for byte as given.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its language, BCP 47: `ar`, `en` …' })
  language?: string | null;

  @Field(() => AliasKindEnum, { description: 'What kind of name it is.' })
  kind!: AliasKind;

  @Field(() => Interval, { nullable: true, description: 'When it was borne, where that is known.' })
  validity?: Interval | null;
}

@ObjectType({ description: 'Another entity that turned out to be this one.' })
export class Merge {
  @Field(() => ID, { description: 'The id it had; it still resolves.' })
  id!: string;

  @Field(() => String, { description: 'The slug it had; it still resolves.' })
  slug!: string;

  @Field(() => String, { description: 'The name it had.' })
  name!: string;

  @Field(() => String, { description: 'Why they were merged.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When they were merged.' })
  at!: string;
}

@InterfaceType({
  description: 'Anything with an id, after the Relay specification. `node(id:)` finds it again.',
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, unique over all types, and never changed.' })
  id!: string;
}

@ObjectType({
  description:
    'Position of a page in its list, after the Relay specification. Every connection takes `first` and `after`, or `last` and `before`: 0 to 100 edges (default 20; not both `first` and `last`), after or before a cursor.',
})
export class PageInfo {
  @Field(() => Boolean, { description: 'Are there edges after this page?' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Are there edges before this page?' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor?: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null on an empty page.' })
  endCursor?: string | null;
}

/** What every filter over dated and sourced things offers. */
@InputType()
export class TimeAndStatusFilter {
  @Field(() => [StatusEnum], { nullable: true, description: 'Only these. Without it all but DENIED.' })
  status?: Status[] | null;

  @Field(() => PartialDateScalar, {
    nullable: true,
    description: 'Holding at this date, that is on some day of it. Not together with `during`.',
  })
  at?: PartialDate | null;

  @Field(() => IntervalInput, { nullable: true, description: 'Holding on some day of this span. Not together with `at`.' })
  during?: IntervalInput | null;

  @Field(() => CertaintyEnum, { nullable: true, defaultValue: 'POSSIBLE', description: 'How surely it must hold then.' })
  certainty?: Certainty | null;
}

/** What every filter over ties offers. */
@InputType()
export class CommonTieFilter extends TimeAndStatusFilter {
  @Field(() => Float, { nullable: true, description: 'Only with at least this confidence, 0 to 1.' })
  minConfidence?: number | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Also ties of which no date at all is known.' })
  undated?: boolean | null;
}
