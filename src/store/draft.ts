import { COUNT, choice, fieldsOf, LINE, listOf, PROSE, READABLE, REFERENCE, type RecordOf, TIME } from '../records/field.ts';
import { layoutOf } from './layout.ts';

export const DRAFT_STATES = ['OPEN', 'DECIDED', 'CLOSED'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export const DRAFT_FIELDS = fieldsOf({
  id: { value: REFERENCE, always: true },
  // Sort key: when it was first saved, '|', the id.
  ord: { value: LINE, always: true },
  title: { value: READABLE, always: true, output: 'What it is about, in one line.' },
  by: { value: LINE, always: true, output: 'Who saved it: the name on the token.' },
  at: { value: TIME, always: true, output: 'When it was last saved.' },
  state: { value: choice(DRAFT_STATES), always: true, output: 'OPEN while a row waits for a decision.' },
  baseRevision: { value: COUNT, always: true, output: 'Latest revision of the graph when it was last saved.' },
  source: { value: REFERENCE },
  // The rows, as JSON.
  rows: { value: PROSE, always: true },
  // The revisions in which rows of it were written.
  revisions: { value: listOf(COUNT), fallback: [] },
  // Counts its changes, so that two at once are noticed; with the key of the last one.
  version: { value: COUNT, always: true },
  lastKey: { value: LINE, always: true },
  decidedBy: { value: LINE, output: 'Who decided on rows of it last, or closed it.' },
  decidedAt: { value: TIME, output: 'When that was.' },
  reason: { value: PROSE, output: 'Why, if a reason was given.' },
});

/** Proposed rows that wait for a person's decision, a node `:Draft`. They are no part of the graph, and in no export of it. */
export type DraftRecord = RecordOf<typeof DRAFT_FIELDS>;

export const DRAFT = layoutOf(DRAFT_FIELDS);

/** A draft's id has a form of its own, which no record of the graph has. */
const DRAFT_ID = /^R-[0-9A-V]{12}$/;

export function isDraftId(id: string): boolean {
  return DRAFT_ID.test(id);
}
