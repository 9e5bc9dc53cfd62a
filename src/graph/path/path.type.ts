import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { Certainty } from '../../model/interval.ts';
import type { Direction, EntityKind } from '../../model/kinds.ts';
import type { RelationshipType, Sign } from '../../model/vocabulary.ts';
import { CertaintyEnum, DirectionEnum, EntityKindEnum, RelationshipTypeEnum, SignEnum } from '../common/enums.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { Interval, PageInfo, TimeAndStatusFilter } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { StopReasonEnum } from './enums.ts';

@InputType({ description: 'Which ties a path may use. Leave a field out to let all through; without `status` DENIED ones are left out.' })
export class PathFilter extends TimeAndStatusFilter {
  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'Only these kinds of tie.' })
  types?: RelationshipType[] | null;

  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'None of these kinds of tie.' })
  excludeTypes?: RelationshipType[] | null;

  @Field(() => SignEnum, { nullable: true, description: 'Only kinds of tie with this sign.' })
  sign?: Sign | null;

  @Field(() => Float, { nullable: true, description: 'Only with at least this confidence, 0 to 1.' })
  minConfidence?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Also ties of which no date at all is known. Default: true, but false where all must hold at one time or in order.',
  })
  undated?: boolean | null;

  @Field(() => [EntityKindEnum], {
    nullable: true,
    description: 'Only these kinds between the two ends, which may be anything. Default: actors other than Populations.',
  })
  entityKinds?: EntityKind[] | null;
}

@ObjectType({ description: 'One step of a path.' })
export class Hop {
  @Field(() => Entity, { description: 'Where the step begins.' })
  from!: Entity;

  @Field(() => Entity, { description: 'Where it ends.' })
  to!: Entity;

  @Field(() => Relationship, { description: 'The tie it takes: the surest that fits.' })
  relationship!: Relationship;

  @Field(() => [Relationship], { description: 'Other ties between the two that pass the filter, the surest first; at most 100.' })
  parallel!: Relationship[];

  @Field(() => Boolean, { description: 'Is the tie taken from its `from` to its `to`?' })
  forward!: boolean;

  @Field(() => String, { description: 'The step read aloud: “Hezbollah is backed by Iran”.' })
  statement!: string;

  @Field(() => CertaintyEnum, { description: 'How surely the tie holds at the time asked; THROUGHOUT where none is asked.' })
  certainty!: Certainty;
}

@ObjectType({ description: 'A way from one entity to another over ties, no entity twice.' })
export class Path {
  @Field(() => Int, { description: 'How many hops.' })
  length!: number;

  @Field(() => [Hop], { description: 'Its steps.' })
  hops!: Hop[];

  @Field(() => String, { description: 'The path read aloud: “Iran backs Hezbollah, which fights Israel”.' })
  statement!: string;

  @Field(() => Float, { description: 'Confidence of its weakest hop, 0 to 1.' })
  confidence!: number;

  @Field(() => Interval, {
    nullable: true,
    description:
      'When all of its ties may hold; null where they never may. `attestedFrom` and `attestedUntil`: days between which all surely hold.',
  })
  validity?: Interval | null;

  @Field(() => SignEnum, {
    description: 'The product of its signs: the enemy of an enemy is COOPERATIVE; one NEUTRAL tie makes it NEUTRAL.',
  })
  sign!: Sign;
}

@ObjectType({ description: 'Paths, best first.' })
export class PathResult {
  @Field(() => [Path], { description: 'The paths, in the order asked for.' })
  paths!: Path[];

  @Field(() => Int, { description: 'How many are here.' })
  count!: number;

  @Field(() => Boolean, { description: 'Are there more, or may there be? Then `stoppedBy` says why they are not here.' })
  truncated!: boolean;

  @Field(() => StopReasonEnum, { nullable: true, description: 'What cut the answer; null where it is whole.' })
  stoppedBy?: string | null;

  @Field(() => [Entity], { description: 'Entities left out as stations since they have more than `hubDegree` ties.' })
  hubsAvoided!: Entity[];

  @Field(() => Int, { description: 'Number of the revision that the answer shows.' })
  revision!: number;
}

@ObjectType({ description: 'An entity that can be reached, and from how far.' })
export class ReachableEdge {
  @Field(() => String, { description: 'Where it stands in the list: pass it as `after` or `before`.' })
  cursor!: string;

  @Field(() => Entity, { description: 'The entity.' })
  node!: Entity;

  @Field(() => Int, { description: 'Hops of the shortest way to it.' })
  distance!: number;
}

@ObjectType({ description: 'A page of the entities that can be reached: nearest first, then by id.' })
export class ReachableConnection {
  @Field(() => [ReachableEdge], { description: 'The page, with cursors and distances.' })
  edges!: ReachableEdge[];

  @Field(() => [Entity], { description: 'The page, without cursors.' })
  nodes!: Entity[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many can be reached in all.' })
  totalCount!: number;
}

@InputType({ description: 'One step of a chain: which ties to follow, which way, to what.' })
export class ChainStep {
  @Field(() => [RelationshipTypeEnum], { nullable: true, description: 'Only these kinds of tie.' })
  types?: RelationshipType[] | null;

  @Field(() => SignEnum, { nullable: true, description: 'Only kinds of tie with this sign.' })
  sign?: Sign | null;

  @Field(() => DirectionEnum, { nullable: true, defaultValue: 'OUT', description: 'Which way to follow them.' })
  direction?: Direction | null;

  @Field(() => [EntityKindEnum], { nullable: true, description: 'Only to these kinds.' })
  kinds?: EntityKind[] | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'Only ties that may hold at this date.' })
  at?: PartialDate | null;
}

@ObjectType({ description: 'A chain of ties that takes the steps asked for, over the surest tie of each step.' })
export class Chain {
  @Field(() => [Entity], { description: 'The start and what each step leads to.' })
  entities!: Entity[];

  @Field(() => [Relationship], { description: 'The tie of each step.' })
  relationships!: Relationship[];

  @Field(() => String, { description: 'The chain read aloud.' })
  statement!: string;
}

@ObjectType({ description: 'Chains of given steps.' })
export class ChainResult {
  @Field(() => [Chain], { description: 'The chains, by the ids of their ties.' })
  chains!: Chain[];

  @Field(() => [Entity], { description: 'What they lead to, each once, in the order of the chains.' })
  ends!: Entity[];

  @Field(() => Int, { description: 'How many are here.' })
  count!: number;

  @Field(() => Boolean, { description: 'Are there more, or may there be?' })
  truncated!: boolean;
}
