import { Field, Float, Int, ObjectType } from 'type-graphql';
import { RANKING_MEASURES } from '../../analysis/ranking/ranking.ts';
import { gqlEnum } from '../common/enums.ts';

@ObjectType({ description: 'Entities that cooperate with each other more than chance would have it, and are less hostile.' })
export class Bloc {}

@ObjectType({ description: 'Blocs, and how well they fit the relationships.' })
export class BlocResult {
  @Field(() => [Bloc], { description: 'Largest first, then by ids of members.' })
  blocs!: Bloc[];

  @Field(() => Int, { description: 'Number of all blocs.' })
  count!: number;

  @Field(() => Int, { description: 'Number of entities with cooperative or hostile relationships that are in no bloc.' })
  alone!: number;

  @Field(() => Float, {
    description: 'Signed modularity, -1 to 1, 4 decimals: cooperation inside blocs beyond chance, and hostility below it.',
  })
  modularity!: number;

  @Field(() => Int, { description: 'Number of relationships against the blocs: hostile inside one, cooperative out of one.' })
  frustration!: number;
}

export const RankingMeasureEnum = gqlEnum('RankingMeasure', 'Measure of importance.', RANKING_MEASURES, {
  DEGREE: 'Number of neighbors.',
  BETWEENNESS:
    'Share of all pairs of other entities whose shortest paths pass through it, 0 to 1. Relationships are followed both ways. Exact while entities × (entities + 2 × related pairs) is at most 40 million (some 1,500 entities with 12,000 pairs); beyond that estimated from a sample, always the same one.',
  PAGERANK:
    'PageRank with damping 0.85, from the `from` of each relationship to its `to`, symmetric ones both ways. All scores add up to 1.',
});

@ObjectType({ description: 'An entity and its score.' })
export class RankedEntity {
  @Field(() => Float, { description: 'Score by the chosen measure.' })
  score!: number;
}

@ObjectType({ description: 'Entities by importance.' })
export class RankingResult {
  @Field(() => [RankedEntity], { description: 'Highest score first, then by id.' })
  items!: RankedEntity[];

  @Field(() => Boolean, { description: 'false: scores are estimated from a sample.' })
  exact!: boolean;
}

@ObjectType({ description: 'Three entities, each pair friendly or hostile.' })
export class Triangle {
  @Field(() => Boolean, {
    description:
      'Is the product of the three signs positive? Three friends, or two friends with a common foe, are balanced; three foes, or two foes with a common friend, are not.',
  })
  balanced!: boolean;
}

@ObjectType({ description: 'Number of balanced and unbalanced triangles.' })
export class BalanceResult {
  @Field(() => Int, { description: 'Number of balanced triangles.' })
  balanced!: number;

  @Field(() => Int, { description: 'Number of unbalanced triangles.' })
  unbalanced!: number;

  @Field(() => [Triangle], { description: 'Unbalanced triangles: by confidence of the weakest pair, highest first, then by id.' })
  triangles!: Triangle[];
}
