import type { ControlExtent, Status, SupportKind } from '../model/kinds.ts';
import type { RelationshipType } from '../model/vocabulary.ts';
import type { DayFields, IntervalFields } from './dated.ts';
import { layout } from './layout.ts';

/** The properties of a tie, a relationship of its type between two entity nodes. */
export interface TieFields extends IntervalFields, DayFields {
  readonly id: string;
  readonly key: string | null;
  readonly status: Status;
  readonly confidence: number;
  /** Sort key by confidence, highest first: 10000 minus its ten-thousandths in five digits, '|', the id. */
  readonly strength: string;
  /** True where an editor gave the confidence, false where it follows from the evidence. */
  readonly confidenceSet: boolean;
  readonly derived: boolean;
  readonly recordedAt: string;
  readonly revision: number;
  /** BACKS: ids of the opponents that the support is directed against. */
  readonly against: readonly string[];
  /** BACKS: `start/end KIND KIND`, as `periodText` writes them. */
  readonly periods: readonly string[];
  /** CONTROLS. */
  readonly extent: ControlExtent | null;
  /** ATTACKS and FIGHTS. */
  readonly eventCount: number | null;
  readonly deathsBest: number | null;
  readonly deathsLow: number | null;
  readonly deathsHigh: number | null;
}

export const TIE = layout<TieFields>({
  id: undefined,
  key: null,
  start: null,
  end: null,
  ongoing: null,
  attestedFrom: null,
  attestedUntil: null,
  lo: undefined,
  hi: undefined,
  clo: undefined,
  chi: undefined,
  ord: undefined,
  status: undefined,
  confidence: undefined,
  strength: undefined,
  confidenceSet: false,
  derived: false,
  recordedAt: undefined,
  revision: undefined,
  against: [],
  periods: [],
  extent: null,
  eventCount: null,
  deathsBest: null,
  deathsLow: null,
  deathsHigh: null,
});

/** The fields that most queries read of a tie. */
export const TIE_BRIEF = TIE.pick(
  'id',
  'start',
  'end',
  'ongoing',
  'attestedFrom',
  'attestedUntil',
  'ord',
  'status',
  'confidence',
  'strength',
);

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
