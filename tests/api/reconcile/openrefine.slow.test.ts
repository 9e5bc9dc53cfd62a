import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphOfApi } from '../../support/export/graphOfApi.ts';
import { matchByOpenRefine, openRefine } from '../../support/openrefine/openrefine.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';

const program = await openRefine();
if ('missing' in program) console.log(`Matching with OpenRefine: skipped: ${program.missing}`);

describe.skipIf('missing' in program)('OpenRefine', () => {
  const { libraries } = program as { libraries: string };
  let graph: TestGraph;
  let server: TestServer;
  let service: string;
  beforeAll(async () => {
    graph = await seeded();
    server = await serve(graph.engine, { openReading: true });
    service = server.url.replace('/graphql', '/reconcile');
  });
  afterAll(async () => {
    await server.close();
    await graph.close();
  });

  test('matches a column of all names, in batches, and adds columns for what it matched', async () => {
    const entities = [...(await graphOfApi(graph)).nodes.values()];
    const rows = entities.map(({ label }) => [String(label), null] as const);
    const column = {
      service,
      type: null,
      batchSize: 50,
      rows,
      property: 'backedBy',
      extend: ['kind', 'identifier:ucdp', 'latitude', 'backedBy'],
    };
    const found = await matchByOpenRefine(libraries, column);
    expect(found.rows.map(({ error }) => error)).toEqual(rows.map(() => null));
    const slugs = new Map<string, string[]>();
    for (const { label, slug } of entities) slugs.set(String(label), [...(slugs.get(String(label)) ?? []), String(slug)]);
    for (const [index, { match, candidates }] of found.rows.entries()) {
      const [name] = rows[index]!;
      expect(candidates.map(([id]) => id)).toEqual(expect.arrayContaining(slugs.get(name)!));
      if (match !== null) expect(slugs.get(name), name).toContain(match);
    }
    expect(found.rows.filter(({ match }) => match !== null).length).toBeGreaterThan(entities.length * 0.8);
    expect(found.columns).toEqual(['Kind', 'UCDP actor', 'Latitude', 'Is backed by']);
    const { hezbollah, aleppo } = found.extended;
    expect(hezbollah![0]!.slice(0, 3)).toEqual(['ARMED_GROUP', '366', null]);
    expect(hezbollah!.map((row) => row[3])).toContain('iran');
    expect(aleppo![0]).toEqual(['PLACE', null, expect.closeTo(36.2, 0), null]);
  }, 300_000);

  test('takes a type and another column as a property: what contradicts is no match', async () => {
    const rows = [
      ['Hezbollah', 'Iran'],
      ['Hezbollah', 'Israel'],
      ['حزب الله', null],
      ['Aleppo', null],
      ['"; <b> no one \u{1f3f4}', 'x'],
    ] as const;
    const found = await matchByOpenRefine(libraries, { service, type: 'ACTOR', batchSize: 50, rows, property: 'backedBy', extend: [] });
    expect(found.rows.map(({ error, match }) => [error, match])).toEqual([
      [null, 'hezbollah'],
      [null, null],
      [null, 'hezbollah'],
      [null, null],
      [null, null],
    ]);
    expect(found.rows[1]!.candidates[0]![0]).toBe('hezbollah');
    expect(found.rows.flatMap(({ candidates }) => candidates.flatMap(([, , types]) => types))).not.toContain('PLACE');
  }, 300_000);
});
