import { Field, ID, InputType, InterfaceType, ObjectType } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { AliasKind } from '../../model/kinds.ts';
import { ALIAS_FIELDS, IDENTIFIER_FIELDS } from '../../records/entity.ts';
import type { RecordOf } from '../../records/field.ts';
import { INTERVAL } from '../../records/shared.ts';
import { AliasKindEnum } from './enums.ts';
import { addOutput, outputOf } from './fields.ts';
import { DateTimeScalar, PartialDateScalar } from './scalars.ts';

export const IntervalType = outputOf('Interval', 'When something held. Each part is null if unknown; nothing is guessed.', INTERVAL);
export type IntervalType = Partial<RecordOf<typeof INTERVAL>>;

@InputType({ description: 'A span of time. A side left out is open.' })
export class IntervalInput {
  @Field(() => PartialDateScalar, { nullable: true, description: 'From the first day of this date.' })
  start?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'To the last day of this date.' })
  end?: PartialDate | null;
}

export const Identifier = outputOf('Identifier', 'A name of an entity in an outside data set.', IDENTIFIER_FIELDS);
export type Identifier = RecordOf<typeof IDENTIFIER_FIELDS>;

@ObjectType({ description: 'A name beside the preferred one.' })
export class Alias {
  @Field(() => AliasKindEnum, { description: 'Kind of name.' })
  kind!: AliasKind;

  @Field(() => IntervalType, { nullable: true, description: 'When it was used, if known.' })
  validity?: IntervalType | null;
}

addOutput(Alias, ALIAS_FIELDS);

@ObjectType({ description: 'Another entity that turned out to be this one.' })
export class Merge {
  @Field(() => ID, { description: 'Its former id, which still resolves.' })
  id!: string;

  @Field(() => String, { description: 'Its former slug, which still resolves.' })
  slug!: string;

  @Field(() => String, { description: 'Its former name.' })
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
  @Field(() => ID, { description: 'Opaque and globally unique. Never changes.' })
  id!: string;
}

@ObjectType({
  description:
    'Position of a page in its list, after the Relay specification. Every connection takes `first` and `after`, or `last` and `before`: number of edges, 0 to 100, after or before a cursor. Default: the first 20. `first` and `last` together are an error.',
})
export class PageInfo {
  @Field(() => Boolean, { description: 'Are there edges after this page?' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Are there edges before this page?' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null if the page is empty.' })
  startCursor?: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null if the page is empty.' })
  endCursor?: string | null;
}
