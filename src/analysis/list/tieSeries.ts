import { bucketIndex, bucketOf, type TimeUnit } from '../../model/bucket.ts';
import { LAST_DAY } from '../../model/calendar.ts';
import { parseDate } from '../../model/date.ts';
import { type Bounds, isUndated, surelyOf, UNKNOWN_HI, UNKNOWN_LO, type Window } from '../../model/interval.ts';
import { isAtOneTime } from '../changes/question.ts';
import type { SearchLimits, StopReason } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { eachTie, type TieCountQuestion } from './ties.ts';

export interface TieSeriesQuestion extends TieCountQuestion {
  readonly by: TimeUnit;
  /** More buckets than this are not counted. */
  readonly maxBuckets: number;
}

/** Counts by bucket, from that of the day `first` to that of the day `last`. */
export interface TieSeries extends Window {
  /** Ties that hold on some day of the bucket with the certainty of the filter. */
  readonly ties: readonly number[];
  /** Ties whose first possible day is in the bucket, and whose last one is; an act at one time only begins. */
  readonly began: readonly number[];
  readonly ended: readonly number[];
}

export interface TieSeriesAnswer {
  /** null: none of the ties has a date. */
  readonly series: TieSeries | null;
  /** The buckets would be more than `maxBuckets`; `series` is null then, too. */
  readonly tooMany: boolean;
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/** Counts ties by time: from the first date of any of them to the last, or over the bounded sides of the window of the filter. */
export function tieSeries(view: View, question: TieSeriesQuestion, limits: SearchLimits): TieSeriesAnswer {
  const ties: number[] = [];
  const scan = eachTie(view, question, limits, (tie) => ties.push(tie));
  const range = rangeOf(view, ties, question);
  if (range === null || scan.stoppedBy !== null) return { series: null, tooMany: false, ...scan };
  const base = bucketIndex(range.first, question.by);
  const size = bucketIndex(range.last, question.by) - base + 1;
  if (size > question.maxBuckets) return { series: null, tooMany: true, ...scan };
  const index = (day: number) => bucketIndex(day, question.by) - base;
  // The number of ties that hold in a bucket is the sum of the differences up to it.
  const differences = new Array<number>(size + 1).fill(0);
  const [began, ended] = [new Array<number>(size).fill(0), new Array<number>(size).fill(0)];
  const buckets = new Buckets(range, index, size);
  const certainty = question.filter.certainty ?? 'POSSIBLE';
  for (const tie of ties) {
    const bounds = view.bounds(tie);
    for (const [from, to] of joined(buckets.holding(bounds, certainty, view.lastingDays(tie)))) {
      differences[from]!++;
      differences[to + 1]!--;
    }
    if (bounds.lo > bounds.hi) continue;
    if (isIn(bounds.lo, range)) began[index(bounds.lo)]!++;
    if (isIn(bounds.hi, range) && !isAtOneTime(view, tie)) ended[index(bounds.hi)]!++;
  }
  let holding = 0;
  const counts = began.map((_, at) => {
    holding += differences[at]!;
    return holding;
  });
  return { series: { ...range, ties: counts, began, ended }, tooMany: false, ...scan };
}

const isIn = (day: number, { first, last }: Window): boolean => day >= first && day <= last;

/** The whole buckets from the earliest date to the latest, or over the window where it is bounded. */
function rangeOf(view: View, ties: readonly number[], { filter: { window }, by }: TieSeriesQuestion): Window | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const tie of ties) {
    const bounds = view.bounds(tie);
    if (isUndated(bounds)) continue;
    const { lo, hi, clo, chi } = bounds;
    first = Math.min(first, clo, chi, lo === UNKNOWN_LO ? clo : lo);
    last = Math.max(last, clo, chi, hi === UNKNOWN_HI ? chi : hi);
  }
  if (window && window.first > UNKNOWN_LO) first = window.first;
  if (window && window.last < UNKNOWN_HI) last = window.last;
  if (!Number.isFinite(first) || !Number.isFinite(last) || first > last) return null;
  return { first: parseDate(bucketOf(Math.max(0, first), by)).first, last: parseDate(bucketOf(Math.min(last, LAST_DAY), by)).last };
}

/** A range of buckets, both included. */
type BucketRange = readonly [from: number, to: number];

/** The buckets in which something holds, as `holdsIn` of `model/interval.ts` has it. */
class Buckets {
  constructor(
    private readonly range: Window,
    private readonly index: (day: number) => number,
    private readonly size: number,
  ) {}

  holding(bounds: Bounds, certainty: string, lastingDays: number | null): BucketRange[] {
    const { lo, hi } = bounds;
    if (certainty === 'POSSIBLE') return this.#between(lo, hi);
    if (isUndated(bounds)) return [];
    const sure = surelyOf(bounds);
    if (certainty === 'CERTAIN') return sure.flatMap(({ clo, chi }) => this.#between(clo, chi));
    if (certainty === 'THROUGHOUT') return sure.flatMap(({ clo, chi }) => this.#within(clo, chi));
    const reach = lastingDays ?? Number.POSITIVE_INFINITY;
    return sure.flatMap(({ clo, chi }) => this.#between(Math.max(lo, clo - reach), Math.min(hi, chi + reach)));
  }

  /** Those that end on or after day `a` and begin on or before day `b`. */
  #between(a: number, b: number): BucketRange[] {
    return this.#rangeOf(this.#at(a), this.#at(b));
  }

  /** Those that begin on or after day `a` and end on or before day `b`. */
  #within(a: number, b: number): BucketRange[] {
    return this.#rangeOf(this.#at(a - 1) + 1, this.#at(b + 1) - 1);
  }

  /** The bucket of a day; -1 before the first, `size` after the last. */
  #at(day: number): number {
    return day < this.range.first ? -1 : day > this.range.last ? this.size : this.index(day);
  }

  #rangeOf(from: number, to: number): BucketRange[] {
    const [first, last] = [Math.max(0, from), Math.min(to, this.size - 1)];
    return first <= last ? [[first, last]] : [];
  }
}

/** Ranges in order, those that overlap as one. */
function joined(ranges: readonly BucketRange[]): readonly BucketRange[] {
  if (ranges.length < 2) return ranges;
  const found: BucketRange[] = [];
  for (const [from, to] of ranges) {
    const before = found.at(-1);
    if (before && from <= before[1]) found[found.length - 1] = [before[0], Math.max(before[1], to)];
    else found.push([from, to]);
  }
  return found;
}
