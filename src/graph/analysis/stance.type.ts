import { ObjectType } from 'type-graphql';
import { POSTURES } from '../../model/posture.ts';
import { gqlEnum } from '../common/enums.ts';
import { objectType } from '../common/fields.ts';

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

export const PairStance = objectType('PairStance', 'Posture of two entities, and the relationships behind it.', {
  posture: [PostureEnum, 'Friend, foe, both or neither.'],
});

@ObjectType({ description: 'A time during which the posture of two entities did not change.' })
export class StanceEpisode extends PairStance {}
