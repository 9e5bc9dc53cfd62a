import { Field, Float, InputType, Int } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { Direction, EntityKind } from '../../model/kinds.ts';
import type { RelationshipType, Sign } from '../../model/vocabulary.ts';
import { DirectionEnum, EntityKindEnum, RelationshipTypeEnum, SignEnum } from '../common/enums.ts';
import { NULLABLE, objectType } from '../common/fields.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { PageInfo } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';
import { StopReasonEnum } from './enums.ts';

export const Hop = objectType('Hop', 'One step of a path.', {
  forward: [Boolean, 'Is it followed from its `from` to its `to`?'],
});

export const Path = objectType('Path', 'A path from one entity to another, through no entity twice.', {
  hops: [[Hop], 'The steps.'],
  confidence: [Float, 'Confidence of the weakest hop, 0 to 1.'],
});

export const PathResult = objectType('PathResult', 'Paths, best first.', {
  paths: [[Path], 'The paths, in the chosen order.'],
  count: [Int, 'Number of paths returned.'],
  truncated: [Boolean, 'Are there more, or may there be? `stoppedBy` says why they are missing.'],
  stoppedBy: [StopReasonEnum, 'Limit that cut the answer; null if it is complete.', NULLABLE],
  hubsAvoided: [[Entity], 'Intermediate entities excluded for having more than `hubDegree` relationships.'],
  revision: [Int, 'Revision that the answer shows.'],
});

export const ReachableEdge = objectType('ReachableEdge', 'A reachable entity and its distance.', {
  cursor: [String, 'Opaque cursor.'],
  distance: [Int, 'Hops of the shortest path to it.'],
});

export const ReachableConnection = objectType(
  'ReachableConnection',
  'A page of reachable entities: nearest first, then by id. Arguments: see PageInfo.',
  {
    edges: [[ReachableEdge], 'The page, with cursors and distances.'],
    pageInfo: [PageInfo, 'Position of the page.'],
    totalCount: [Int, 'Number of all reachable entities.'],
  },
);

@InputType('ChainStep', { description: 'One step of a chain: which relationships to follow, in which direction, to what.' })
export class ChainStepInput {
  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'Only these types of relationship.' })
  types?: RelationshipType[] | null;

  @Field(() => SignEnum, { nullable: true, description: 'Only types with this sign.' })
  sign?: Sign | null;

  @Field(() => DirectionEnum, { nullable: true, defaultValue: 'OUT', description: 'Direction to follow.' })
  direction?: Direction | null;

  @Field(() => [EntityKindEnum], { nullable: true, description: 'Only to these kinds.' })
  kinds?: EntityKind[] | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Only relationships that may hold at this date.' })
  at?: PartialDate | null;
}

export const Chain = objectType('Chain', 'A chain of the given steps, each over the most confident relationship.', {});

export const ChainResult = objectType('ChainResult', 'Chains of given steps.', {
  chains: [[Chain], 'The chains, by ids of their relationships.'],
  ends: [[Entity], 'Last entities of the chains, each once, in their order.'],
  count: [Int, 'Number of chains returned.'],
  truncated: [Boolean, 'Are there more, or may there be?'],
});
