import { type CountedSeries, countByTime } from '../../analysis/events/counts.ts';
import type { Count } from '../../analysis/events/sums.ts';
import { bucketsBetween, MAX_BUCKETS, type TimeUnit } from '../../model/bucket.ts';
import { AllegianceError } from '../../model/errors.ts';
import { UNKNOWN_HI, UNKNOWN_LO, type Window, windowOf } from '../../model/interval.ts';
import type { TieFilter } from '../../model/tieFilter.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { selectEvents, totalsOf } from '../event/event.loader.ts';
import type { EventTotals } from '../event/event.type.ts';
import type { EventFilter } from '../event/filter.ts';
import { criterionInView } from '../relationship/entityTies.ts';

export interface EventBucketNode extends EventTotals {
  readonly start: string;
}

/**
 * Events counted by time. An event is in a bucket if all days on which it may have happened are, so one known only to the
 * month, or lasting for weeks, is in no day.
 * @returns The buckets from the first with events to the last, or from and to the bounded sides of the time of the filter.
 * @throws UNKNOWN_ENTITY, BAD_WINDOW; BAD_INPUT for a series of more than 20,000 buckets
 */
export async function eventSeries(context: Context, filter: EventFilter | null, unit: TimeUnit): Promise<readonly EventBucketNode[]> {
  const { counts, days, window } = await countedByTime(context, filter, unit);
  const first = window && window.first > UNKNOWN_LO ? window.first : days?.first;
  const last = window && window.last < UNKNOWN_HI ? window.last : days?.last;
  if (first === undefined || last === undefined) return [];
  const starts = bucketsBetween(first, last, unit, MAX_BUCKETS);
  if (starts === null) throw tooManyBuckets(unit, 'events');
  return starts.map((start) => ({ start, ...totalsOf(counts.get(start) ?? NOTHING) }));
}

/** Events in no bucket of the series: with its buckets they add up to the total. Throws as the series, for the same filter. */
export async function eventRemainder(context: Context, filter: EventFilter | null, unit: TimeUnit): Promise<EventTotals> {
  return totalsOf((await countedByTime(context, filter, unit)).remainder);
}

/** One count serves a series and its remainder. Buckets before the time of the filter are left out: their events have no known end. */
async function countedByTime(
  context: Context,
  filter: EventFilter | null,
  unit: TimeUnit,
): Promise<CountedSeries & { readonly window: Window | null }> {
  const window = windowOf(filter?.at, filter?.during);
  const matcher = await selectEvents(context, { kind: 'everything' }, filter);
  return { ...(await matcher.answer(unit, () => countByTime(matcher, unit, window))), window };
}

const NOTHING: Count = { events: 0, best: 0, low: 0, high: 0 };

function tooManyBuckets(unit: TimeUnit, counted: string): AllegianceError {
  const message = `Expected a series of at most ${MAX_BUCKETS} buckets; by ${unit} these ${counted} need more. Use a wider unit, or \`during\`.`;
  return new AllegianceError('BAD_INPUT', message, { limit: MAX_BUCKETS });
}

export interface TieBucket {
  readonly start: string;
  readonly relationships: number;
  readonly began: number;
  readonly ended: number;
}

/**
 * Relationships counted by time.
 * @throws UNKNOWN_ENTITY, UNKNOWN_SOURCE, BAD_WINDOW; BAD_INPUT for a series of more than 20,000 buckets
 */
export async function relationshipSeries(context: Context, filter: TieFilter | null, by: TimeUnit): Promise<TieBucket[]> {
  const { view, criterion } = await criterionInView(context, filter ?? {});
  const question = { kind: 'tieSeries', filter: criterion, by, maxBuckets: MAX_BUCKETS } as const;
  const { series, tooMany } = await runCompleteAnalysis(context, view, question);
  if (tooMany) throw tooManyBuckets(by, 'relationships');
  if (series === null) return [];
  const starts = bucketsBetween(series.first, series.last, by, MAX_BUCKETS)!;
  return starts.map((start, at) => ({
    start,
    relationships: series.ties[at]!,
    began: series.began[at]!,
    ended: series.ended[at]!,
  }));
}
