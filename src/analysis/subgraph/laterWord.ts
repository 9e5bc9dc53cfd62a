import { ALL_TIME, type TieBounds, UNKNOWN_HI, UNKNOWN_LO, type Window } from '../../model/interval.ts';
import { COOPERATIVE_BIT, HOSTILE_BIT, SIGN_BITS } from '../../model/posture.ts';
import type { TieCriterion } from '../../model/tieFilter.ts';
import type { Budget } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { tieMatcher } from './tieMatcher.ts';
import { tiesOfPair } from './tiesOfPair.ts';

/** What a tie says of two entities at one time: the bits of its sign, and between which days it is attested. */
export interface Word extends Pick<TieBounds, 'alo' | 'ahi'> {
  readonly bits: number;
  /** The first day, not before `alo`, on which it speaks of the two; after UNKNOWN_HI for none. Differs from `alo` for what is said of parts. */
  readonly begins: number;
}

/**
 * The words of a tie: one, or one for each of its periods of support that stand apart.
 * @returns none for a tie that ends no other and that none ends: neutral, without a date, or ending before it begins.
 */
export function wordsOf(view: View, tie: number): readonly Word[] {
  const bits = SIGN_BITS[view.typeIndex(tie)]!;
  if (bits === 0 || view.lo(tie) > view.hi(tie)) return [];
  return view.attested(tie).map(({ alo, ahi }) => ({ bits, alo, ahi, begins: alo }));
}

/**
 * The later word ends the earlier: the days on which each word about two entities counts.
 *
 * Of two words of different sign, one is earlier if it is last attested before the other begins, under every reading of both:
 * its `ahi` is before the other's `alo`. From the day on which the later begins, the earlier counts no longer; before that day,
 * the later does not count yet. Of words that are attested of one time both count. Whether a word holds is not asked here: the
 * later word ends the earlier for good, also where itself it has ended since.
 *
 * In the time of sorting the words, whatever their order. A tie counts where any of its words does, in spans that may overlap; one
 * without words on all days.
 * @param words Those of each tie.
 */
export function countingDays(words: readonly (readonly Word[])[]): readonly (readonly Window[])[] {
  const all = words.flat();
  const [ofCooperative, ofHostile] = [COOPERATIVE_BIT, HOSTILE_BIT].map((bits) => timelineOf(all.filter((word) => word.bits !== bits)));
  return words.map((own) => {
    const opposite = own[0]?.bits === COOPERATIVE_BIT ? ofCooperative : ofHostile;
    return own.length > 0 && opposite ? own.map((word) => daysBetween(word, opposite)) : ALWAYS;
  });
}

/** The days on which a tie without an opposite counts. */
export const ALWAYS: readonly Window[] = [ALL_TIME];

/** The words of one sign. */
interface Timeline {
  /** The `alo` of each, in order. */
  readonly starts: readonly number[];
  /** The first day on which one of those that start no earlier than this one begins. */
  readonly begins: readonly number[];
  readonly firstEnd: number;
}

function timelineOf(words: readonly Word[]): Timeline | null {
  if (words.length === 0) return null;
  const sorted = words.toSorted((a, b) => a.alo - b.alo);
  const begins = sorted.map((word) => word.begins);
  for (let i = begins.length - 2; i >= 0; i--) begins[i] = Math.min(begins[i]!, begins[i + 1]!);
  const firstEnd = sorted.reduce((least, { ahi }) => Math.min(least, ahi), UNKNOWN_HI);
  return { starts: sorted.map(({ alo }) => alo), begins, firstEnd };
}

function daysBetween({ alo, ahi }: Word, { starts, begins, firstEnd }: Timeline): Window {
  const next = firstAbove(starts, ahi);
  return { first: firstEnd < alo ? alo : UNKNOWN_LO, last: next < starts.length ? begins[next]! - 1 : UNKNOWN_HI };
}

/** The index of the first number above a value, by binary search. */
function firstAbove(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * A test of whether a tie meets a criterion and still counts on some day of its window. Ties are tested in the order of their
 * ids best: those of one type between two entities follow each other, and what is known of the two is found once.
 */
export function countingMatcher(view: View, criterion: TieCriterion, budget: Budget): (tie: number) => boolean {
  const { window } = criterion;
  const matches = tieMatcher(view, criterion);
  // On some of all days every tie counts.
  if (!window) return matches;
  const atAnyTime = tieMatcher(view, { ...criterion, window: null, certainty: null });
  let latest: { readonly from: number; readonly to: number; readonly words: readonly Word[] } = { from: -1, to: -1, words: [] };

  const wordsBetween = (from: number, to: number): readonly Word[] => {
    if (latest.from === from && latest.to === to) return latest.words;
    const words = tiesOfPair(view, from, to, budget).flatMap((tie) => (atAnyTime(tie) ? wordsOf(view, tie) : []));
    latest = { from, to, words };
    return words;
  };
  return (tie) => {
    if (!matches(tie)) return false;
    const own = wordsOf(view, tie);
    if (own.length === 0 || own.some(({ alo, ahi }) => alo <= window.last && ahi >= window.first)) return true;
    const opposite = timelineOf(wordsBetween(view.from(tie), view.to(tie)).filter(({ bits }) => bits !== own[0]!.bits));
    return (
      !opposite || own.map((word) => daysBetween(word, opposite)).some(({ first, last }) => first <= window.last && last >= window.first)
    );
  };
}
