import { useMemo, useRef } from 'react';
import { bucketOf, type TimeUnit } from '../../model/bucket.ts';
import { dateOrNull } from '../../model/date.ts';
import type { Window } from '../../model/interval.ts';
import { TimeSeriesDocument, type TimeSeriesQuery } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { unitOf } from './scale.ts';

/** What holds, begins, ends and happens in a year, a month or a day of the whole graph. */
export interface TimeCount extends Window {
  readonly start: string;
  readonly relationships: number;
  readonly began: number;
  readonly ended: number;
  readonly events: number;
}

/** The counts of the whole graph by year, from its first date to its last; none while they load, or where it has no date. */
export function useYears(revision: number): readonly TimeCount[] {
  const { data } = useQueryResult(TimeSeriesDocument, { by: 'YEAR', during: null }, revision);
  return useMemo(() => (data ? countsOf(data) : []), [data]);
}

/** The counts for what the strip shows, in its unit; while they load, those before. */
export function useCounts(shown: Window, years: readonly TimeCount[], revision: number): readonly TimeCount[] {
  const unit = unitOf(shown);
  // The next wider units around what is shown, so that a small move needs no request.
  const around: TimeUnit = unit === 'DAY' ? 'MONTH' : 'YEAR';
  const during = unit === 'YEAR' ? null : { start: bucketOf(shown.first, around), end: bucketOf(shown.last, around) };
  const { data } = useQueryResult(TimeSeriesDocument, { by: unit, during }, revision);
  const latest = useRef(years);
  const counts = useMemo(() => (data ? countsOf(data) : null), [data]);
  if (unit === 'YEAR') latest.current = years;
  else if (counts) latest.current = counts;
  return latest.current;
}

function countsOf({ relationshipSeries, eventSeries }: TimeSeriesQuery): TimeCount[] {
  const counts = new Map<string, TimeCount>();
  const merge = (start: string, count: Partial<TimeCount>) => {
    const { first, last } = dateOrNull(start)!;
    counts.set(start, { relationships: 0, began: 0, ended: 0, events: 0, ...counts.get(start), start, first, last, ...count });
  };
  for (const { start, relationships, began, ended } of relationshipSeries ?? []) merge(start, { relationships, began, ended });
  for (const { start, events } of eventSeries ?? []) merge(start, { events });
  return [...counts.values()].sort((a, b) => a.first - b.first);
}
