import { EVENT_FIELDS, type PARTICIPANT_FIELDS } from '../records/event.ts';
import type { RecordOf } from '../records/field.ts';
import { layoutOf } from './layout.ts';

/** An event as stored: a node `:Event`. PARTICIPATES connects actors to it, HAPPENED_IN connects it to its place. */
export type EventRecord = RecordOf<typeof EVENT_FIELDS>;

export const EVENT = layoutOf(EVENT_FIELDS);

export type Participation = RecordOf<typeof PARTICIPANT_FIELDS>;

export function deathsOrd(deathsBest: number | null, id: string): string {
  return `${String(deathsBest ?? 0).padStart(10, '0')}|${id}`;
}
