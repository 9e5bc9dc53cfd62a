import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coloursOf, fillingOf } from '../../../src/explorer/map/colours.ts';
import { type MapPlace, mapContentOf } from '../../../src/explorer/map/mapContent.ts';
import { deathRadius, fittingCamera, mapMarks, zoomedCamera } from '../../../src/explorer/map/marks.ts';
import { entity, LIGHT } from './support/scene.ts';

const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const places: fc.Arbitrary<MapPlace[]> = fc
  .array(fc.record({ longitude: degrees(180), latitude: degrees(90), events: fc.nat(50), deaths: fc.nat(2_000) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((all) => all.map((each, at) => ({ ...each, place: entity(`place-${at}`, `Place ${at}`, { kind: 'PLACE' }), holders: [] })));

describe('the marks of a map', () => {
  test('join places without losing one, and are in view when fitted, at any size', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 120, max: 2_000 }), fc.integer({ min: 100, max: 1_400 }), (all, width, height) => {
        const marks = mapMarks(all, fittingCamera(all, width, height));
        expect(marks.flatMap((mark) => mark.places).length).toBe(all.length);
        expect(marks.reduce((sum, { deaths }) => sum + deaths, 0)).toBe(all.reduce((sum, { deaths }) => sum + deaths, 0));
        for (const { x, y } of marks) expect([x > 0, x < width, y > 0, y < height]).toEqual([true, true, true, true]);
      }),
    );
  });

  test('stay under the pointer while it zooms', () => {
    fc.assert(
      fc.property(places, fc.double({ min: 0.5, max: 2, noNaN: true }), (all, factor) => {
        const camera = fittingCamera(all, 600, 400);
        const [x, y] = [200, 100];
        const nearer = zoomedCamera(camera, factor, x, y);
        expect((x - nearer.x) / nearer.scale).toBeCloseTo((x - camera.x) / camera.scale, 4);
        expect((y - nearer.y) / nearer.scale).toBeCloseTo((y - camera.y) / camera.scale, 4);
      }),
    );
  });

  test('have circles whose area is in proportion to the deaths', () => {
    expect(deathRadius(400, 1_600)).toBeCloseTo(deathRadius(1_600, 1_600) / 2, 6);
    expect(deathRadius(0, 10)).toBe(0);
  });
});

describe('the content of a map', () => {
  const [one, other] = [entity('one'), entity('other')];
  const aleppo = { ...entity('aleppo', 'Aleppo', { kind: 'PLACE' }), latitude: 36.2, longitude: 37.16 };
  const nowhere = { ...entity('nowhere', 'Nowhere', { kind: 'PLACE' }), latitude: null, longitude: null };
  const controls = (from: typeof one, status: 'SUPPORTED' | 'DISPUTED' = 'SUPPORTED', extent: 'FULL' | 'PARTIAL' = 'FULL') => ({
    id: `${from.slug}-aleppo`,
    status,
    from,
    to: aleppo,
    extent,
  });
  const group = (place: typeof aleppo | typeof nowhere, events: number, best: number | null) => ({
    events,
    deaths: { best },
    entity: place,
  });

  test('counts what is at no place, and says which places have no coordinates', () => {
    const content = mapContentOf([group(aleppo, 3, 12), group(nowhere, 2, null)], [controls(one)], 9, 3);
    expect(content.places.map(({ place, events, deaths }) => [place.slug, events, deaths])).toEqual([['aleppo', 3, 12]]);
    expect(content).toMatchObject({ cut: false, withoutCoordinates: 1, eventsElsewhere: 6, holders: [{ places: 1 }] });
    expect(mapContentOf([group(aleppo, 3, 12), group(nowhere, 2, null)], [], 9, 2).cut).toBe(true);
  });

  test.each([
    ['nobody', [], false, 1],
    ['one holder', [controls(one)], false, 1],
    ['one holder, disputed', [controls(one, 'DISPUTED')], true, 2],
    ['one holder of a part', [controls(one, 'SUPPORTED', 'PARTIAL')], true, 2],
    ['two holders', [controls(one), controls(other)], true, 2],
  ])('of %s is filled accordingly', (_, ties, striped, count) => {
    const content = mapContentOf([group(aleppo, 1, null)], ties, 1, 3);
    const filling = fillingOf(content.places, coloursOf(content.holders, LIGHT));
    expect([filling.striped, filling.colours.length]).toEqual([striped, count]);
  });
});
