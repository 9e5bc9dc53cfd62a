import { bucketIndex, bucketOf, type TimeUnit } from '../../model/bucket.ts';
import { dayNumber, daysInMonth, dayText, LAST_DAY } from '../../model/calendar.ts';
import { dateOrNull } from '../../model/date.ts';
import type { Window } from '../../model/interval.ts';
import { dateInWords } from '../graph/dateLabel.ts';
import { selectedWindow } from '../graph/filter.ts';
import type { TimeSelection } from '../state/view.ts';

/** The days that the strip shows, and those that it may show, are ranges of days, both ends included: `Window`. */

const DAYS_BY_DAY = 130;
const DAYS_BY_MONTH = 6 * 366;
/** The strip shows no less than two weeks. */
const MIN_DAYS = 14;

const lengthOf = ({ first, last }: Window): number => last - first + 1;

/** The unit in which the strip counts and its ends move, by how many days it shows. */
export function unitOf(shown: Window): TimeUnit {
  const days = lengthOf(shown);
  return days <= DAYS_BY_DAY ? 'DAY' : days <= DAYS_BY_MONTH ? 'MONTH' : 'YEAR';
}

/** Where a day begins on the strip: 0 at its start, 1 at its end, less or more outside. */
export const shareBefore = (day: number, shown: Window): number => (day - shown.first) / lengthOf(shown);

/** The day at a position of the strip, within what it shows. */
export const dayAt = (position: number, shown: Window): number =>
  Math.min(shown.last, Math.max(shown.first, Math.floor(shown.first + position * lengthOf(shown))));

/** Shows `factor` times as many days, with the day at `position` where it is, within `whole`. */
export function zoomed(shown: Window, factor: number, position: number, whole: Window): Window {
  const length = Math.min(lengthOf(whole), Math.max(MIN_DAYS, Math.round(lengthOf(shown) * factor)));
  const first = Math.round(shown.first + position * (lengthOf(shown) - length));
  return within({ first, last: first + length - 1 }, whole);
}

/** Moves what is shown by a share of it, within `whole`. */
export function panned(shown: Window, share: number, whole: Window): Window {
  const days = Math.round(share * lengthOf(shown));
  return within({ first: shown.first + days, last: shown.last + days }, whole);
}

/** Moves what is shown only as far as a selection needs to be in it; one that is longer is shown from its start. */
export function showing(shown: Window, selection: Window, whole: Window): Window {
  const days = selection.last > shown.last ? selection.last - shown.last : 0;
  const first = Math.min(shown.first + days, selection.first);
  return within({ first, last: first + lengthOf(shown) - 1 }, whole);
}

function within({ first, last }: Window, whole: Window): Window {
  const days = first < whole.first ? whole.first - first : last > whole.last ? Math.max(whole.first - first, whole.last - last) : 0;
  return { first: first + days, last: Math.min(whole.last, last + days) };
}

/** The selection from the unit of one day to that of another. */
export function selectionOf(a: number, b: number, unit: TimeUnit): TimeSelection {
  const [at, until] = [bucketOf(Math.min(a, b), unit), bucketOf(Math.max(a, b), unit)];
  return { at, until: at === until ? null : until };
}

export type StripEnd = 'start' | 'end';

/** The selection with one end in the unit of a day; that end does not pass the other. */
export const withEnd = (selection: TimeSelection, end: StripEnd, day: number, unit: TimeUnit): TimeSelection =>
  withEndAt(selection, end, bucketOf(day, unit));

const oneOrTwo = (at: string, until: string): TimeSelection => ({ at, until: at === until ? null : until });

/** Moves one end, or both, by a number of units; a date that is more exact than the unit stays as exact. */
export function moved(selection: TimeSelection, end: StripEnd | 'both', count: number, unit: TimeUnit): TimeSelection {
  const { at, until } = selection;
  const edges = selectedWindow(selection);
  if (!edges) return selection;
  if (end === 'both') {
    const [from, to] = [addUnits(at, count, unit, 'start'), addUnits(until ?? at, count, unit, 'end')];
    return oneOrTwo(from, to);
  }
  const date = addUnits(end === 'start' ? at : (until ?? at), count, unit, end);
  return withEndAt(selection, end, date);
}

function withEndAt({ at, until }: TimeSelection, end: StripEnd, date: string): TimeSelection {
  const [from, to] = end === 'start' ? [date, until ?? at] : [at, date];
  return selectedWindow({ at: from, until: to }) ? oneOrTwo(from, to) : { at: end === 'start' ? (until ?? at) : at, until: null };
}

/** The finer, or the coarser, of two units. */
export const finer = (a: TimeUnit, b: TimeUnit): TimeUnit => (LENGTHS[a] > LENGTHS[b] ? a : b);
export const coarser = (a: TimeUnit, b: TimeUnit): TimeUnit => (finer(a, b) === a ? b : a);

/** The unit of a date: a year, a month, or a day, also where it is one of several. */
export const precisionOf = (date: string): TimeUnit => {
  const { length } = date.replace(/[?~%]$/, '');
  return length === 4 ? 'YEAR' : length === 7 ? 'MONTH' : 'DAY';
};

const LENGTHS: Readonly<Record<TimeUnit, number>> = { YEAR: 4, MONTH: 7, DAY: 10 };

function addUnits(date: string, count: number, unit: TimeUnit, end: StripEnd): string {
  const parsed = dateOrNull(date)!;
  const day = end === 'start' ? parsed.first : parsed.last;
  const length = Math.max(LENGTHS[unit], /^\d{4}(-\d{2}){0,2}$/.test(date) ? date.length : 10);
  return dayText(addToDay(day, count, unit)).slice(0, length);
}

function addToDay(day: number, count: number, unit: TimeUnit): number {
  if (unit === 'DAY') return Math.min(LAST_DAY, Math.max(0, day + count));
  const [year, month, date] = dayText(day).split('-').map(Number) as [number, number, number];
  const months = Math.min(9999 * 12 + 11, Math.max(12, year * 12 + month - 1 + count * (unit === 'YEAR' ? 12 : 1)));
  const [toYear, toMonth] = [Math.floor(months / 12), (months % 12) + 1];
  return dayNumber(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

/** How many units lie between two days: what a drag from one to the other moves by. */
export const unitsBetween = (from: number, to: number, unit: TimeUnit): number => bucketIndex(to, unit) - bucketIndex(from, unit);

/** A label of the strip: its text, and the day at which it stands. */
export interface StripLabel {
  readonly day: number;
  readonly text: string;
}

const STEPS: Readonly<Record<TimeUnit, readonly number[]>> = {
  YEAR: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000],
  MONTH: [1, 3, 6, 12, 24, 60],
  DAY: [1, 2, 7, 14, 28, 56],
};

/** At most `max` labels at regular units of what is shown. */
export function labelsOf(shown: Window, max: number): StripLabel[] {
  const unit = unitOf(shown);
  const [first, last] = [bucketIndex(shown.first, unit), bucketIndex(shown.last, unit)];
  const step = STEPS[unit].find((each) => (last - first) / each < max) ?? STEPS[unit].at(-1)!;
  const labels: StripLabel[] = [];
  for (let index = Math.ceil(first / step) * step; index <= last; index += step) {
    const day = firstDayOf(index, unit);
    const text = dateInWords(bucketOf(day, unit));
    if (day >= shown.first) labels.push({ day, text: unit === 'DAY' ? text.replace(/ \d+$/, '') : text });
  }
  return labels;
}

function firstDayOf(index: number, unit: TimeUnit): number {
  if (unit === 'DAY') return index;
  return unit === 'YEAR' ? dayNumber(index, 1, 1) : dayNumber(Math.floor(index / 12), (index % 12) + 1, 1);
}
