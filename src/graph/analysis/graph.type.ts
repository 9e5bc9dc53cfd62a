import { Float, Int } from 'type-graphql';
import { BLOC_METHODS } from '../../analysis/blocs/blocs.ts';
import { RANKING_MEASURES } from '../../analysis/ranking/ranking.ts';
import { gqlEnum } from '../common/enums.ts';
import { objectType } from '../common/fields.ts';
import { Entity } from '../entity/entity.type.ts';
import { Relationship } from '../relationship/relationship.type.ts';

export const BlocMethodEnum = gqlEnum('BlocMethod', 'How blocs are found.', BLOC_METHODS, {
  CAMPS:
    'The partition, into any number of camps, with the fewest pairs against it (structural balance). Who has no cooperative pair is alone. Camps with one between them are united where that costs nothing.',
  COMMUNITIES: 'Communities of high signed modularity: more cooperation inside than chance would have it, and less hostility.',
});

export const Bloc = objectType('Bloc', 'Entities that side together.', {
  size: [Int, 'Number of members, at least 2.'],
  cohesion: [
    Float,
    'Share of its members’ relationships that support the bloc (cooperative inside, hostile to others), 0 to 1, 4 decimals.',
  ],
});

export const BlocResult = objectType('BlocResult', 'Blocs, and how well they fit the relationships.', {
  blocs: [[Bloc], 'Largest first, then by ids of members.'],
  count: [Int, 'Number of all blocs.'],
  alone: [Int, 'Number of entities with cooperative or hostile relationships that are in no bloc.'],
  modularity: [Float, 'Signed modularity, -1 to 1, 4 decimals: cooperation inside blocs beyond chance, and hostility below it.'],
  frustration: [
    Int,
    'Number of pairs against the blocs: hostile inside one, or cooperative but not in one. A pair that is both counts in any case.',
  ],
  exact: [Boolean, 'Is it proved that no partition has fewer pairs against it? CAMPS without proof are never worse than COMMUNITIES.'],
});

export const RankingMeasureEnum = gqlEnum('RankingMeasure', 'Measure of importance.', RANKING_MEASURES, {
  DEGREE: 'Number of neighbors.',
  IN_DEGREE:
    'Number of neighbors with a relationship that leads to it: by `types: [BACKS]`, of those that back it. Symmetric relationships lead to both ends.',
  BETWEENNESS:
    'Share of all pairs of other entities whose shortest paths pass through it, 0 to 1. Relationships are followed both ways. Exact while entities × (entities + 2 × related pairs) is at most 40 million (some 1,500 entities with 12,000 pairs); beyond that estimated from a sample, always the same one.',
  PAGERANK:
    'PageRank with damping 0.85, from the `from` of each relationship to its `to`, symmetric ones both ways. All scores add up to 1.',
});

export const RankedEntity = objectType('RankedEntity', 'An entity and its score.', {
  entity: [Entity, 'The entity.'],
  score: [Float, 'Score by the chosen measure.'],
});

export const RankingResult = objectType('RankingResult', 'Entities by importance.', {
  items: [[RankedEntity], 'Highest score first, then by id.'],
  exact: [Boolean, 'false: scores are estimated from a sample.'],
});

export const Triangle = objectType('Triangle', 'Three entities, each pair friendly or hostile.', {
  entities: [[Entity], 'The three, by id.'],
  relationships: [[Relationship], 'Cooperative and hostile relationships between them: by pair, most confident first; at most 100.'],
  balanced: [
    Boolean,
    'Is the product of the three signs positive? Three friends, or two friends with a common foe, are balanced; three foes, or two foes with a common friend, are not.',
  ],
});

export const BalanceResult = objectType('BalanceResult', 'Number of balanced and unbalanced triangles.', {
  balanced: [Int, 'Number of balanced triangles.'],
  unbalanced: [Int, 'Number of unbalanced triangles.'],
  triangles: [[Triangle], 'Unbalanced triangles: by confidence of the weakest pair, highest first, then by id.'],
});
