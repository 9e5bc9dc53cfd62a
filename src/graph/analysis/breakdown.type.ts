import { Int } from 'type-graphql';
import { TIE_DIMENSIONS } from '../../analysis/list/breakdown.ts';
import { gqlEnum } from '../common/enums.ts';
import { objectType } from '../common/fields.ts';
import { PartialDateScalar } from '../common/scalars.ts';

export const RelationshipDimensionEnum = gqlEnum('RelationshipDimension', 'How to group relationships.', TIE_DIMENSIONS, {
  TYPE: 'By type.',
  SIGN: 'By sign.',
  STATUS: 'By status.',
  SOURCE: 'By source with a passage about it; a relationship counts for each.',
  SPEAKER: 'By who speaks in a passage about it, an actor or the words of an attribution; a relationship counts for each.',
  KIND: 'By the kinds of its two ends, from `from` to `to`; of symmetric relationships in the order of the enum.',
});

export const RelationshipGroup = objectType('RelationshipGroup', 'Relationships that have something in common.', {
  key: [String, 'The type, sign or status; the id of the source or actor, or the words of an attribution; two kinds with a space between.'],
  label: [String, 'Label for people: a phrase, a title, a name, “STATE – ARMED_GROUP”.'],
  relationships: [Int, 'Number of relationships.'],
  entities: [Int, 'Number of different entities at their ends.'],
});

export const RelationshipBucket = objectType('RelationshipBucket', 'Relationships in one bucket of time.', {
  start: [PartialDateScalar, 'The day, month or year: “2017-03-05”, “2017-03”, “2017”.'],
  relationships: [Int, 'Number that hold in it, as `relationships` counts them with `at`.'],
  began: [Int, 'Number that began: the first day on which each may hold is in it.'],
  ended: [Int, 'Number that ended: the last day on which each may hold is in it. What happened at one time only begins.'],
});
