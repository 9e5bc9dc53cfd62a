import { type PartialDate, parseDate } from './date.ts';
import { AllegianceError } from './errors.ts';

/** When something held, by dates as they were given. Each part is null if unknown. */
export interface Interval {
  readonly start: string | null;
  readonly end: string | null;
  /** true: continues; false: over, on an unknown day; null: unknown. Changes none of the bounds. */
  readonly ongoing: boolean | null;
  /** First and last day on which evidence states it. */
  readonly attestedFrom: string | null;
  readonly attestedUntil: string | null;
}

/** The dates of an interval, in the order in which they follow each other. */
export const INTERVAL_DATES = ['start', 'attestedFrom', 'attestedUntil', 'end'] as const;

/** The four days that queries and searches compare: it may hold from `lo` to `hi`, it surely holds from `clo` to `chi`. */
export interface Bounds {
  readonly lo: number;
  readonly hi: number;
  readonly clo: number;
  readonly chi: number;
}

/** Sentinels for "unknown" in the four days; never returned to clients. */
export const UNKNOWN_LO = -1;
export const UNKNOWN_HI = 4_000_000;
export const UNKNOWN_CLO = 4_000_000;
export const UNKNOWN_CHI = -1;

/** May hold from the earliest reading of `start` to the latest of `end`; surely holds between days that belong to it under every reading. */
export function boundsOf(interval: Partial<Interval>): Bounds {
  let [clo, chi] = [UNKNOWN_CLO, UNKNOWN_CHI];
  for (const name of INTERVAL_DATES) {
    const text = interval[name];
    if (!text) continue;
    const { first, last } = parseDate(text);
    clo = Math.min(clo, last);
    chi = Math.max(chi, first);
  }
  const { start, end } = interval;
  return { lo: start ? parseDate(start).first : UNKNOWN_LO, hi: end ? parseDate(end).last : UNKNOWN_HI, clo, chi };
}

/** True if none of the four dates is given. */
export function isUndated(bounds: Bounds): boolean {
  return bounds.clo === UNKNOWN_CLO;
}

export const CERTAINTIES = ['POSSIBLE', 'LIKELY', 'CERTAIN', 'THROUGHOUT'] as const;
/** How surely something holds in a window, from the weakest to the strongest. What holds with one holds with those before it. */
export type Certainty = (typeof CERTAINTIES)[number];

/** A range of days, both ends included. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

/** The window of a query without a time. */
export const ALL_TIME: Window = { first: UNKNOWN_LO, last: UNKNOWN_HI };

/**
 * Does it hold in the window with this certainty?
 *
 * LIKELY: it may hold in the window, and surely holds on a day at most `lastingDays` before or after it; null: however far away
 * that day is. What has no date is POSSIBLE and nothing more.
 * @param lastingDays How long what was attested mostly lasts: the column of the vocabulary. 0 for an event.
 */
export function holdsIn(bounds: Bounds, window: Window, certainty: Certainty, lastingDays: number | null): boolean {
  const { lo, hi, clo, chi } = bounds;
  const { first, last } = window;
  switch (certainty) {
    case 'POSSIBLE':
      return lo <= last && hi >= first;
    case 'LIKELY': {
      if (isUndated(bounds)) return false;
      const reach = lastingDays ?? Number.POSITIVE_INFINITY;
      return lo <= last && hi >= first && clo - reach <= last && chi + reach >= first;
    }
    case 'CERTAIN':
      return clo <= last && chi >= first;
    case 'THROUGHOUT':
      return clo <= first && chi >= last;
  }
}

/** The strongest certainty with which it holds in the window; null if it does not. Without a window: THROUGHOUT. */
export function certaintyIn(bounds: Bounds, window: Window | null, lastingDays: number | null): Certainty | null {
  if (window === null) return 'THROUGHOUT';
  return CERTAINTIES.findLast((certainty) => holdsIn(bounds, window, certainty, lastingDays)) ?? null;
}

/** The certainties as answers are ordered by them: CERTAIN and THROUGHOUT alike. */
export function certaintyRank(certainty: Certainty | null): number {
  return certainty === null ? -1 : Math.min(CERTAINTIES.indexOf(certainty), CERTAINTIES.indexOf('CERTAIN'));
}

/**
 * The window of a query; null if it gives no time.
 * @throws BAD_WINDOW if both arguments are given, or a span ends before it starts
 */
export function windowOf(
  at: PartialDate | null | undefined,
  during: { start?: PartialDate | null; end?: PartialDate | null } | null | undefined,
): Window | null {
  if (at && during) {
    throw new AllegianceError('BAD_WINDOW', 'Expected `at` or `during`, got both. Leave one out: `at` for a date, `during` for a span.');
  }
  if (at) return { first: at.first, last: at.last };
  if (!during) return null;
  const window = { first: during.start?.first ?? UNKNOWN_LO, last: during.end?.last ?? UNKNOWN_HI };
  if (window.first > window.last) {
    throw new AllegianceError(
      'BAD_WINDOW',
      `Expected \`during\` to start before it ends; got start ${during.start?.text} after end ${during.end?.text}. Swap the two.`,
    );
  }
  return window;
}

/**
 * When several ties all hold; null where they cannot.
 *
 * They may hold together on the days common to all. They surely do, under every reading, where each pair surely overlaps:
 * clo of the one is not after chi of the other (Helly's theorem in one dimension: intervals that overlap pairwise have a
 * common day). A tie is not compared with itself: an act on an unknown day has clo after chi, and yet surely lies within
 * any tie that lasts from chi to clo.
 */
export function validityOf(ties: readonly Bounds[]): Bounds | null {
  const lo = Math.max(...ties.map((tie) => tie.lo));
  const hi = Math.min(...ties.map((tie) => tie.hi));
  if (lo > hi) return null;
  const sure = ties.every((one) => ties.every((other) => one === other || one.clo <= other.chi));
  if (!sure) return { lo, hi, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI };
  return { lo, hi, clo: Math.max(...ties.map((tie) => tie.clo)), chi: Math.min(...ties.map((tie) => tie.chi)) };
}
