import type { Window } from '../../model/interval.ts';
import type { Posture } from '../../model/posture.ts';
import type { TieCriterion } from '../../model/tieFilter.ts';
import type { View } from '../projection/view.ts';
import type { ChangePosition } from './position.ts';

/** BEGAN: a tie began. ENDED: a tie ended. TURNED: a tie began or ended, and so the posture of its pair changed to another. */
export const CHANGE_KINDS = ['BEGAN', 'ENDED', 'TURNED'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface ChangesQuestion {
  /** It has no window; its certainty is that with which the tie holds in the span. */
  readonly filter: TieCriterion;
  /** The days of the changes. */
  readonly span: Window;
  /** The range of the list between two positions, both exclusive, from its start or, with `backward`, from its end. */
  readonly after: ChangePosition | null;
  readonly before: ChangePosition | null;
  readonly backward: boolean;
  readonly limit: number;
}

export interface FoundChange extends ChangePosition {
  readonly tie: number;
  readonly kind: ChangeKind;
  /** The posture of the two ends before and after the change. */
  readonly before: Posture;
  readonly after: Posture;
}

/** An act: start and end are one date, so the latest first day of its dates is `lo` and the earliest last day is `hi`. */
export function isAtOneTime(view: View, tie: number): boolean {
  const { lo, hi, clo, chi } = view.bounds(tie);
  return chi === lo && clo === hi;
}
