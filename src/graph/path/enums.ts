import { gqlEnum } from '../common/enums.ts';

export const PathDirectionEnum = gqlEnum(
  'PathDirection',
  'Which way a path follows its ties. Symmetric ties are followed both ways.',
  ['FORWARD', 'BACKWARD', 'ANY'],
  {
    FORWARD: 'Each tie from its `from` to its `to`.',
    BACKWARD: 'Each tie from its `to` to its `from`.',
    ANY: 'Either way.',
  },
);

export const PathTimeEnum = gqlEnum(
  'PathTime',
  'How the ties of a path stand to each other in time.',
  ['ANY_TIME', 'SIMULTANEOUS', 'CHRONOLOGICAL'],
  {
    ANY_TIME: 'It does not matter.',
    SIMULTANEOUS: 'There is one day on which all may hold; with `at` or `during` one of those days.',
    CHRONOLOGICAL: 'Days can be chosen, one a tie and never going backwards on the way, on which each may hold.',
  },
);

export const PathDistinctEnum = gqlEnum('PathDistinct', 'When two paths count as two.', ['ENTITIES', 'RELATIONSHIPS'], {
  ENTITIES: 'When they pass through other entities: one path each, over the best ties; the others are `parallel`.',
  RELATIONSHIPS: 'When they use other ties, also between the same entities.',
});

export const PathOrderEnum = gqlEnum(
  'PathOrder',
  'Which paths are best. Among equals ids of the ties decide, so the answer is always the same.',
  ['HOPS', 'CONFIDENCE'],
  {
    HOPS: 'Those of fewest hops, then those whose weakest hop is surest.',
    CONFIDENCE: 'Those whose weakest hop is surest, then those of fewest hops.',
  },
);

export const StopReasonEnum = gqlEnum(
  'StopReason',
  'Why an answer is not whole. What is there is the beginning of the whole answer.',
  ['MAX_PATHS', 'WORK_LIMIT', 'TIME_LIMIT'],
  {
    MAX_PATHS: 'There is at least one more than `maxPaths`.',
    WORK_LIMIT: 'The search took as many steps as the server allows.',
    TIME_LIMIT: 'The search took as long as the server allows.',
  },
);
