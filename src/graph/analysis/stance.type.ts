import { Field, ObjectType } from 'type-graphql';
import { POSTURES, type Posture } from '../../model/posture.ts';
import { gqlEnum } from '../common/enums.ts';
import { Interval } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';
import { Relationship } from '../relationship/relationship.type.ts';

export const PostureEnum = gqlEnum('Posture', 'How two entities stand to each other, by the signs of the ties between them.', POSTURES, {
  FRIENDLY: 'Cooperative ties hold and no hostile ones.',
  HOSTILE: 'Hostile ties hold and no cooperative ones.',
  MIXED: 'Both hold.',
  NONE: 'Neither holds: no ties, or neutral ones alone.',
});

const RELATIONSHIPS = 'The ties that hold, neutral ones too: the surest first, then by id; at most 100.';
const PARTS_OF_A = 'What is part of `a` and has some of these ties, by id. Empty without `viaParts`; at most 100.';
const PARTS_OF_B = 'What is part of `b` and has some of these ties, by id. Empty without `viaParts`; at most 100.';

@ObjectType({ description: 'How two entities stand to each other, and by which ties.' })
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

@ObjectType({ description: 'A time in which two entities stood to each other in one way.' })
export class StanceEpisode {
  @Field(() => Interval, {
    description:
      'From its first day to its last, as the tie that bounds it gives the date, and at the same precision on the other side: where a tie ends in 2013, the next episode starts in 2014. A side is null where nothing is known to bound it. `attestedFrom`, `attestedUntil`: days between which ties surely hold that make it FRIENDLY or HOSTILE.',
  })
  interval!: Interval;

  @Field(() => PostureEnum, { description: 'Friend, foe, both or neither.' })
  posture!: Posture;

  @Field(() => [Relationship], { description: RELATIONSHIPS.replace('hold,', 'hold on some day of it,') })
  relationships!: Relationship[];

  @Field(() => [Entity], { description: PARTS_OF_A })
  partsOfA!: Entity[];

  @Field(() => [Entity], { description: PARTS_OF_B })
  partsOfB!: Entity[];
}
