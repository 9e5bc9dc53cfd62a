import { describe, expect, test } from 'vitest';
import { type Scene, withNeighborsLit } from '../../../src/explorer/canvas/scene.ts';
import type { GraphTie } from '../../../src/explorer/graph/graph.ts';
import { entity, LIGHT, sceneFrom, tie } from './support/scene.ts';

const [iran, syria, aleppo] = [entity('iran', 'Iran'), entity('syria', 'Syria'), entity('aleppo', 'Aleppo', { kind: 'PLACE' })];
const dated = (start: string | null, end: string | null) => ({ start, end, ongoing: null, attestedFrom: start, attestedUntil: start });

describe('the scene', () => {
  const lineOf = (scene: Scene, id: string) => scene.lines.find(({ ties }) => ties.some((each) => each.id === id))!;

  test('has dashed lines for disputed ties, wider ones for more independent voices, fainter ones for what is only reported', () => {
    const { scene } = sceneFrom([
      tie('plain', iran, syria),
      tie('disputed', syria, aleppo, { type: 'CONTROLS', sign: 'NEUTRAL', status: 'DISPUTED', voices: { asserting: 4 } }),
      tie('reported', iran, aleppo, { status: 'REPORTED' }),
    ]);
    const [plain, disputed, reported] = [lineOf(scene, 'plain'), lineOf(scene, 'disputed'), lineOf(scene, 'reported')];
    expect([plain.stroke, disputed.stroke]).toEqual(['plain', 'dashed']);
    expect(disputed.width).toBeGreaterThan(plain.width);
    expect(reported.opacity).toBeLessThan(plain.opacity);
    expect(scene.entities.map(({ slug, square }) => [slug, square])).toEqual([
      ['iran', false],
      ['syria', false],
      ['aleppo', true],
    ]);
  });

  test('has a line as wide as all of its ties have independent voices together, each counted once', () => {
    const width = (...speakers: string[][]) =>
      sceneFrom(speakers.map((each, at) => tie(`tie-${at}`, iran, syria, { voices: { asserting: each.length }, speakers: each }))).scene
        .lines[0]!.width;
    expect(width(['a', 'b'], ['b', 'c'])).toBe(width(['a', 'b', 'c']));
    expect(width(['a', 'b'], ['c'])).toBeGreaterThan(width(['a', 'b'], ['b']));
    expect(width(['a', 'b'], ['b'])).toBe(width(['a', 'b']));
  });

  test('marks what has begun since the step before while time is played, and shows what has ended fading', () => {
    const dates = (start: string, end: string) => ({ validity: dated(start, end) });
    const ties = [
      tie('goes-on', iran, syria, dates('2010', '2016')),
      tie('ended', syria, aleppo, { ...dates('2010', '2014'), validity: { ...dated('2010', '2014'), attestedUntil: '2014' } }),
      tie('begun', iran, aleppo, dates('2015', '2016')),
    ];
    const at = { time: { at: '2015', until: null } };
    const [still, played] = [sceneFrom(ties, at).scene, sceneFrom(ties, at, null, { at: '2014', until: null }).scene];
    expect(still.lines.flatMap(({ ties: own }) => own.map(({ id }) => id)).sort()).toEqual(['begun', 'goes-on']);
    const [goesOn, begun, ended] = ['goes-on', 'begun', 'ended'].map((id) => lineOf(played, id));
    expect(goesOn).toEqual(lineOf(still, 'goes-on'));
    expect(begun!.width).toBe(lineOf(still, 'begun').width + 2);
    expect([begun!.opacity, ended!.opacity < goesOn!.opacity / 2]).toEqual([1, true]);
    expect(played.ties.map(({ tie: { id } }) => id).sort()).toEqual(['begun', 'goes-on']);
  });

  test('has one line for a pair, in the colour of what they are to each other; two where they are friends and foes', () => {
    const backs = tie('backs', iran, syria);
    const back = tie('back', syria, iran);
    const fights = tie('fights', syria, iran, { type: 'FIGHTS', sign: 'HOSTILE' });
    const splits = tie('splits', iran, syria, { type: 'SPLIT_FROM', sign: 'NEUTRAL' });
    const linesOf = (...ties: GraphTie[]) =>
      sceneFrom(ties).scene.lines.map(({ stance, colour, arrow, ties: own }) => ({ stance, colour, arrow, ids: own.map(({ id }) => id) }));
    const { COOPERATIVE: friend, HOSTILE: foe, NEUTRAL: neither } = LIGHT.signs;
    expect(linesOf(backs)).toEqual([{ stance: 'COOPERATIVE', colour: friend, arrow: true, ids: ['backs'] }]);
    expect(linesOf(backs, back)).toEqual([{ stance: 'COOPERATIVE', colour: friend, arrow: false, ids: ['back', 'backs'] }]);
    expect(linesOf(splits)).toEqual([{ stance: 'NEUTRAL', colour: neither, arrow: true, ids: ['splits'] }]);
    expect(linesOf(splits, fights)).toEqual([{ stance: 'HOSTILE', colour: foe, arrow: false, ids: ['fights', 'splits'] }]);
    expect(linesOf(backs, fights, splits)).toEqual([
      { stance: 'COOPERATIVE', colour: friend, arrow: true, ids: ['backs', 'splits'] },
      { stance: 'HOSTILE', colour: foe, arrow: false, ids: ['fights'] },
    ]);
  });

  test('lights the neighbors of what is selected, and those of what is pointed at instead', () => {
    const ties = [tie('near', iran, syria), tie('far', syria, aleppo)];
    const { scene } = sceneFrom(ties, { selected: ['iran'] });
    const shownOf = ({ entities, lines }: Scene) => [
      entities.map(({ opacity }) => opacity === 1),
      lines.map(({ opacity }) => opacity > 0.5),
    ];
    // In the order of the slugs of each pair: aleppo–syria, iran–syria.
    expect(shownOf(scene)).toEqual([
      [true, true, false],
      [false, true],
    ]);
    expect(shownOf(withNeighborsLit(scene, ['aleppo']))).toEqual([
      [false, true, true],
      [true, false],
    ]);
    expect(shownOf(sceneFrom(ties, { selected: ['gone'] }).scene)).toEqual([
      [true, true, true],
      [true, true],
    ]);
  });

  const now = { time: { at: '2015', until: null } };
  const then = tie('then', iran, syria, { validity: dated('2015', '2015') });
  const possible = tie('possible', iran, syria, { validity: dated(null, '2025') });
  const later = tie('later', iran, syria, { validity: dated('2018', null) });

  test('shows what is known or likely at a time, and what is only possible where that is asked for, faint and dotted', () => {
    const likely = tie('likely', iran, syria, { validity: dated(null, '2017') });
    const ties = [possible, then, later, likely];
    expect(sceneFrom(ties, now).scene.ties.map(({ tie: { id } }) => id)).toEqual(['then', 'likely']);
    const shown = sceneFrom(ties, { ...now, possible: true }).scene.ties;
    expect(shown.map(({ tie: { id }, certainty }) => [id, certainty])).toEqual([
      ['then', 'CERTAIN'],
      ['likely', 'LIKELY'],
      ['possible', 'POSSIBLE'],
    ]);
    const [certain, liked, dotted] = [then, likely, possible].map((one) => sceneFrom([one], { ...now, possible: true }).scene.lines[0]!);
    expect([certain, liked, dotted].map((line) => line!.stroke)).toEqual(['plain', 'plain', 'dotted']);
    expect([dotted!.opacity < liked!.opacity, liked!.opacity < certain!.opacity]).toEqual([true, true]);
    expect(certain!.width).toBeGreaterThan(liked!.width);
    expect(sceneFrom(ties).scene.lines.map(({ stroke }) => stroke)).toEqual(['plain']);
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
    expect(sceneFrom([old, ...ties], { ...now, possible: true }).scene.ties.map(({ tie: { id } }) => id)).toEqual([
      'c',
      'a',
      'b',
      'possible',
    ]);
    const undated = sceneFrom([possible, tie('later', iran, syria, { validity: dated('2026', '2027') })]).scene.ties;
    expect(undated.map(({ tie: { id } }) => id)).toEqual(['later', 'possible']);
  });

  test('draws no tie as the selected one that does not hold, or is hidden as only possible', () => {
    expect(sceneFrom([then, possible], { ...now, tie: 'possible' }).scene.ties.map(({ tie: { id } }) => id)).toEqual(['then']);
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
    expect(sceneFrom(ties, { hidden: ['BACKS'] }).scene.ties.map(({ tie: { id } }) => id)).toEqual(['controls']);
    const { scene } = sceneFrom(ties, { hidden: ['PLACE'] });
    expect([scene.ties.map(({ tie: { id } }) => id), scene.entities.map(({ slug }) => slug)]).toEqual([['backs'], ['iran', 'syria']]);
  });

  test('dims everything outside of the highlighted path', () => {
    const { scene } = sceneFrom([tie('in', iran, syria), tie('out', syria, aleppo)], {}, new Set(['in']));
    const [onPath, offPath] = [lineOf(scene, 'in'), lineOf(scene, 'out')];
    expect([onPath.highlighted, offPath.highlighted]).toEqual([true, false]);
    expect(offPath.opacity).toBeLessThan(0.2);
    expect(scene.entities.map(({ opacity }) => opacity === 1)).toEqual([true, true, false]);
  });
});
