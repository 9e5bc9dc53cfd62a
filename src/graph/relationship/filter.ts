import { Field, ID, InputType } from 'type-graphql';
import { AllegianceError } from '../../model/errors.ts';
import { ALL_TIME, type Certainty, UNKNOWN_CLO, type Window, windowOf } from '../../model/interval.ts';
import { type EntityKind, STATUSES, type Status } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType, type Sign, vocabularyOf } from '../../model/vocabulary.ts';
import { EntityKindEnum, RelationshipTypeEnum, SignEnum } from '../common/enums.ts';
import { CommonTieFilter, type TimeAndStatusFilter } from '../common/types.ts';

@InputType({ description: 'Relationships that count; all conditions must hold. Default: all but DENIED.' })
export class NeighborFilter extends CommonTieFilter {
  @Field(() => [EntityKindEnum], { nullable: true, description: 'Only neighbors of these kinds.' })
  entityKinds?: EntityKind[] | null;
}

@InputType({ description: 'Relationships to list; all conditions must hold. Default: all but DENIED.' })
export class RelationshipFilter extends CommonTieFilter {
  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'Only these types of relationship.' })
  types?: RelationshipType[] | null;

  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'Not these types of relationship.' })
  excludeTypes?: RelationshipType[] | null;

  @Field(() => SignEnum, { nullable: true, description: 'Only types with this sign.' })
  sign?: Sign | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'One of these entities as `from`; a symmetric relationship matches at either end.',
  })
  from?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'One of these entities as `to`; a symmetric relationship matches at either end.' })
  to?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'One of these entities at either end.' })
  involving?: string[] | null;

  @Field(() => [EntityKindEnum], {
    nullable: true,
    description: 'One of these kinds as neighbor; in a list of the whole graph, at either end.',
  })
  entityKinds?: EntityKind[] | null;
}

/** A filter of ties as the statements take it. */
export interface TieParameters {
  readonly first: number;
  readonly last: number;
  readonly latestClo: number;
  readonly status: readonly Status[];
  readonly minConfidence: number;
  readonly kinds: readonly EntityKind[] | null;
}

const NOT_DENIED: readonly Status[] = STATUSES.filter((status) => status !== 'DENIED');

export interface TimeParameters {
  readonly certainty: Certainty;
  readonly window: Window;
  readonly status: readonly Status[];
}

/** Without a time every tie counts, as POSSIBLE, so that undated ones pass too. */
export function timeParameters(filter: TimeAndStatusFilter | null | undefined): TimeParameters {
  const window = windowOf(filter?.at, filter?.during);
  return {
    certainty: window === null ? 'POSSIBLE' : (filter?.certainty ?? 'POSSIBLE'),
    window: window ?? ALL_TIME,
    status: filter?.status ?? NOT_DENIED,
  };
}

/**
 * The least confidence of a filter, 0 if it gives none.
 * @throws BAD_INPUT if it is not from 0 to 1
 */
export function minConfidenceOf(filter: { readonly minConfidence?: number | null } | null | undefined): number {
  const minConfidence = filter?.minConfidence ?? 0;
  if (minConfidence >= 0 && minConfidence <= 1) return minConfidence;
  throw new AllegianceError('BAD_INPUT', `Expected \`minConfidence\` from 0 to 1; got ${minConfidence}.`);
}

export function tieParameters(filter: NeighborFilter | RelationshipFilter | null | undefined): {
  certainty: Certainty;
  parameters: TieParameters;
} {
  const { certainty, window, status } = timeParameters(filter);
  return {
    certainty,
    parameters: {
      first: window.first,
      last: window.last,
      latestClo: filter?.undated === false ? UNKNOWN_CLO - 1 : UNKNOWN_CLO,
      status,
      minConfidence: minConfidenceOf(filter),
      kinds: filter?.entityKinds ?? null,
    },
  };
}

/** The types of tie that pass a filter. */
export function typesOf(filter: RelationshipFilter | null | undefined): RelationshipType[] {
  return RELATIONSHIP_TYPES.filter(
    (type) =>
      (!filter?.types || filter.types.includes(type)) &&
      !filter?.excludeTypes?.includes(type) &&
      (!filter?.sign || vocabularyOf(type).sign === filter.sign),
  );
}
