import { describe, expect, test } from 'vitest';
import { entity, sceneFrom, tie } from './support/scene.ts';

const [iran, syria, aleppo] = [entity('iran', 'Iran'), entity('syria', 'Syria'), entity('aleppo', 'Aleppo', { kind: 'PLACE' })];
const dated = (start: string | null, end: string | null) => ({ start, end, ongoing: null, attestedFrom: start, attestedUntil: start });

describe('the scene', () => {
  test('has dashed lines for disputed ties, wider ones for more passages, fainter ones for reported ties', () => {
    const { scene } = sceneFrom([
      tie('plain', iran, syria),
      tie('disputed', syria, aleppo, { type: 'CONTROLS', sign: 'NEUTRAL', status: 'DISPUTED', passages: { totalCount: 4 } }),
      tie('reported', iran, aleppo, { status: 'REPORTED' }),
    ]);
    const [plain, disputed, reported] = ['plain', 'disputed', 'reported'].map((id) => scene.ties.find((each) => each.id === id));
    expect([plain?.stroke, disputed?.stroke]).toEqual(['plain', 'dashed']);
    expect(disputed!.width).toBeGreaterThan(plain!.width);
    expect(reported!.opacity).toBeLessThan(plain!.opacity);
    expect(disputed!.colour).not.toBe(plain!.colour);
    expect(scene.entities.map(({ slug, square }) => [slug, square])).toEqual([
      ['iran', false],
      ['syria', false],
      ['aleppo', true],
    ]);
  });

  const now = { time: { at: '2015', until: null } };
  const then = tie('then', iran, syria, { validity: dated('2015', '2015') });
  const possible = tie('possible', iran, syria, { validity: dated(null, '2025') });
  const later = tie('later', iran, syria, { validity: dated('2018', null) });

  test('shows what is known or likely at a time, and what is only possible where that is asked for, faint and dotted', () => {
    const likely = tie('likely', iran, syria, { validity: dated(null, '2017') });
    const ties = [possible, then, later, likely];
    expect(sceneFrom(ties, now).scene.ties.map(({ id }) => id)).toEqual(['then', 'likely']);
    const shown = sceneFrom(ties, { ...now, possible: true }).scene.ties;
    expect(shown.map(({ id, stroke, certainty }) => [id, stroke, certainty])).toEqual([
      ['then', 'plain', 'CERTAIN'],
      ['likely', 'plain', 'LIKELY'],
      ['possible', 'dotted', 'POSSIBLE'],
    ]);
    expect(shown[2]!.opacity).toBeLessThan(shown[1]!.opacity / 2);
    expect(sceneFrom(ties).scene.ties.map(({ stroke }) => stroke)).toEqual(['plain', 'plain', 'plain', 'plain']);
  });

  test('has the ties of a pair in the order in which they speak: certainty, confidence, the later attested, id', () => {
    const lesser = { validity: dated('2015', '2015'), confidence: 0.5 };
    const ties = [
      tie('b', iran, syria, lesser),
      possible,
      tie('a', iran, syria, lesser),
      tie('c', iran, syria, { ...lesser, confidence: 0.6 }),
    ];
    const old = tie('old', iran, syria, { validity: dated(null, '2011'), confidence: 1 });
    expect(sceneFrom([old, ...ties], { ...now, possible: true }).scene.ties.map(({ id }) => id)).toEqual(['c', 'a', 'b', 'possible']);
    const undated = sceneFrom([possible, tie('later', iran, syria, { validity: dated('2026', '2027') })]).scene.ties;
    expect(undated.map(({ id }) => id)).toEqual(['later', 'possible']);
  });

  test('draws no tie as the selected one that does not hold, or is hidden as only possible', () => {
    expect(sceneFrom([then, possible], { ...now, tie: 'possible' }).scene.ties.map(({ id }) => id)).toEqual(['then']);
  });

  test('bounds support by its periods', () => {
    const periods = [
      { start: '1981', end: '1982' },
      { start: '1990', end: '1991' },
    ];
    const backs = { ...tie('backs', iran, syria), periods };
    const in1900 = { time: { at: '1900', until: null }, possible: true };
    expect(sceneFrom([backs], in1900).scene.ties).toEqual([]);
    expect(sceneFrom([backs], { time: { at: '1990-06', until: null } }).scene.ties).toHaveLength(1);
  });

  test('leaves out what the legend hides', () => {
    const ties = [tie('backs', iran, syria), tie('controls', syria, aleppo, { type: 'CONTROLS' })];
    expect(sceneFrom(ties, { hidden: ['BACKS'] }).scene.ties.map(({ id }) => id)).toEqual(['controls']);
    const { scene } = sceneFrom(ties, { hidden: ['PLACE'] });
    expect([scene.ties.map(({ id }) => id), scene.entities.map(({ slug }) => slug)]).toEqual([['backs'], ['iran', 'syria']]);
  });

  test('dims everything outside of the highlighted path', () => {
    const { scene } = sceneFrom([tie('in', iran, syria), tie('out', syria, aleppo)], {}, new Set(['in']));
    const [onPath, offPath] = scene.ties;
    expect([onPath?.highlighted, offPath?.highlighted]).toEqual([true, false]);
    expect(offPath!.opacity).toBeLessThan(0.2);
    expect(scene.entities.map(({ opacity }) => opacity === 1)).toEqual([true, true, false]);
  });
});
