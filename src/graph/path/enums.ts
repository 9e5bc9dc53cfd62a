import { gqlEnum } from '../common/enums.ts';

export const PathDirectionEnum = gqlEnum(
  'PathDirection',
  'Direction in which a path follows relationships. Symmetric ones are followed both ways.',
  ['FORWARD', 'BACKWARD', 'ANY'],
  {
    FORWARD: 'From `from` to `to`.',
    BACKWARD: 'From `to` to `from`.',
    ANY: 'Either.',
  },
);

/** The argument `direction` of queries that follow relationships. */
export const FOLLOWED_DIRECTION = { nullable: true, defaultValue: 'ANY', description: 'Direction in which relationships are followed.' };

export const PathTimeEnum = gqlEnum(
  'PathTime',
  'How the relationships of a path relate in time.',
  ['ANY_TIME', 'SIMULTANEOUS', 'CHRONOLOGICAL'],
  {
    ANY_TIME: 'Any.',
    SIMULTANEOUS: 'All may hold on one common day, within `at` or `during` if given.',
    CHRONOLOGICAL: 'Each may hold on a day not before that of the previous one.',
  },
);

export const PathDistinctEnum = gqlEnum('PathDistinct', 'What makes two paths different.', ['ENTITIES', 'RELATIONSHIPS'], {
  ENTITIES: 'Different entities: one path per sequence, over the best relationships; the others are `parallel`.',
  RELATIONSHIPS: 'Different relationships, even between the same entities.',
});

export const PathOrderEnum = gqlEnum(
  'PathOrder',
  'Sort order of paths; then by ids of their relationships, so the answer is always the same.',
  ['HOPS', 'CONFIDENCE'],
  {
    HOPS: 'Fewest hops, then highest confidence of the weakest hop.',
    CONFIDENCE: 'Highest confidence of the weakest hop, then fewest hops.',
  },
);

export const StopReasonEnum = gqlEnum(
  'StopReason',
  'Why an answer is incomplete. What is returned is a prefix of the complete answer.',
  ['MAX_PATHS', 'WORK_LIMIT', 'TIME_LIMIT'],
  {
    MAX_PATHS: 'There are more than `maxPaths`.',
    WORK_LIMIT: 'The search reached the server’s limit of steps.',
    TIME_LIMIT: 'The search reached the server’s time limit.',
  },
);
