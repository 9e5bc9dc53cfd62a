import { COUNT, choice, fieldsOf, LINE, PROSE, TIME } from './field.ts';

export const REVISION_ACTIONS = ['CREATED', 'UPDATED', 'RETRACTED', 'RESTORED', 'MERGED', 'UNMERGED', 'IMPORTED'] as const;
export type RevisionAction = (typeof REVISION_ACTIONS)[number];

/** One write that changed the graph. */
export const REVISION_FIELDS = fieldsOf({
  number: {
    value: COUNT,
    always: true,
    output: 'Number, rising from 1. Numbers are left out only where the store was restored from an older copy.',
  },
  at: { value: TIME, always: true, output: 'When it was written.' },
  by: { value: LINE, always: true, output: 'Who wrote it: the name on the token.' },
  action: { value: choice(REVISION_ACTIONS), always: true, output: 'What it did; in a history, to that one thing.' },
  summary: {
    value: PROSE,
    always: true,
    output: 'What it did in words, before and after: “end: not known → 2024-12-08”. In a history, to that one thing.',
  },
  reason: { value: PROSE, output: 'Why, if a reason was given.' },
});
