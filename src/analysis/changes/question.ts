import type { Window } from '../../model/interval.ts';
import type { Posture } from '../../model/posture.ts';
import type { View } from '../projection/view.ts';
import type { ShapeQuestion } from '../shape/shape.ts';
import type { ChangePlace } from './place.ts';

/** BEGAN: a tie began. ENDED: one ended. TURNED: one began or ended, and by that its pair went from one posture to another. */
export const CHANGE_KINDS = ['BEGAN', 'ENDED', 'TURNED'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface ChangesQuestion extends ShapeQuestion {
  /** The days on which something changed. */
  readonly span: Window;
  /** A stretch of the list between two places, both left out, from one side or the other. */
  readonly after: ChangePlace | null;
  readonly before: ChangePlace | null;
  readonly backward: boolean;
  readonly limit: number;
}

export interface FoundChange extends ChangePlace {
  readonly tie: number;
  readonly kind: ChangeKind;
  /** Posture of the two ends on the day before and the day after the change. */
  readonly before: Posture;
  readonly after: Posture;
}

/** Start and end are the same date: the greatest first reading is the first day of it, the least last reading the last. */
export function isAct(view: View, tie: number): boolean {
  const { lo, hi, clo, chi } = view.bounds(tie);
  return chi === lo && clo === hi;
}
