import { describe, expect, it } from 'vitest';
import { UNKNOWN_CHI, UNKNOWN_CLO, validityOf } from '../../../src/model/interval.ts';
import { build } from '../../support/analysis/build.ts';
import { entityId } from '../../support/analysis/graph.ts';
import { findPaths } from '../../support/analysis/questions.ts';
import { GraphBuilder } from '../../support/analysis/sampleGraphs.ts';

const ENDS = { from: entityId(0), to: entityId(2), maxDepth: 2 };
const lasting = (first: number, last: number) => ({ lo: first, hi: last, clo: first, chi: last });
/** On one unknown day of these. */
const act = (first: number, last: number) => ({ lo: first, hi: last, clo: last, chi: first });
const line = (...ties: ReturnType<typeof lasting>[]) =>
  build(ties.reduce((builder, days, i) => builder.tie(i, i + 1, days), new GraphBuilder()).graph).view;

describe('the time of a path', () => {
  it('simultaneous: the ties share one day, the last of one and the first of the other', () => {
    expect(findPaths(line(lasting(10, 15), lasting(15, 20)), { ...ENDS, time: 'SIMULTANEOUS' }).paths.length).toBe(1);
    expect(findPaths(line(lasting(10, 14), lasting(15, 20)), { ...ENDS, time: 'SIMULTANEOUS' }).paths.length).toBe(0);
  });

  it('chronological: days do not decrease from the start, so only one direction has a path', () => {
    const view = line(lasting(10, 12), lasting(15, 20));
    expect(findPaths(view, { ...ENDS, time: 'CHRONOLOGICAL' }).paths.length).toBe(1);
    expect(findPaths(view, { ...ENDS, from: ENDS.to, to: ENDS.from, time: 'CHRONOLOGICAL' }).paths.length).toBe(0);
  });

  it('the day lies in the requested window', () => {
    const view = line(lasting(10, 15), lasting(15, 20));
    const within = (first: number, last: number) =>
      findPaths(view, { ...ENDS, time: 'SIMULTANEOUS', filter: { window: { first, last } } }).paths.length;
    expect([within(12, 18), within(16, 18)]).toEqual([1, 0]);
  });

  it('an act on an unknown day is certain within its days, but not simultaneous with anything', () => {
    const view = line(act(10, 12), lasting(5, 20));
    const filter = { window: { first: 9, last: 13 }, certainty: 'CERTAIN' as const };
    expect(findPaths(view, { ...ENDS, filter }).paths.length).toBe(1);
    expect(findPaths(view, { ...ENDS, filter, time: 'SIMULTANEOUS' }).paths.length).toBe(0);
  });
});

describe('validity', () => {
  it('is the days common to all ties, and null where there are none', () => {
    expect(validityOf([lasting(10, 20), lasting(15, 30)])).toEqual(lasting(15, 20));
    expect(validityOf([lasting(10, 14), lasting(15, 30)])).toBeNull();
  });

  it('is certain where a tie spans all days of an act, and never for two acts', () => {
    expect(validityOf([act(10, 12), lasting(5, 20)])).toEqual(act(10, 12));
    expect(validityOf([act(10, 12), act(11, 13)])).toEqual({ lo: 11, hi: 12, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI });
  });
});
