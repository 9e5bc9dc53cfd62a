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
    const [plain, disputed, reported] = scene.ties;
    expect([plain?.dashed, disputed?.dashed]).toEqual([false, true]);
    expect(disputed!.width).toBeGreaterThan(plain!.width);
    expect(reported!.opacity).toBeLessThan(plain!.opacity);
    expect(disputed!.colour).not.toBe(plain!.colour);
    expect(scene.entities.map(({ slug, square }) => [slug, square])).toEqual([
      ['iran', false],
      ['syria', false],
      ['aleppo', true],
    ]);
  });

  test('shows ties that surely hold at a time, fainter those that possibly hold, and none that do not', () => {
    const { scene } = sceneFrom(
      [
        tie('then', iran, syria, { validity: dated('2015', '2015') }),
        tie('perhaps', iran, syria, { validity: dated(null, '2020') }),
        tie('later', iran, syria, { validity: dated('2018', null) }),
      ],
      { time: { at: '2015', until: null } },
    );
    const [then, perhaps, later] = scene.ties.map(({ opacity }) => opacity);
    expect(then).toBeGreaterThan(perhaps!);
    expect(perhaps).toBeGreaterThan(0);
    expect(later).toBe(0);
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
