import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tieSeries } from '../../../src/analysis/list/tieSeries.ts';
import { eachTie } from '../../../src/analysis/list/ties.ts';
import { bucketOf, bucketsBetween, MAX_BUCKETS, TIME_UNITS } from '../../../src/model/bucket.ts';
import { parseDate } from '../../../src/model/date.ts';
import { holdsIn, isUndated, UNKNOWN_HI, UNKNOWN_LO } from '../../../src/model/interval.ts';
import { build } from '../../support/analysis/build.ts';
import { graph } from '../../support/analysis/graph.ts';
import { filter, NO_LIMITS } from '../../support/analysis/questions.ts';

test('a series counts in each bucket what holds, begins and ends there, from the first date to the last', () => {
  let filled = 0;
  fc.assert(
    fc.property(graph(4, 24), filter, fc.constantFrom(...TIME_UNITS), (graph, filter, by) => {
      const { view } = build(graph);
      const ties: number[] = [];
      eachTie(view, { filter }, NO_LIMITS, (tie) => ties.push(tie));
      const dated = ties.map((tie) => view.bounds(tie)).filter((bounds) => !isUndated(bounds));
      const days = dated.flatMap(({ lo, hi, clo, chi }) => [lo, hi, clo, chi]).filter((day) => day !== UNKNOWN_LO && day !== UNKNOWN_HI);
      const first = filter.window?.first ?? Math.min(...days);
      const last = filter.window?.last ?? Math.max(...days);
      const { series, tooMany } = tieSeries(view, { filter, by, maxBuckets: MAX_BUCKETS }, NO_LIMITS);
      expect(tooMany).toBe(false);
      const buckets = Number.isFinite(first) ? bucketsBetween(first, last, by, MAX_BUCKETS)! : [];
      const expected = buckets.map((start) => {
        const bucket = parseDate(start);
        const certainty = filter.certainty ?? 'POSSIBLE';
        const within = (day: number) => day >= bucket.first && day <= bucket.last;
        const valid = ties.filter((tie) => view.lo(tie) <= view.hi(tie));
        return {
          ties: ties.filter((tie) => holdsIn(view.bounds(tie), bucket, certainty, view.lastingDays(tie))).length,
          began: valid.filter((tie) => within(view.lo(tie))).length,
          ended: valid.filter((tie) => {
            const { lo, hi, clo, chi } = view.bounds(tie);
            return within(hi) && !(chi === lo && clo === hi);
          }).length,
        };
      });
      const found = series?.ties.map((count, at) => ({ ties: count, began: series.began[at], ended: series.ended[at] })) ?? [];
      expect(found).toEqual(expected);
      if (series) expect([bucketOf(series.first, by), bucketOf(series.last, by)]).toEqual([buckets[0], buckets.at(-1)]);
      filled += found.filter(({ ties, began, ended }) => ties > 0 && (began ?? 0) + (ended ?? 0) > 0).length;
    }),
    { numRuns: 120 },
  );
  expect(filled).toBeGreaterThan(20);
});

test('a series of more buckets than it may have is not counted', () => {
  const { view } = build(fc.sample(graph(4, 24), { numRuns: 1, seed: 1 })[0]!);
  expect(tieSeries(view, { filter: {}, by: 'DAY', maxBuckets: 1 }, NO_LIMITS)).toMatchObject({ series: null, tooMany: true });
});
