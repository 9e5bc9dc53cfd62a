import { surelyOf, type Window } from '../../model/interval.ts';
import { type Posture, postureOf, SIGN_BITS } from '../../model/posture.ts';
import { intersectSpans } from '../../model/spans.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import { TieTest } from '../paths/tieTest.ts';
import type { View } from '../projection/view.ts';
import { daysWith, type PairQuestion, type SideTie, tiesBetween } from './between.ts';

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

/**
 * The posture of two entities, from the ties that hold in the window with the certainty of the filter, and count on some of its
 * days: the later word ends the earlier (`laterWord.ts`). Without a window all ties count, whatever the certainty.
 */
export function stance(view: View, question: StanceQuestion, limits: SearchLimits): StanceAnswer {
  const budget = new Budget(limits);
  let answer: PairAnswer = { posture: 'NONE', ties: [], partsOfA: [], partsOfB: [] };
  const stoppedBy = untilStopped(() => {
    const certainty = question.window ? question.filter.certainty : null;
    const filter = { ...question.filter, certainty };
    const { ties, partsOfA, partsOfB } = tiesBetween(view, { ...question, filter }, budget);
    const held = question.window ? heldIn(view, ties, filter, question.window) : ties;
    answer = pairAnswer(view, held, partsOfA, partsOfB);
  });
  return { ...answer, stoppedBy, work: budget.spent };
}

function heldIn(view: View, ties: readonly SideTie[], filter: TieConditions, window: Window): SideTie[] {
  const test = new TieTest(view, { ...filter, window }, false);
  return ties.filter(({ tie, spans }) => {
    if (!test.passes(tie)) return false;
    const days = daysWith(view, tie, filter.certainty ?? 'POSSIBLE');
    // An act on an unknown day holds on no day for itself, but in a window around it.
    const isAct = days.length === 0 && !view.hasRuns(tie);
    const held = isAct ? spans : intersectSpans(spans, [...days, ...actsWithin(view, tie, window)]);
    return held.some(({ first, last }) => first <= window.last && last >= window.first);
  });
}

/** Of a tie that surely holds at several times: those that are one unknown day of a span within the window. */
function actsWithin(view: View, tie: number, window: Window): Window[] {
  if (!view.hasRuns(tie)) return [];
  const acts = surelyOf(view.bounds(tie)).map(({ clo, chi }) => ({ first: chi, last: clo }));
  return acts.filter(({ first, last }) => first < last && first >= window.first && last <= window.last);
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
