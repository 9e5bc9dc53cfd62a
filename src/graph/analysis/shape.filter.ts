import { Field, Float, ID, InputType } from 'type-graphql';
import type { View } from '../../analysis/projection/view.ts';
import type { ShapeQuestion } from '../../analysis/shape/shape.ts';
import type { PartialDate } from '../../model/date.ts';
import { type Certainty, windowOf } from '../../model/interval.ts';
import type { EntityKind, Status } from '../../model/kinds.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import { CertaintyEnum, EntityKindEnum, RelationshipTypeEnum, StatusEnum } from '../common/enums.ts';
import { findNodes } from '../path/path.loader.ts';
import { minConfidenceOf } from '../relationship/filter.ts';

@InputType({
  description:
    'Which part of the graph counts. Leave a field out to let all through; without `status` DENIED ties are left out, and undated ones unless asked for.',
})
export class GraphFilter {
  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'Only these kinds of tie.' })
  types?: RelationshipType[] | null;

  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'None of these kinds of tie.' })
  excludeTypes?: RelationshipType[] | null;

  @Field(() => [StatusEnum], { nullable: true, description: 'Only these. Without it all but DENIED.' })
  status?: Status[] | null;

  @Field(() => Float, { nullable: true, description: 'Only with at least this confidence, 0 to 1.' })
  minConfidence?: number | null;

  @Field(() => CertaintyEnum, {
    nullable: true,
    defaultValue: 'POSSIBLE',
    description: 'How surely a tie must hold at the date asked about; of changes, on some day from one date to the other.',
  })
  certainty?: Certainty | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Also ties of which no date at all is known.' })
  undated?: boolean | null;

  @Field(() => [EntityKindEnum], {
    nullable: true,
    description: 'Only ties between these kinds. Default: actors other than Populations; of changes, all.',
  })
  entityKinds?: EntityKind[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only ties of one of these entities (id, slug or scheme:value), at either end.' })
  involving?: string[] | null;
}

/** A part of the graph as it is now. Throws UNKNOWN_ENTITY, BAD_INPUT. */
export async function shapeOf(
  context: Context,
  filter: GraphFilter | null | undefined,
  at: PartialDate | null,
  usualKinds: readonly EntityKind[] | null,
): Promise<{ view: View; shape: ShapeQuestion }> {
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
  return { view, shape: { filter: ties, kinds: filter?.entityKinds ?? usualKinds, involving } };
}
