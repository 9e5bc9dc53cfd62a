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

/** The dates of an interval as one text, from which `readDates` makes them again: no date has a `|`. */
export function datesText({ start, end, ongoing, attestedFrom, attestedUntil }: Interval): string {
  return `${start ?? ''}|${end ?? ''}|${ongoing === null ? '' : ongoing ? 'true' : 'false'}|${attestedFrom ?? ''}|${attestedUntil ?? ''}`;
}

export function readDates(text: string): Interval {
  const [start, end, ongoing, attestedFrom, attestedUntil] = text.split('|').map((part) => part || null) as (string | null)[];
  return {
    start: start ?? null,
    end: end ?? null,
    ongoing: ongoing == null ? null : ongoing === 'true',
    attestedFrom: attestedFrom ?? null,
    attestedUntil: attestedUntil ?? null,
  };
}

/** The dates of an interval, in the order in which they follow each other. */
export const INTERVAL_DATES = ['start', 'attestedFrom', 'attestedUntil', 'end'] as const;

/** The days that queries and searches compare: it may hold from `lo` to `hi`, it surely holds from `clo` to `chi`. */
export interface Bounds {
  readonly lo: number;
  readonly hi: number;
  readonly clo: number;
  readonly chi: number;
  /** Where it surely holds at several times, but perhaps not between them: these. `clo` is that of the first, `chi` that of the last. */
  readonly runs?: Runs | null;
}

/**
 * Two or more times at which something surely holds, in order, as they are stored: RUN_LENGTH numbers of each, its `clo`, `chi`,
 * `alo` and `ahi`. No day on which one of them may hold touches those of another.
 */
export type Runs = readonly number[];
export const RUN_LENGTH = 4;

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
  readonly runs: Runs | null;
}

/** A time from one date to another, each null if unknown. */
export type Period = Pick<Interval, 'start' | 'end'>;

/** The dates of a tie, and its periods of support. */
export interface TieDates extends Partial<Interval> {
  readonly periods?: readonly Period[];
}

/**
 * The days of a tie. Its periods bound it where none of the four dates is given: it may hold from the first reading of the
 * earliest start to the last reading of the latest end (of a period without that date: always, for ever), surely holds in each
 * period, and is attested from the first day of any period to the last. Periods between which no day lies, read as widely as they
 * can be, are one. Where one of the four dates is given, the periods bound nothing.
 */
export function tieBoundsOf(dates: Partial<Interval>, periods: readonly Period[] = []): TieBounds {
  const span = spanOf(dates);
  return periods.length === 0 || !isUndated(span) ? { ...span, runs: null } : joinSpans(periods.map(spanOf));
}

/**
 * The days of ties that are shown as one: it may hold, and is attested, whenever one of them is. The dates of those that have any
 * are dates of one time; beside it stand the periods of those that have none.
 */
export function jointBoundsOf(ties: readonly TieDates[]): TieBounds {
  const spans = ties.map(spanOf);
  const dated = spans.filter((span) => !isUndated(span));
  const periods = ties.flatMap((tie, i) => {
    if (!isUndated(spans[i]!)) return [];
    return tie.periods?.length ? tie.periods.map(spanOf) : [spans[i]!];
  });
  return joinSpans(dated.length > 0 ? [hullOf(dated), ...periods] : periods);
}

type Span = Omit<TieBounds, 'runs'>;

function spanOf(dates: Partial<Interval>): Span {
  const bounds = boundsOf(dates);
  return { ...bounds, ...attestedOf(bounds, dates) };
}

/** Between the first and the last day of any date that is given; nothing is attested before it began, or after it ended. */
function attestedOf({ lo, hi }: Pick<Bounds, 'lo' | 'hi'>, dates: Partial<Interval>): Pick<TieBounds, 'alo' | 'ahi'> {
  let [alo, ahi] = [UNKNOWN_CLO, UNKNOWN_CHI];
  for (const name of INTERVAL_DATES) {
    const text = dates[name];
    if (!text) continue;
    const { first, last } = parseDate(text);
    alo = Math.min(alo, first);
    ahi = Math.max(ahi, last);
  }
  return { alo: Math.max(alo, lo), ahi: Math.min(ahi, hi) };
}

/** What lies beyond an open end is not known, so a span reaches from the first of its dates to the last. */
function joinSpans(spans: readonly Span[]): TieBounds {
  const groups: Span[][] = [];
  let until = UNKNOWN_LO;
  for (const span of spans.filter((one) => !isUndated(one)).sort((a, b) => a.alo - b.alo)) {
    if (groups.length === 0 || span.alo > until + 1) groups.push([span]);
    else groups.at(-1)!.push(span);
    until = Math.max(until, span.ahi);
  }
  const runs = groups.map(hullOf).flatMap(({ clo, chi, alo, ahi }) => [clo, chi, alo, ahi]);
  return { ...hullOf(spans), runs: groups.length > 1 ? runs : null };
}

/** From the first of the days of some spans to the last. */
function hullOf(spans: readonly Span[]): Span {
  const least = (name: 'lo' | 'clo' | 'alo') => Math.min(...spans.map((span) => span[name]));
  const greatest = (name: 'hi' | 'chi' | 'ahi') => Math.max(...spans.map((span) => span[name]));
  return { lo: least('lo'), hi: greatest('hi'), clo: least('clo'), chi: greatest('chi'), alo: least('alo'), ahi: greatest('ahi') };
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
  const { lo, hi } = bounds;
  const { first, last } = window;
  switch (certainty) {
    case 'POSSIBLE':
      return lo <= last && hi >= first;
    case 'LIKELY': {
      if (isUndated(bounds)) return false;
      const reach = lastingDays ?? Number.POSITIVE_INFINITY;
      return lo <= last && hi >= first && isSureWithin(bounds, last + reach, first - reach);
    }
    case 'CERTAIN':
      return isSureWithin(bounds, last, first);
    case 'THROUGHOUT':
      return isSureWithin(bounds, first, last);
  }
}

/** Does it surely hold, at one of its times, on or before `latest` and on or after `earliest`? */
function isSureWithin({ clo, chi, runs }: Bounds, latest: number, earliest: number): boolean {
  if (clo > latest || chi < earliest) return false;
  if (!runs) return true;
  for (let at = 0; at < runs.length; at += RUN_LENGTH) if (runs[at]! <= latest && runs[at + 1]! >= earliest) return true;
  return false;
}

/** When it surely holds: `clo` and `chi` of each of its times, in order. */
export function surelyOf({ clo, chi, runs }: Bounds): readonly Pick<Bounds, 'clo' | 'chi'>[] {
  if (!runs) return [{ clo, chi }];
  return Array.from({ length: runs.length / RUN_LENGTH }, (_, i) => ({ clo: runs[RUN_LENGTH * i]!, chi: runs[RUN_LENGTH * i + 1]! }));
}

/** The first and the last day on which it surely holds; null if there is none, as of an act on an unknown day. */
export function certainDaysOf(bounds: Bounds): Window | null {
  const certain = surelyOf(bounds).filter(({ clo, chi }) => clo <= chi);
  return certain.length === 0 ? null : { first: certain[0]!.clo, last: certain.at(-1)!.chi };
}

/**
 * The days on which it holds with a certainty, each for itself, in spans that may overlap; none of an act on an unknown day, which
 * is CERTAIN only in a window around it. What has no date is POSSIBLE on every day and nothing more.
 */
export function daysOf(bounds: Bounds, certainty: Certainty, lastingDays: number | null): readonly Window[] {
  const { lo, hi } = bounds;
  const some = ({ first, last }: Window) => first <= last;
  if (certainty === 'POSSIBLE') return [{ first: lo, last: hi }].filter(some);
  const sure = surelyOf(bounds);
  if (certainty !== 'LIKELY' || isUndated(bounds)) return sure.map(({ clo, chi }) => ({ first: clo, last: chi })).filter(some);
  const reach = lastingDays ?? Number.POSITIVE_INFINITY;
  return sure.map(({ clo, chi }) => ({ first: Math.max(lo, clo - reach), last: Math.min(hi, chi + reach) })).filter(some);
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
 * any tie that lasts from chi to clo. Of a tie that surely holds at several times, each of them is tried.
 */
export function validityOf(ties: readonly Bounds[]): Bounds | null {
  const lo = Math.max(...ties.map((tie) => tie.lo));
  const hi = Math.min(...ties.map((tie) => tie.hi));
  if (lo > hi) return null;
  let together: (readonly Pick<Bounds, 'clo' | 'chi'>[])[] = [[]];
  for (const tie of ties) {
    const overlapping = (one: Pick<Bounds, 'clo' | 'chi'>) => (other: Pick<Bounds, 'clo' | 'chi'>) =>
      one.clo <= other.chi && other.clo <= one.chi;
    const times = surelyOf(tie);
    together = together.flatMap((chosen) => times.filter((time) => chosen.every(overlapping(time))).map((time) => [...chosen, time]));
  }
  if (together.length === 0) return { lo, hi, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI };
  const runs = together
    .map((chosen) => ({ clo: Math.max(...chosen.map(({ clo }) => clo)), chi: Math.min(...chosen.map(({ chi }) => chi)) }))
    .sort((a, b) => a.clo - b.clo);
  const surely = { lo, hi, clo: runs[0]!.clo, chi: runs.at(-1)!.chi };
  if (runs.length === 1) return surely;
  return { ...surely, runs: runs.flatMap(({ clo, chi }) => [clo, chi, Math.min(clo, chi), Math.max(clo, chi)]) };
}
