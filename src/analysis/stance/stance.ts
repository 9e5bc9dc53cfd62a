import { ALL_TIME, type Window } from '../../model/interval.ts';
import { type Posture, postureOf, SIGN_BITS } from '../../model/posture.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { type PairQuestion, type SideTie, tiesBetween } from './between.ts';

export interface StanceQuestion extends PairQuestion {
  /** Default: all days. */
  readonly window?: Window | null;
}

/** The posture of a pair, with nodes and ties of the view. */
export interface PairAnswer {
  readonly posture: Posture;
  /** By highest confidence; neutral ones included. */
  readonly ties: readonly number[];
  readonly partsOfA: readonly number[];
  readonly partsOfB: readonly number[];
}

export interface StanceAnswer extends PairAnswer {
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/** The posture of two entities, from the ties that may hold on some day of the window. */
export function stance(view: View, question: StanceQuestion, limits: SearchLimits): StanceAnswer {
  const budget = new Budget(limits);
  const { first, last } = question.window ?? ALL_TIME;
  let answer: PairAnswer = { posture: 'NONE', ties: [], partsOfA: [], partsOfB: [] };
  const stoppedBy = untilStopped(() => {
    const { ties, partsOfA, partsOfB } = tiesBetween(view, question, budget);
    const held = ties.filter(({ spans }) => spans.some((span) => span.first <= last && span.last >= first));
    answer = pairAnswer(view, held, partsOfA, partsOfB);
  });
  return { ...answer, stoppedBy, work: budget.spent };
}

/** The posture of ties, with the parts that are their ends. */
export function pairAnswer(view: View, ties: readonly SideTie[], partsOfA: readonly number[], partsOfB: readonly number[]): PairAnswer {
  const ends = new Set(ties.flatMap(({ tie }) => [view.from(tie), view.to(tie)]));
  const met = (nodes: readonly number[]) => nodes.filter((node) => ends.has(node));
  return {
    posture: postureOf(ties.reduce((bits, { tie }) => bits | signBits(view, tie), 0)),
    ties: ties.map(({ tie }) => tie),
    partsOfA: met(partsOfA),
    partsOfB: met(partsOfB),
  };
}

export function signBits(view: View, tie: number): number {
  return SIGN_BITS[view.typeIndex(tie)]!;
}
