import { Int, Query, Resolver } from 'type-graphql';
import { VOCABULARY } from '../../model/vocabulary.ts';
import { RelationshipTypeEnum, SignEnum } from '../common/enums.ts';
import { NULLABLE, objectType } from '../common/fields.ts';

export const RelationshipTypeInfo = objectType('RelationshipTypeInfo', 'A type of relationship: its phrases, sign and fields.', {
  type: [RelationshipTypeEnum, 'The type.'],
  phrase: [String, 'How it reads from its `from`: “backs”.'],
  inversePhrase: [String, 'How it reads from its `to`: “is backed by”.'],
  sign: [SignEnum, 'Friendly, hostile or neutral.'],
  symmetric: [Boolean, 'Does it hold both ways alike?'],
  field: [String, 'Field on its `from`; on both ends if symmetric.'],
  inverseField: [String, 'Field on its `to`.', NULLABLE],
  description: [String, 'What it means.'],
  lastingDays: [
    Int,
    'For how many days before and after the time for which one is attested it is LIKELY to hold: after them, half are attested no more. Null: for ever.',
    NULLABLE,
  ],
  lastingSource: [String, 'The measurement that `lastingDays` comes from, or “assumed”.'],
});

@Resolver()
export class VocabularyResolver {
  @Query(() => [RelationshipTypeInfo], { description: 'All types of relationship.' })
  vocabulary() {
    return VOCABULARY;
  }
}
