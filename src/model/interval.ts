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

/** The bounds of a tie, and between which days it is attested under some reading of its dates. */
export interface TieBounds extends Bounds {
  /** The first day of the earliest of its dates; of `start`, where that is given. */
  readonly alo: number;
  /** The last day of the latest of its dates; of `end`, where that is given. */
  readonly ahi: number;
}

/** A time from one date to another, each null if unknown. */
export type Period = Pick<Interval, 'start' | 'end'>;

/**
 * The days of a tie. Its periods bound it where none of the four dates is given: it may hold from the first reading of the
 * earliest start to the last reading of the latest end (of a period without that date: always, for ever), and is attested
 * from the first day of any period to the last.
 *
 * Two days cannot say that it surely holds in several periods and perhaps not between them. So they are those of the last
 * run: of the periods between which no day lies, read as widely as they can be. What is lost: in an earlier run, and in what
 * lies between, it is POSSIBLE, or LIKELY where the last run is near enough.
 */
export function tieBoundsOf(dates: Partial<Interval>, periods: readonly Period[] = []): TieBounds {
  const bounds = boundsOf(dates);
  const dated = isUndated(bounds) ? periods.filter(({ start, end }) => start || end) : [];
  if (dated.length === 0) return { ...bounds, ...attestedOf(bounds, [dates]) };
  const every = periods.map(boundsOf);
  const hull = { lo: Math.min(...every.map(({ lo }) => lo)), hi: Math.max(...every.map(({ hi }) => hi)) };
  const sure = lastRun(dated).map(boundsOf);
  const [clo, chi] = [Math.min(...sure.map((one) => one.clo)), Math.max(...sure.map((one) => one.chi))];
  return { ...hull, clo, chi, ...attestedOf(hull, dated) };
}

/** Between the first and the last day of any date that is given; nothing is attested before it began, or after it ended. */
function attestedOf({ lo, hi }: Pick<Bounds, 'lo' | 'hi'>, dates: readonly Partial<Interval>[]): Pick<TieBounds, 'alo' | 'ahi'> {
  let [alo, ahi] = [UNKNOWN_CLO, UNKNOWN_CHI];
  for (const each of dates) {
    for (const name of INTERVAL_DATES) {
      const text = each[name];
      if (!text) continue;
      const { first, last } = parseDate(text);
      alo = Math.min(alo, first);
      ahi = Math.max(ahi, last);
    }
  }
  return { alo: Math.max(alo, lo), ahi: Math.min(ahi, hi) };
}

/** Of periods with a date each: those that touch or overlap up to the latest one. What lies beyond an open end is not known. */
function lastRun(periods: readonly Period[]): Period[] {
  const spans = periods
    .map((period) => ({ period, first: parseDate(period.start ?? period.end!).first, last: parseDate(period.end ?? period.start!).last }))
    .sort((a, b) => a.first - b.first);
  let [run, until]: [Period[], number] = [[], UNKNOWN_LO];
  for (const { period, first, last } of spans) {
    run = first > until + 1 ? [period] : [...run, period];
    until = Math.max(until, last);
  }
  return run;
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

/**
 * The days on which it holds with a certainty, each for itself; none, with `first` after `last`, of an act on an unknown day,
 * which is CERTAIN only in a window around it. What has no date is POSSIBLE on every day and nothing more.
 */
export function daysOf(bounds: Bounds, certainty: Certainty, lastingDays: number | null): Window {
  const { lo, hi, clo, chi } = bounds;
  if (certainty === 'POSSIBLE') return { first: lo, last: hi };
  if (certainty !== 'LIKELY' || isUndated(bounds)) return { first: clo, last: chi };
  const reach = lastingDays ?? Number.POSITIVE_INFINITY;
  return { first: Math.max(lo, clo - reach), last: Math.min(hi, chi + reach) };
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
