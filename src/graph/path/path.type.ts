import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { Certainty } from '../../model/interval.ts';
import type { Direction, EntityKind } from '../../model/kinds.ts';
import type { RelationshipType, Sign } from '../../model/vocabulary.ts';
import { CertaintyEnum, DirectionEnum, EntityKindEnum, RelationshipTypeEnum, SignEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { IntervalType, PageInfo } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { StopReasonEnum } from './enums.ts';

@ObjectType({ description: 'One step of a path.' })
export class Hop {
  @Field(() => Entity, { description: 'Where the step starts.' })
  from!: Entity;

  @Field(() => Entity, { description: 'Where it ends.' })
  to!: Entity;

  @Field(() => Relationship, { description: 'The relationship used: the most confident that fits.' })
  relationship!: Relationship;

  @Field(() => [Relationship], { description: 'Other relationships of the pair that pass the filter, most confident first; at most 100.' })
  parallel!: Relationship[];

  @Field(() => Boolean, { description: 'Is it followed from its `from` to its `to`?' })
  forward!: boolean;

  @Field(() => String, { description: 'The step as a sentence: “Hezbollah is backed by Iran”.' })
  statement!: string;

  @Field(() => CertaintyEnum, {
    description: 'How certain it is that the relationship holds at the given time; THROUGHOUT if none is given.',
  })
  certainty!: Certainty;
}

@ObjectType({ description: 'A path from one entity to another, through no entity twice.' })
export class Path {
  @Field(() => Int, { description: 'Number of hops.' })
  length!: number;

  @Field(() => [Hop], { description: 'The steps.' })
  hops!: Hop[];

  @Field(() => String, { description: 'The path as a sentence: “Iran backs Hezbollah, which fights Israel”.' })
  statement!: string;

  @Field(() => Float, { description: 'Confidence of the weakest hop, 0 to 1.' })
  confidence!: number;

  @Field(() => IntervalType, {
    nullable: true,
    description:
      'When all its relationships may hold at once; null if never. `attestedFrom`, `attestedUntil`: days between which all certainly hold.',
  })
  validity?: IntervalType | null;

  @Field(() => SignEnum, {
    description: 'Product of the signs: the enemy of an enemy is COOPERATIVE; one NEUTRAL makes it NEUTRAL.',
  })
  sign!: Sign;
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

  @Field(() => Entity, { description: 'The entity.' })
  node!: Entity;

  @Field(() => Int, { description: 'Hops of the shortest path to it.' })
  distance!: number;
}

@ObjectType({ description: 'A page of reachable entities: nearest first, then by id. Arguments: see PageInfo.' })
export class ReachableConnection {
  @Field(() => [ReachableEdge], { description: 'The page, with cursors and distances.' })
  edges!: ReachableEdge[];

  @Field(() => [Entity], { description: 'The page, without cursors.' })
  nodes!: Entity[];

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
export class Chain {
  @Field(() => [Entity], { description: 'The start, and the end of each step.' })
  entities!: Entity[];

  @Field(() => [Relationship], { description: 'The relationship of each step.' })
  relationships!: Relationship[];

  @Field(() => String, { description: 'The chain as a sentence.' })
  statement!: string;
}

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
