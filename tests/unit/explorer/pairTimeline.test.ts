import { describe, expect, test } from 'vitest';
import { selectedWindow } from '../../../src/explorer/graph/filter.ts';
import { pairTimeline } from '../../../src/explorer/panels/pairTimeline.ts';
import { entity, tie } from './support/scene.ts';

const [iran, syria] = [entity('iran'), entity('syria')];
const dated = (start: string | null, end: string | null) => ({ start, end, ongoing: null, attestedFrom: null, attestedUntil: null });

describe('the time line of a pair', () => {
  test('has a part for each certainty, in order and side by side, and the selected time', () => {
    const ties = [tie('backs', iran, syria, { validity: { ...dated('2011', '2015'), attestedFrom: '2012', attestedUntil: '2014' } })];
    const { firstYear, lastYear, parts, selected } = pairTimeline(ties, selectedWindow({ at: '2013', until: null }))!;
    expect([firstYear, lastYear]).toEqual([2009, 2017]);
    const [own = []] = parts;
    const yearOf = (share: number) => 2009 + share * 9;
    for (const { from, until, certainty } of own) {
      expect(until).toBeGreaterThan(from);
      expect([yearOf(from) >= 2010.9, yearOf(until) <= 2016.1, certainty]).toEqual([true, true, expect.any(String)]);
    }
    expect(own.map(({ certainty }) => certainty)).toContain('CERTAIN');
    expect(yearOf(selected!.from)).toBeCloseTo(2013, 1);
    expect(yearOf(selected!.until)).toBeCloseTo(2014, 1);
  });

  test('is possible all the time where no date is known, and has no line without any date', () => {
    const undated = tie('undated', iran, syria);
    expect(pairTimeline([undated], null)).toBeNull();
    const beside = pairTimeline([undated, tie('later', iran, syria, { validity: dated('2016', '2016') })], null)!;
    expect(beside.parts[0]).toEqual([{ from: 0, until: 1, certainty: 'POSSIBLE' }]);
    expect(beside.selected).toBeNull();
  });
});
