import { MultiGraph } from 'graphology';
import gexf from 'graphology-gexf';
import { describe, expect, test } from 'vitest';
import { csvOf } from '../../../src/explorer/export/csv.ts';
import { gexfOf } from '../../../src/explorer/export/gexf.ts';
import { svgOf } from '../../../src/explorer/export/svg.ts';
import { sortRows } from '../../../src/explorer/table/sortRows.ts';
import { entity, LIGHT, sceneFrom, tie } from './support/scene.ts';

const hostile = entity('evil', '"><script>alert(1)</script>\u0000');
const formula = entity('formula', '=HYPERLINK("http://x","y")');
const { scene, graph } = sceneFrom([
  tie('t-1', hostile, formula, { status: 'DISPUTED' }),
  tie('t-2', formula, entity('arabic', 'حزب الله')),
  tie('t-3', formula, entity('gone'), { validity: { start: '2020', end: null, ongoing: null, attestedFrom: null, attestedUntil: null } }),
]);

describe('exported files', () => {
  test('CSV has one line per tie, quotes where needed, and holds no formula', () => {
    const [head, ...lines] = csvOf(scene).split('\r\n');
    const [first, second] = ['t-1', 't-2'].map((id) => lines.find((line) => line.endsWith(id)));
    expect(head).toMatch(/^from,from_name,type,to,to_name,/);
    expect(first).toContain('formula,"\'=HYPERLINK(""http://x"",""y"")"');
    expect(second).toContain('arabic,حزب الله');
  });

  test('GEXF and SVG are well-formed XML, whatever the names', () => {
    for (const text of [gexfOf(scene, graph, LIGHT), svgOf(scene, LIGHT)]) {
      expect(text).not.toContain('<script');
      expect(text).not.toContain('\u0000');
      expect(text.match(/<(?![/?!])[^>]*[^/]>/g)!.length).toBe(text.match(/<\//g)!.length);
    }
    expect(gexfOf(scene, graph, LIGHT)).toContain('<edge id="t-1" source="evil" target="formula" kind="BACKS" type="directed"');
    expect(svgOf(scene, LIGHT)).toContain('stroke-dasharray');
    expect(svgOf(scene, LIGHT)).toContain('direction="rtl"');
  });

  test('GEXF has names, positions and colours as drawn, read back', () => {
    const read = gexf.parse(MultiGraph as never, gexfOf(scene, graph, LIGHT), { addMissingNodes: false });
    const [drawn] = scene.entities;
    expect([read.order, read.size]).toEqual([4, 3]);
    expect(read.getNodeAttributes('evil')).toMatchObject({ label: '"><script>alert(1)</script>\ufffd', kind: 'STATE', ...drawn!.position });
    expect(read.getNodeAttribute('evil', 'color')).toBe(drawn!.colour);
    expect(read.getEdgeAttributes('t-1')).toMatchObject({ relationship: 'BACKS', status: 'DISPUTED', confidence: 0.85 });
  });

  test('leave out ties outside of the selected time', () => {
    const then = sceneFrom([...graph.ties.values()], { time: { at: '2010', until: null } });
    expect(csvOf(then.scene)).not.toContain('t-3');
    expect(gexfOf(then.scene, then.graph, LIGHT)).not.toContain('t-3');
  });
});

describe('sorted rows', () => {
  test('have empty values last in both directions', () => {
    const rows = ['b', '', 'a', '10', '9'];
    expect(sortRows(rows, (row) => row, false)).toEqual(['9', '10', 'a', 'b', '']);
    expect(sortRows(rows, (row) => row, true)).toEqual(['b', 'a', '10', '9', '']);
  });
});
