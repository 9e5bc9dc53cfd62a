import { Field, FieldResolver, ID, InputType, InterfaceType, Resolver, Root } from 'type-graphql';
import { dayText } from '../../model/calendar.ts';
import type { PartialDate } from '../../model/date.ts';
import { type Bounds, boundsOf, certainDaysOf, UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import { ALIAS_FIELDS, IDENTIFIER_FIELDS } from '../../records/entity.ts';
import type { RecordOf } from '../../records/field.ts';
import { INTERVAL } from '../../records/shared.ts';
import { AliasKindEnum } from './enums.ts';
import { addOutput, NULLABLE, objectType, outputOf } from './fields.ts';
import { DateTimeScalar, PartialDateScalar } from './scalars.ts';

export const IntervalType = outputOf('Interval', 'When something held. Each part is null if unknown; nothing is guessed.', INTERVAL);
export type IntervalType = Partial<RecordOf<typeof INTERVAL>> & Partial<Bounds>;

/** The days of an interval: those stored with it, else those that follow from its dates. */
function boundsIn(interval: IntervalType): Bounds {
  return interval.lo === undefined ? boundsOf(interval) : (interval as Bounds);
}

const dayOrNull = (day: number, unknown: number) => (day === unknown ? null : dayText(day));

@Resolver(() => IntervalType)
export class IntervalResolver {
  @FieldResolver(() => PartialDateScalar, { nullable: true, description: 'First day on which it may hold; null if nothing bounds it.' })
  earliest(@Root() interval: IntervalType) {
    return dayOrNull(boundsIn(interval).lo, UNKNOWN_LO);
  }

  @FieldResolver(() => PartialDateScalar, { nullable: true, description: 'Last day on which it may hold; null if nothing bounds it.' })
  latest(@Root() interval: IntervalType) {
    return dayOrNull(boundsIn(interval).hi, UNKNOWN_HI);
  }

  @FieldResolver(() => PartialDateScalar, {
    nullable: true,
    description:
      'First day on which it surely holds, under every reading of its dates; null if there is none. Between separate periods of support it may not.',
  })
  certainFrom(@Root() interval: IntervalType) {
    const days = certainDaysOf(boundsIn(interval));
    return days && dayText(days.first);
  }

  @FieldResolver(() => PartialDateScalar, { nullable: true, description: 'Last day on which it surely holds; null if there is none.' })
  certainUntil(@Root() interval: IntervalType) {
    const days = certainDaysOf(boundsIn(interval));
    return days && dayText(days.last);
  }
}

@InputType({ description: 'A span of time. A side left out is open.' })
export class IntervalInput {
  @Field(() => PartialDateScalar, { nullable: true, description: 'From the first day of this date.' })
  start?: PartialDate | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'To the last day of this date.' })
  end?: PartialDate | null;
}

export const Identifier = outputOf('Identifier', 'A name of an entity in an outside data set.', IDENTIFIER_FIELDS);
export type Identifier = RecordOf<typeof IDENTIFIER_FIELDS>;

export const Alias = objectType('Alias', 'A name beside the preferred one.', {
  kind: [AliasKindEnum, 'Kind of name.'],
  validity: [IntervalType, 'When it was used, if known.', NULLABLE],
});

addOutput(Alias, ALIAS_FIELDS);

export const Merge = objectType('Merge', 'Another entity that turned out to be this one.', {
  id: [ID, 'Its former id, which still resolves.'],
  slug: [String, 'Its former slug, which still resolves.'],
  name: [String, 'Its former name.'],
  reason: [String, 'Why they were merged.'],
  at: [DateTimeScalar, 'When they were merged.'],
});

@InterfaceType({
  description: 'Anything with an id, after the Relay specification. `node(id:)` finds it again.',
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and globally unique. Never changes.' })
  id!: string;
}

export const PageInfo = objectType(
  'PageInfo',
  'Position of a page in its list, after the Relay specification. Every connection takes `first` and `after`, or `last` and `before`: number of edges, 0 to 100, after or before a cursor of the same field with the same other arguments. Default: the first 20. `first` and `last` together are an error.',
  {
    hasNextPage: [Boolean, 'Are there edges after this page?'],
    hasPreviousPage: [Boolean, 'Are there edges before this page?'],
    startCursor: [String, 'Cursor of the first edge; null if the page is empty.', NULLABLE],
    endCursor: [String, 'Cursor of the last edge; null if the page is empty.', NULLABLE],
  },
);
