import { POSTURES } from '../../model/posture.ts';
import { gqlEnum } from '../common/enums.ts';
import { objectType } from '../common/fields.ts';
import { IntervalType } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';
import { Relationship } from '../relationship/relationship.type.ts';

export const PostureEnum = gqlEnum(
  'Posture',
  'How two entities stand to each other, by the signs of the relationships between them. The later word ends the earlier: a relationship that was last attested before one of the other sign begins counts no longer from then on, and before that day the later one does not count yet. Those without a date, and neutral ones, end nothing and are not ended.',
  POSTURES,
  {
    FRIENDLY: 'Cooperative relationships hold, and no hostile ones.',
    HOSTILE: 'Hostile relationships hold, and no cooperative ones.',
    MIXED: 'Both hold, and are attested of one time.',
    NONE: 'Neither holds: no relationships, or only neutral ones.',
  },
);

const pairFields = (hold: string) =>
  ({
    posture: [PostureEnum, 'Friend, foe, both or neither.'],
    relationships: [
      [Relationship],
      `The relationships that ${hold} and count, neutral ones included: most confident first, then by id; at most 100.`,
    ],
    partsOfA: [[Entity], 'Parts of `a` that have some of these relationships, by id; at most 100. Empty without `viaParts`.'],
    partsOfB: [[Entity], 'Parts of `b` that have some of these relationships, by id; at most 100. Empty without `viaParts`.'],
  }) as const;

export const PairStance = objectType('PairStance', 'Posture of two entities, and the relationships behind it.', pairFields('hold'));

export const StanceEpisode = objectType('StanceEpisode', 'A time during which the posture of two entities did not change.', {
  ...pairFields('hold on some day of it'),
  interval: [
    IntervalType,
    'First to last day, with the date of the relationship that bounds it, and the same precision on the other side: if one ends in 2013, the next episode starts in 2014. An end is the last day on which the posture follows from what is known: of a relationship that ends, before a later word, or, LIKELY, when the last attestation has become too old. Null where nothing known bounds it. `attestedFrom`, `attestedUntil`: days between which relationships certainly hold that make it FRIENDLY or HOSTILE.',
  ],
});
