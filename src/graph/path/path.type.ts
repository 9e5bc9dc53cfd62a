import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { Direction, EntityKind } from '../../model/kinds.ts';
import type { RelationshipType, Sign } from '../../model/vocabulary.ts';
import { DirectionEnum, EntityKindEnum, RelationshipTypeEnum, SignEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { PageInfo } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';
import { StopReasonEnum } from './enums.ts';

@ObjectType({ description: 'One step of a path.' })
export class Hop {
  @Field(() => Boolean, { description: 'Is it followed from its `from` to its `to`?' })
  forward!: boolean;
}

@ObjectType({ description: 'A path from one entity to another, through no entity twice.' })
export class Path {
  @Field(() => [Hop], { description: 'The steps.' })
  hops!: Hop[];

  @Field(() => Float, { description: 'Confidence of the weakest hop, 0 to 1.' })
  confidence!: number;
}

@ObjectType({ description: 'Paths, best first.' })
export class PathResult {
  @Field(() => [Path], { description: 'The paths, in the chosen order.' })
  paths!: Path[];

  @Field(() => Int, { description: 'Number of paths returned.' })
  count!: number;

  @Field(() => Boolean, { description: 'Are there more, or may there be? `stoppedBy` says why they are missing.' })
  truncated!: boolean;

  @Field(() => StopReasonEnum, { nullable: true, description: 'Limit that cut the answer; null if it is complete.' })
  stoppedBy?: string | null;

  @Field(() => [Entity], { description: 'Intermediate entities excluded for having more than `hubDegree` relationships.' })
  hubsAvoided!: Entity[];

  @Field(() => Int, { description: 'Revision that the answer shows.' })
  revision!: number;
}

@ObjectType({ description: 'A reachable entity and its distance.' })
export class ReachableEdge {
  @Field(() => String, { description: 'Opaque cursor.' })
  cursor!: string;

  @Field(() => Int, { description: 'Hops of the shortest path to it.' })
  distance!: number;
}

@ObjectType({ description: 'A page of reachable entities: nearest first, then by id. Arguments: see PageInfo.' })
export class ReachableConnection {
  @Field(() => [ReachableEdge], { description: 'The page, with cursors and distances.' })
  edges!: ReachableEdge[];

  @Field(() => PageInfo, { description: 'Position of the page.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'Number of all reachable entities.' })
  totalCount!: number;
}

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

@ObjectType({ description: 'A chain of the given steps, each over the most confident relationship.' })
export class Chain {}

@ObjectType({ description: 'Chains of given steps.' })
export class ChainResult {
  @Field(() => [Chain], { description: 'The chains, by ids of their relationships.' })
  chains!: Chain[];

  @Field(() => [Entity], { description: 'Last entities of the chains, each once, in their order.' })
  ends!: Entity[];

  @Field(() => Int, { description: 'Number of chains returned.' })
  count!: number;

  @Field(() => Boolean, { description: 'Are there more, or may there be?' })
  truncated!: boolean;
}
