import { describe, expect, test } from 'vitest';
import { drawnFilter, exportParameters } from '../../../src/explorer/export/drawnFilter.ts';
import { printedPage } from '../../../src/explorer/export/printedPage.ts';
import { figureOf } from '../../../src/explorer/export/svg.ts';
import { NOTHING_SHOWN } from '../../../src/explorer/state/picture.ts';
import { INITIAL_VIEW } from '../../../src/explorer/state/view.ts';
import { sortRows } from '../../../src/explorer/table/sortRows.ts';
import { entity, LIGHT, sceneFrom, tie } from './support/scene.ts';

const HOSTILE = '"><script>alert(1)</script>\u0000';
const measure = (text: string) => text.length * 7;

describe('the printed page', () => {
  test('is well-formed XML, whatever the names', () => {
    const [hostile, arabic] = [entity('evil', HOSTILE), entity('arabic', 'حزب الله')];
    const { scene } = sceneFrom([tie('t-1', hostile, arabic, { status: 'DISPUTED' })]);
    const text = { title: HOSTILE, lead: HOSTILE, legend: [{ sign: '', text: HOSTILE }], sources: [HOSTILE], foot: HOSTILE, link: HOSTILE };
    const page = printedPage(figureOf(scene, LIGHT, measure), text, LIGHT, measure);
    expect(page).not.toContain('<script');
    expect(page).not.toContain('\u0000');
    expect(page.match(/<(?![/?!])[^>]*[^/]>/g)!.length).toBe(page.match(/<\//g)!.length);
    expect(page).toContain('stroke-dasharray');
    expect(page).toContain('direction="rtl"');
  });
});

describe('the filter of what is drawn', () => {
  test('leaves out hidden kinds, types and statuses, and has the time', () => {
    const place = entity('aleppo', 'Aleppo', { kind: 'PLACE' });
    const { graph } = sceneFrom([tie('t-1', entity('iran'), entity('russia')), tie('t-2', entity('iran'), place, { type: 'CONTROLS' })]);
    const picture = [...graph.entities.keys()].map((slug) => ({ slug, position: null, pinned: false }));
    const filters = { hidden: ['PLACE', 'BACKS', 'DISPUTED'], time: { at: '2015', until: '2016-05' }, possible: true };
    const drawn = { ...NOTHING_SHOWN, graph, picture, ...filters, view: INITIAL_VIEW };
    expect(drawnFilter(drawn)).toEqual({
      from: ['iran', 'russia'],
      to: ['iran', 'russia'],
      excludeTypes: ['BACKS'],
      status: ['SUPPORTED', 'REPORTED', 'UNSOURCED'],
      certainty: 'POSSIBLE',
      during: { start: '2015', end: '2016-05' },
    });
    expect(exportParameters(drawn)).toMatchObject({ from: ['iran', 'russia'], during: '2015/2016-05' });
  });
});

describe('sorted rows', () => {
  test('have empty values last in both directions', () => {
    const rows = ['b', '', 'a', '10', '9'];
    expect(sortRows(rows, (row) => row, false)).toEqual(['9', '10', 'a', 'b', '']);
    expect(sortRows(rows, (row) => row, true)).toEqual(['b', 'a', '10', '9', '']);
  });
});
