import { Field, Float, ID, InputType } from 'type-graphql';
import type { View } from '../../analysis/projection/view.ts';
import type { SubgraphQuestion } from '../../analysis/subgraph/subgraph.ts';
import type { PartialDate } from '../../model/date.ts';
import { type Certainty, windowOf } from '../../model/interval.ts';
import type { EntityKind, Status } from '../../model/kinds.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import { CertaintyEnum, EntityKindEnum, RelationshipTypeEnum, StatusEnum } from '../common/enums.ts';
import { findNodes } from '../path/path.loader.ts';
import { minConfidenceOf } from '../relationship/filter.ts';

@InputType({
  description: 'Part of the graph to analyse; all conditions must hold. Default: all but DENIED and undated relationships.',
})
export class GraphFilter {
  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'Only these types of relationship.' })
  types?: RelationshipType[] | null;

  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'Not these types of relationship.' })
  excludeTypes?: RelationshipType[] | null;

  @Field(() => [StatusEnum], { nullable: true, description: 'Only these. Default: all but DENIED.' })
  status?: Status[] | null;

  @Field(() => Float, { nullable: true, description: 'Least confidence, 0 to 1.' })
  minConfidence?: number | null;

  @Field(() => CertaintyEnum, {
    nullable: true,
    defaultValue: 'POSSIBLE',
    description: 'How certain it must be that a relationship holds at the date; for `changes`, on some day between the two dates.',
  })
  certainty?: Certainty | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Include relationships without any date.' })
  undated?: boolean | null;

  @Field(() => [EntityKindEnum], {
    nullable: true,
    description: 'Both ends of these kinds. Default: actors other than POPULATION; for `changes`, all.',
  })
  entityKinds?: EntityKind[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only relationships of these entities, at either end.' })
  involving?: string[] | null;
}

/**
 * The part of the current graph that a filter selects.
 * @throws UNKNOWN_ENTITY, BAD_INPUT
 */
export async function subgraphOf(
  context: Context,
  filter: GraphFilter | null | undefined,
  at: PartialDate | null,
  defaultKinds: readonly EntityKind[] | null,
): Promise<{ view: View; subgraph: SubgraphQuestion }> {
  const ties = {
    types: filter?.types ?? null,
    excludeTypes: filter?.excludeTypes ?? null,
    status: filter?.status ?? null,
    minConfidence: minConfidenceOf(filter),
    window: windowOf(at, null),
    certainty: filter?.certainty ?? 'POSSIBLE',
    undated: filter?.undated ?? false,
  };
  const { view, nodes } = await findNodes(context, filter?.involving ?? []);
  const involving = filter?.involving ? nodes : null;
  return { view, subgraph: { filter: ties, kinds: filter?.entityKinds ?? defaultKinds, involving } };
}
