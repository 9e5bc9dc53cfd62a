import { describe, expect, it } from 'vitest';
import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { parseDate } from '../../../src/model/date.ts';
import { type Interval, tieBoundsOf, UNKNOWN_CLO } from '../../../src/model/interval.ts';
import { build } from '../../support/analysis/build.ts';
import { entity, entityId, tieId } from '../../support/analysis/graph.ts';

const ID = tieId('FIGHTS', entityId(0), entityId(1), 0);

/** The days of the only tie of a projection, built with them and then written by a revision. */
function attested(days: Omit<ProjectionTie, 'id' | 'status' | 'confidence'>) {
  const tie: ProjectionTie = { id: ID, ...days, status: 'SUPPORTED', confidence: 0.85 };
  const entities = [entity(0), entity(1)];
  const built = build({ entities, ties: [tie] }).view;
  const written = build({ entities, ties: [] }, 1).apply({ revision: 2, rows: [{ op: 'tie', ...tie }] });
  expect(written.attested(written.tie(ID))).toEqual(built.attested(built.tie(ID)));
  return built.attested(built.tie(ID));
}

function withoutThem(dates: Partial<Interval>) {
  const { lo, hi, clo, chi } = tieBoundsOf(dates);
  return attested({ lo, hi, clo, chi, alo: null });
}

const day = (text: string) => parseDate(text).first;

describe('the days between which a tie is attested, in the projection', () => {
  it.each<[Partial<Interval>]>([
    [{ start: '2012' }],
    [{ attestedFrom: '1975', attestedUntil: '2017' }],
    [{ start: '[2016-01-11..2016-01-17]', end: '[2016-01-11..2016-01-17]' }],
    [{ end: '[1900-01-01..2010-12-31]' }],
    [{}],
  ])('are those of its dates: %j', (dates) => {
    const bounds = tieBoundsOf(dates);
    expect(attested(bounds)).toEqual(bounds.alo === UNKNOWN_CLO ? [] : [{ alo: bounds.alo, ahi: bounds.ahi }]);
  });

  it('are those of each period of support that stands apart', () => {
    const periods = [
      { start: '1990', end: '1991' },
      { start: '1981', end: '1982-03' },
      { start: '1982', end: null },
    ];
    expect(attested(tieBoundsOf({}, periods))).toEqual([
      { alo: day('1981-01-01'), ahi: day('1982-12-31') },
      { alo: day('1990-01-01'), ahi: day('1991-12-31') },
    ]);
  });

  it('reach at most 65,535 days beyond what is sure', () => {
    const { clo, chi } = tieBoundsOf({ attestedFrom: '[1500-01-01..2010-12-31]' });
    expect(attested(tieBoundsOf({ attestedFrom: '[1500-01-01..2010-12-31]' }))).toEqual([{ alo: clo - 65_535, ahi: chi + 65_535 }]);
  });

  it('of what earlier versions wrote, are from its known start, else from what is sure', () => {
    expect(withoutThem({ start: '2012', end: '2013' })).toEqual([{ alo: day('2012-01-01'), ahi: day('2013-12-31') }]);
    expect(withoutThem({ attestedFrom: '2012', attestedUntil: '2014' })).toEqual([{ alo: day('2012-12-31'), ahi: day('2014-01-01') }]);
    expect(withoutThem({ attestedFrom: '2012-03' })).toEqual([{ alo: day('2012-03-01'), ahi: day('2012-03-31') }]);
    expect(withoutThem({})).toEqual([]);
  });
});
