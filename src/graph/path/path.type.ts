import { Field, Float, InputType, Int } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import type { Direction, EntityKind } from '../../model/kinds.ts';
import type { RelationshipType, Sign } from '../../model/vocabulary.ts';
import { CertaintyEnum, DirectionEnum, EntityKindEnum, RelationshipTypeEnum, SignEnum } from '../common/enums.ts';
import { NULLABLE, objectType } from '../common/fields.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { IntervalType, PageInfo } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { StopReasonEnum } from './enums.ts';

export const Hop = objectType('Hop', 'One step of a path.', {
  from: [Entity, 'Where the step starts.'],
  to: [Entity, 'Where it ends.'],
  relationship: [
    Relationship,
    'The relationship used: the best of those that fit. Best is what is most certain at the given time, then most confident, then last attested.',
  ],
  parallel: [[Relationship], 'Other relationships of the pair that pass the filter, best first; at most 100.'],
  statement: [String, 'The step as a sentence: “Hezbollah is backed by Iran”.'],
  certainty: [CertaintyEnum, 'How certain it is that the relationship holds at the given time; THROUGHOUT if none is given.'],
  forward: [Boolean, 'Is it followed from its `from` to its `to`?'],
});

export const Path = objectType('Path', 'A path from one entity to another, through no entity twice.', {
  length: [Int, 'Number of hops.'],
  statement: [String, 'The path as a sentence: “Iran backs Hezbollah, which fights Israel”.'],
  validity: [
    IntervalType,
    'When all its relationships may hold at once; null if never. `attestedFrom`, `attestedUntil`: days between which all certainly hold.',
    NULLABLE,
  ],
  sign: [SignEnum, 'Product of the signs: the enemy of an enemy is COOPERATIVE; one NEUTRAL makes it NEUTRAL.'],
  hops: [[Hop], 'The steps.'],
  confidence: [Float, 'Confidence of the weakest hop, 0 to 1.'],
  certainty: [
    CertaintyEnum,
    'How certain it is that the hop of which least is known holds at the given time; THROUGHOUT if none is given.',
  ],
});

export const PathResult = objectType('PathResult', 'Paths, best known first, then in the chosen order.', {
  paths: [
    [Path],
    'The paths: first those whose hops are all certain at the time asked about, then likely ones, then possible ones; within each in the chosen order.',
  ],
  note: [
    String,
    'Says so if no path is known for the time asked about, only possible ones: “None is known of 2020; possible: Iran backs Hezbollah, last attested 2017.” Else null.',
    NULLABLE,
  ],
  count: [Int, 'Number of paths returned.'],
  truncated: [Boolean, 'Are there more, or may there be? `stoppedBy` says why they are missing.'],
  stoppedBy: [StopReasonEnum, 'Limit that cut the answer; null if it is complete.', NULLABLE],
  hubsAvoided: [[Entity], 'Intermediate entities excluded for having more than `hubDegree` relationships.'],
  revision: [Int, 'Revision that the answer shows.'],
});

export const ReachableEdge = objectType('ReachableEdge', 'A reachable entity and its distance.', {
  cursor: [String, 'Opaque cursor.'],
  node: [Entity, 'The entity.'],
  distance: [Int, 'Hops of the shortest path to it.'],
});

export const ReachableConnection = objectType(
  'ReachableConnection',
  'A page of reachable entities: nearest first, then by id. Arguments: see PageInfo.',
  {
    edges: [[ReachableEdge], 'The page, with cursors and distances.'],
    nodes: [[Entity], 'The page, without cursors.'],
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

export const Chain = objectType('Chain', 'A chain of the given steps, each over the best relationship, as `Hop.relationship` has it.', {
  entities: [[Entity], 'The start, and the end of each step.'],
  relationships: [[Relationship], 'The relationship of each step.'],
  statement: [String, 'The chain as a sentence.'],
});

export const ChainResult = objectType('ChainResult', 'Chains of given steps.', {
  chains: [[Chain], 'The chains, by ids of their relationships.'],
  ends: [[Entity], 'Last entities of the chains, each once, in their order.'],
  count: [Int, 'Number of chains returned.'],
  truncated: [Boolean, 'Are there more, or may there be?'],
});
