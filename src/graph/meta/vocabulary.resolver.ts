import { Field, ObjectType, Query, Resolver } from 'type-graphql';
import { type RelationshipType, type Sign, VOCABULARY } from '../../model/vocabulary.ts';
import { RelationshipTypeEnum, SignEnum } from '../common/enums.ts';

@ObjectType({ description: 'A type of relationship: its phrases, sign and fields.' })
export class RelationshipTypeInfo {
  @Field(() => RelationshipTypeEnum, { description: 'The type.' })
  type!: RelationshipType;

  @Field(() => String, { description: 'How it reads from its `from`: “backs”.' })
  phrase!: string;

  @Field(() => String, { description: 'How it reads from its `to`: “is backed by”.' })
  inversePhrase!: string;

  @Field(() => SignEnum, { description: 'Friendly, hostile or neutral.' })
  sign!: Sign;

  @Field(() => Boolean, { description: 'Does it hold both ways alike?' })
  symmetric!: boolean;

  @Field(() => String, { description: 'Field on its `from`; on both ends if symmetric.' })
  field!: string;

  @Field(() => String, { nullable: true, description: 'Field on its `to`.' })
  inverseField!: string | null;

  @Field(() => String, { description: 'What it means.' })
  description!: string;
}

@Resolver()
export class VocabularyResolver {
  @Query(() => [RelationshipTypeInfo], { description: 'All types of relationship.' })
  vocabulary(): readonly RelationshipTypeInfo[] {
    return VOCABULARY;
  }
}
