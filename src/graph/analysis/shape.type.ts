import { Field, Float, Int, ObjectType } from 'type-graphql';
import { RANKING_MEASURES } from '../../analysis/ranking/ranking.ts';
import { gqlEnum } from '../common/enums.ts';
import { Entity } from '../entity/entity.type.ts';
import { Relationship } from '../relationship/relationship.type.ts';

@ObjectType({ description: 'Entities that are tied to each other by cooperation more than by chance, and by enmity less.' })
export class Bloc {
  @Field(() => Int, { description: 'How many members it has: two or more.' })
  size!: number;

  @Field(() => Float, {
    description:
      'Share of the ties of its members that speak for it, 0 to 1, to four decimals: cooperative ones within it, hostile ones to others.',
  })
  cohesion!: number;
}

@ObjectType({ description: 'Which blocs there are, and how well they fit the ties.' })
export class BlocResult {
  @Field(() => [Bloc], { description: 'The blocs: the largest first, then by the ids of their members.' })
  blocs!: Bloc[];

  @Field(() => Int, { description: 'How many blocs there are in all.' })
  count!: number;

  @Field(() => Int, { description: 'How many entities with cooperative or hostile ties are in no bloc.' })
  alone!: number;

  @Field(() => Float, {
    description:
      'Signed modularity, -1 to 1, to four decimals: how much more cooperation there is within blocs, and how much less enmity, than chance would put there.',
  })
  modularity!: number;

  @Field(() => Int, { description: 'Ties against the blocs: hostile ones within one, cooperative ones that lead out of one.' })
  frustration!: number;
}

export const RankingMeasureEnum = gqlEnum('RankingMeasure', 'What makes an entity matter.', RANKING_MEASURES, {
  DEGREE: 'With how many others it has ties. The score is their number.',
  BETWEENNESS:
    'How often it lies between others: the share, 0 to 1, of all pairs of others whose shortest paths pass through it. Ties are followed both ways. Exact while entities × (entities + 2 × pairs that are tied) is at most 40 million, some 1,500 entities with 12,000 pairs; beyond that from a sample, the same every time.',
  PAGERANK:
    'How much leads to it, and from whom: PageRank with damping 0.85, from the `from` of each tie to its `to`, symmetric ones both ways. The scores of all add up to 1.',
});

@ObjectType({ description: 'An entity and its score.' })
export class RankedEntity {
  @Field(() => Entity, { description: 'The entity.' })
  entity!: Entity;

  @Field(() => Float, { description: 'Its score, by the measure asked for.' })
  score!: number;
}

@ObjectType({ description: 'Who matters most.' })
export class RankingResult {
  @Field(() => [RankedEntity], { description: 'The highest score first, then by id.' })
  items!: RankedEntity[];

  @Field(() => Boolean, { description: 'false: the scores are worked out from a sample.' })
  exact!: boolean;
}

@ObjectType({ description: 'Three entities of which each two are friends or foes.' })
export class Triangle {
  @Field(() => [Entity], { description: 'The three, by id.' })
  entities!: Entity[];

  @Field(() => [Relationship], {
    description: 'The cooperative and hostile ties between them: pair by pair, the surest first; at most 100.',
  })
  relationships!: Relationship[];

  @Field(() => Boolean, {
    description:
      'Is the product of the three signs positive? Three friends are balanced, two friends with a common foe too; three foes are not, nor two foes with a common friend.',
  })
  balanced!: boolean;
}

@ObjectType({ description: 'How many triangles of friends and foes are balanced, and which are not.' })
export class BalanceResult {
  @Field(() => Int, { description: 'How many are balanced.' })
  balanced!: number;

  @Field(() => Int, { description: 'How many are not.' })
  unbalanced!: number;

  @Field(() => [Triangle], { description: 'Unbalanced ones: those whose weakest pair is surest first, then by id.' })
  triangles!: Triangle[];
}
