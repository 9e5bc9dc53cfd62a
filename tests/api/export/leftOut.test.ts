import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { EXPORT_FORMATS } from '../../../src/exchange/export/formats.ts';
import { LeftOutReports } from '../../../src/http/routes/leftOutReports.ts';
import { eventId } from '../../../src/store/mintId.ts';
import { write } from '../../../src/write/write.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { directoryFor, run } from '../cli/support/run.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');

/** A graph that has something of all that formats have no place for. */
async function fill(engine: Engine): Promise<void> {
  await migrate(engine, NOW);
  const says = (more: object = {}) => ({ source: 'paper', quote: 'It says so.', ...more });
  const rows = {
    sources: [{ key: 'paper', title: 'A paper', publishedOn: '2016', reliability: 'B' }],
    documents: [{ source: 'paper', text: 'It says so.' }],
    places: [
      { slug: 'town', kind: 'TOWN', name: 'Town', latitude: 1, longitude: 2, identifiers: [{ scheme: 'ucdp-place', value: '1' }] },
      { slug: 'village', kind: 'VILLAGE', name: 'Village' },
    ],
    actors: [
      {
        slug: 'state',
        kind: 'STATE',
        name: 'State',
        activeFrom: '[1950-01-01..1951-12-31]',
        aliases: [{ name: 'Der Staat', language: 'de', start: '1960' }],
      },
      { slug: 'group', kind: 'ARMED_GROUP', name: `${'Long '.repeat(80)}name`, identifiers: [{ scheme: 'ucdp', value: '7' }] },
      { slug: 'group-too', kind: 'ARMED_GROUP', name: 'The same group' },
      { slug: 'person', kind: 'PERSON', name: 'Person', activeFrom: '1970' },
    ],
    relationships: [
      {
        ...{
          type: 'BACKS',
          from: 'state',
          to: 'group',
          key: 'x:1',
          start: '[2011-01-01..2011-03-31]',
          attestedUntil: '2017',
          ongoing: true,
        },
        ...{ against: ['person'], periods: [{ start: '2011', kinds: ['WEAPONS'] }] },
        evidence: [says({ locator: 'page 3', attribution: 'an aide' }), says({ stance: 'DENIES', attribution: 'another' })],
      },
      { type: 'CONTROLS', from: 'group', to: 'town', start: '2016', extent: 'FULL' },
      { type: 'OPPOSES', from: 'person', to: 'state', evidence: [says({ stance: 'DENIES' })] },
    ],
    events: [
      {
        ...{
          key: 'x:e1',
          kind: 'BATTLE',
          title: 'A battle',
          start: '2016-01-02',
          place: 'town',
          placePrecision: 'EXACT',
          deathsBest: 3,
          civilianDeaths: 1,
        },
        participants: [
          { actor: 'state', role: 'SIDE_A', deaths: 2 },
          { actor: 'group', role: 'SIDE_B' },
        ],
        evidence: [says({ statedOn: '2016-01-03' })],
      },
      {
        key: 'x:e2',
        kind: 'STATEMENT',
        title: 'A statement',
        start: '2016',
        place: 'village',
        participants: [{ actor: 'person', role: 'SPEAKER' }],
      },
    ],
  };
  const options = { by: 'a test', at: NOW } as const;
  const { problems } = await write(engine, rows, { ...options, key: 'rows', action: 'IMPORTED', summary: 'Rows' });
  expect(problems).toEqual([]);
  const merges = [{ keep: 'group', merge: 'group-too', reason: 'the same' }];
  await write(engine, { merges }, { ...options, key: 'merges', action: 'MERGED', summary: 'A merge' });
}

const store = engineFor(() => openEmbedded(null), fill);
let server: TestServer;
beforeAll(async () => {
  server = await serve(store(), { openReading: true });
});
afterAll(() => server.close());

interface Report {
  readonly format: string;
  readonly revision: number;
  readonly leftOut: readonly { readonly what: string; readonly count: number }[];
}

/** The report of an export, at the path that its header names. */
async function reportOf(path: string): Promise<Report> {
  const response = await fetch(server.url.replace('/graphql', `/export/${path}`));
  await response.arrayBuffer();
  return (await (await fetch(new URL(response.headers.get('allegiance-left-out')!, server.url))).json()) as Report;
}
const leftOut = async (path: string) => Object.fromEntries((await reportOf(path)).leftOut.map(({ what, count }) => [what, count]));

const GRAPH_FORMATS = { events: 2, evidence: 1, denied: 1, merged: 1, documents: 1, nameDetails: 2 };

/** What each format has no place for, of all. */
const WHOLE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'graph.gexf': GRAPH_FORMATS,
  'graph.graphml': GRAPH_FORMATS,
  'graph.cyjs': GRAPH_FORMATS,
  'nodes.csv': { events: 2, denied: 1, merged: 1, documents: 1, nameDetails: 2 },
  'relationships.csv': { events: 2, denied: 1, merged: 1, documents: 1 },
  'evidence.parquet': { denied: 1, merged: 1, documents: 1 },
  'graph.geojson': {
    ...{ relationships: 2, evidence: 1, actors: 3, merged: 1, documents: 1, nameDetails: 2 },
    ...{ identifiers: 1, placesWithoutPoint: 1, eventsWithoutPoint: 1, counts: 2 },
  },
  'graph.ftm': {
    ...{ denied: 1, merged: 1, documents: 1, nameDetails: 2, identifiers: 2, cut: 1, weights: 4, keys: 3, attested: 1, ongoing: 1 },
    // The first date of the state and of the person, and the start of the support: spans are no dates there.
    ...{ dates: 3, opponents: 1, periods: 1, extents: 1, denials: 1, passageDetails: 3, sourceDetails: 1 },
    ...{ roles: 3, placePrecisions: 1, counts: 3 },
  },
  'graph.jsonl': {},
};

describe('an export says what it left out', () => {
  test.each(Object.entries(WHOLE))('%s', async (file, expected) => {
    expect(await leftOut(file)).toEqual(expected);
    expect(await reportOf(file)).toMatchObject({ format: file.split('.')[1], revision: 2 });
  });

  test('of a part, without what the filter leaves out itself, but for the events, which no filter selects', async () => {
    expect(await leftOut('graph.gexf?types=BACKS')).toEqual({ events: 2, evidence: 1, merged: 1, nameDetails: 2 });
    expect(await leftOut('graph.gexf?types=OPPOSES')).toEqual({ events: 2, denied: 1 });
    expect(await leftOut('graph.gexf?types=OPPOSES&status=DENIED')).toEqual({ events: 2, evidence: 1, nameDetails: 2 });
    expect(await leftOut('graph.jsonl?types=BACKS')).toEqual({ events: 2 });
  });

  test('as it was at its revision, whatever is written meanwhile', async () => {
    const response = await fetch(server.url.replace('/graphql', '/export/graph.gexf'));
    const event = { key: 'x:e3', kind: 'BATTLE', title: 'Another', start: '2017', participants: [{ actor: 'state', role: 'PARTY' }] };
    const options = { key: 'event', by: 'a test', at: NOW, action: 'UPDATED', summary: 'An event' } as const;
    await response.arrayBuffer();
    const path = new URL(response.headers.get('allegiance-left-out')!, server.url);
    expect(await write(store(), { events: [event] }, options)).toMatchObject({ revision: 3 });
    expect(await (await fetch(path)).json()).toMatchObject({
      revision: 2,
      leftOut: expect.arrayContaining([{ what: 'events', count: 2, text: '2 events with their evidence' }]),
    });
    const back = { retractions: [{ id: eventId('x:e3'), reason: 'a test' }] };
    expect(await write(store(), back, { ...options, key: 'back', action: 'RETRACTED' })).toMatchObject({ problems: [] });
  });

  test('to readers who know the path, and not before it has ended', async () => {
    const at = (id: string) => fetch(server.url.replace('/graphql', `/export/left-out/${id}`));
    const unknown = await at('nothing');
    expect([unknown.status, await unknown.json()]).toMatchObject([400, { errors: [{ extensions: { code: 'BAD_INPUT' } }] }]);
    const head = await fetch(server.url.replace('/graphql', '/export/graph.gexf'), { method: 'HEAD' });
    expect(head.headers.has('allegiance-left-out')).toBe(false);
    const reports = new LeftOutReports();
    const first = reports.begin();
    expect(() => reports.get(first)).toThrow('this one has not');
    reports.end(first, { format: 'gexf', revision: 1, leftOut: [] });
    expect(reports.get(first).format).toBe('gexf');
    for (let other = 0; other < 1_000; other++) reports.begin();
    expect(() => reports.get(first)).toThrow('one of the latest 1000 exports');
  });

  test('of JSON Lines alone that is nothing', () => {
    expect(EXPORT_FORMATS.filter(({ lacks }) => lacks.length === 0).map(({ name }) => name)).toEqual(['jsonl']);
  });
});

describe('allegiance export', () => {
  const directory = directoryFor();

  test('prints it on standard error, of all files together', async () => {
    const csv = await run(['export', 'csv', join(directory(), 'all'), '--url', server.url]);
    expect(csv.code).toBe(0);
    const lines = csv.err.trim().split('\n');
    expect(lines.slice(lines.indexOf('This export leaves out:'))).toEqual([
      'This export leaves out:',
      '  2 events with their evidence',
      '  2 languages and times of names',
      '  1 relationship that is denied',
      '  1 text of a source',
      '  1 merged actor or place of its own',
    ]);
    const jsonl = await run(['export', 'jsonl', '--url', server.url]);
    expect([jsonl.code, jsonl.err.includes('leaves out')]).toEqual([0, false]);
    const json = await run(['export', 'ftm', join(directory(), 'a.ftm'), '--json', '--url', server.url]);
    expect(json.err).not.toContain('leaves out');
    const { leftOut: listed } = JSON.parse(json.out) as Report;
    expect(Object.fromEntries(listed.map(({ what, count }) => [what, count]))).toEqual(WHOLE['graph.ftm']);
  });
});
