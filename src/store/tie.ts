import type { SupportKind } from '../model/kinds.ts';
import type { RelationshipType } from '../model/vocabulary.ts';
import type { RecordOf } from '../records/field.ts';
import { RELATIONSHIP_FIELDS } from '../records/relationship.ts';
import { briefOf, layoutOf } from './layout.ts';

/** The properties of a tie, a relationship of its type between two entity nodes. */
export type TieFields = RecordOf<typeof RELATIONSHIP_FIELDS>;

export const TIE = layoutOf(RELATIONSHIP_FIELDS);
export const TIE_BRIEF = briefOf(RELATIONSHIP_FIELDS);

/** A tie with its type and its ends. */
export interface TieRecord extends TieFields {
  readonly type: RelationshipType;
  readonly from: string;
  readonly to: string;
}

export interface SupportPeriod {
  readonly start: string | null;
  readonly end: string | null;
  readonly kinds: readonly SupportKind[];
}

/** `2011/2017 WEAPONS TRAINING`; an unknown date is left out. */
export function periodText(period: SupportPeriod): string {
  return [`${period.start ?? ''}/${period.end ?? ''}`, ...period.kinds].join(' ');
}

export function parsePeriod(text: string): SupportPeriod {
  const [dates = '/', ...kinds] = text.split(' ');
  const [start, end] = dates.split('/');
  return { start: start || null, end: end || null, kinds: kinds as SupportKind[] };
}

export function confidenceSortKey(confidence: number, id: string): string {
  return `${String(10_000 - Math.round(confidence * 10_000)).padStart(5, '0')}|${id}`;
}
