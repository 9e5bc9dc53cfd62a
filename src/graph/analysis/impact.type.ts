import { Float } from 'type-graphql';
import { StatusEnum } from '../common/enums.ts';
import { NULLABLE, objectType } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { Relationship } from '../relationship/relationship.type.ts';

export const ImpactSide = objectType('ImpactSide', 'A relationship by some voices.', {
  present: [Boolean, 'Does it pass the filter?'],
  status: [StatusEnum, 'What the passages that count amount to; null if none counts.', NULLABLE],
  confidence: [Float, 'Confidence from the passages that count, 0 to 1, or that of an editor; null if none counts.', NULLABLE],
});

export const Impact = objectType('Impact', 'A relationship that differs by whose word counts.', {
  relationship: [Relationship, 'The relationship, by all passages.'],
  before: [ImpactSide, 'With all passages; of `compareVoices`, by `a`.'],
  after: [ImpactSide, 'Without those that fall away; of `compareVoices`, by `b`.'],
});

export const ImpactConnection = connectionType('Impact', Impact, 'relationships that differ', 'relationship that differs');
