import { Field, ObjectType } from 'type-graphql';
import { POSTURES, type Posture } from '../../model/posture.ts';
import { gqlEnum } from '../common/enums.ts';
import { IntervalType } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';
import { Relationship } from '../relationship/relationship.type.ts';

export const PostureEnum = gqlEnum(
  'Posture',
  'How two entities stand to each other, by the signs of the relationships between them.',
  POSTURES,
  {
    FRIENDLY: 'Cooperative relationships hold, and no hostile ones.',
    HOSTILE: 'Hostile relationships hold, and no cooperative ones.',
    MIXED: 'Both hold.',
    NONE: 'Neither holds: no relationships, or only neutral ones.',
  },
);

const RELATIONSHIPS = 'The relationships that hold, neutral ones included: most confident first, then by id; at most 100.';
const PARTS_OF_A = 'Parts of `a` that have some of these relationships, by id; at most 100. Empty without `viaParts`.';
const PARTS_OF_B = 'Parts of `b` that have some of these relationships, by id; at most 100. Empty without `viaParts`.';

@ObjectType({ description: 'Posture of two entities, and the relationships behind it.' })
export class PairStance {
  @Field(() => PostureEnum, { description: 'Friend, foe, both or neither.' })
  posture!: Posture;

  @Field(() => [Relationship], { description: RELATIONSHIPS })
  relationships!: Relationship[];

  @Field(() => [Entity], { description: PARTS_OF_A })
  partsOfA!: Entity[];

  @Field(() => [Entity], { description: PARTS_OF_B })
  partsOfB!: Entity[];
}

@ObjectType({ description: 'A time during which the posture of two entities did not change.' })
export class StanceEpisode {
  @Field(() => IntervalType, {
    description:
      'First to last day, with the date of the relationship that bounds it, and the same precision on the other side: if one ends in 2013, the next episode starts in 2014. Null where nothing known bounds it. `attestedFrom`, `attestedUntil`: days between which relationships certainly hold that make it FRIENDLY or HOSTILE.',
  })
  interval!: IntervalType;

  @Field(() => PostureEnum, { description: 'Friend, foe, both or neither.' })
  posture!: Posture;

  @Field(() => [Relationship], { description: RELATIONSHIPS.replace('hold,', 'hold on some day of it,') })
  relationships!: Relationship[];

  @Field(() => [Entity], { description: PARTS_OF_A })
  partsOfA!: Entity[];

  @Field(() => [Entity], { description: PARTS_OF_B })
  partsOfB!: Entity[];
}
