import { Field, ObjectType, Query, Resolver } from 'type-graphql';
import { type RelationshipType, type Sign, VOCABULARY } from '../../model/vocabulary.ts';
import { RelationshipTypeEnum, SignEnum } from '../common/enums.ts';

@ObjectType({ description: 'A kind of tie: how it reads, what it says, and the fields that show it.' })
export class RelationshipTypeInfo {
  @Field(() => RelationshipTypeEnum, { description: 'Its name.' })
  type!: RelationshipType;

  @Field(() => String, { description: 'How it reads from its `from`: “backs”.' })
  phrase!: string;

  @Field(() => String, { description: 'How it reads from its `to`: “is backed by”.' })
  inversePhrase!: string;

  @Field(() => SignEnum, { description: 'Whether it speaks for friendship or enmity.' })
  sign!: Sign;

  @Field(() => Boolean, { description: 'Whether it holds both ways alike.' })
  symmetric!: boolean;

  @Field(() => String, { description: 'The field that shows it on its `from`; on both ends where it is symmetric.' })
  field!: string;

  @Field(() => String, { nullable: true, description: 'The field that shows it on its `to`.' })
  inverseField!: string | null;

  @Field(() => String, { description: 'What it means.' })
  description!: string;
}

@Resolver()
export class VocabularyResolver {
  @Query(() => [RelationshipTypeInfo], { description: 'Every kind of tie there is.' })
  vocabulary(): readonly RelationshipTypeInfo[] {
    return VOCABULARY;
  }
}
