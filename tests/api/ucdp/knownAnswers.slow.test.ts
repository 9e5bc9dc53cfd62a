import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { JSONL_IMPORT } from '../../../src/exchange/import/jsonl.ts';
import { contents } from '../../support/export/contents.ts';
import { exported } from '../../support/export/exported.ts';
import { importText } from '../../support/export/importRows.ts';
import { LONG } from '../../support/long.ts';
import { emptyStore, graphOver, seeded, type TestGraph } from '../seed/seeded.ts';
import { haveUcdpTables } from '../seed/ucdpTables.ts';
import { backersOf, eventsOf, importTables, type TableReport } from './support/graph.ts';

if (!haveUcdpTables) console.log('UCDP skipped: ../shared/data/ucdp is not here');

/** Imports of 27,000 rows take about ten seconds each on two idle cores. */
const SLOW = { timeout: 300_000 };

interface World {
  readonly graph: TestGraph;
  readonly first: Map<string, TableReport>;
}
interface Bucket {
  readonly events: number;
  readonly deaths: { readonly best: number; readonly low: number; readonly high: number };
}
interface Buckets {
  readonly eventSeries: readonly Bucket[];
  readonly eventRemainder: Bucket;
  readonly events: { readonly totalCount: number; readonly deaths: Bucket['deaths'] };
}
/** The stores to import into: the seed and an empty store with `npm run test:ucdp`, else the seed alone. */
const INTO: Readonly<Record<string, () => Promise<TestGraph>>> = {
  'the seed': seeded,
  ...(LONG ? { 'an empty store': async () => graphOver(await emptyStore()) } : {}),
};
const worlds = new Map<string, Promise<World>>();

/** Imports the tables into one of these stores, once; the next test tries again after a failure. */
function world(name: string): Promise<World> {
  const known = worlds.get(name) ?? imported(INTO[name]!);
  worlds.set(name, known);
  known.catch(() => worlds.delete(name));
  return known;
}

async function imported(open: () => Promise<TestGraph>): Promise<World> {
  const graph = await open();
  return { graph, first: await importTables(graph.engine, 'first') };
}

afterAll(async () => {
  for (const opened of worlds.values()) await (await opened).graph.close();
});

describe.skipIf(!haveUcdpTables).each(Object.keys(INTO))('the three tables of UCDP, imported into %s', (name) => {
  let graph: TestGraph;
  let first: Map<string, TableReport>;
  beforeEach(async () => {
    ({ graph, first } = await world(name));
  }, SLOW.timeout);

  it('are imported without a rejected row', () => {
    const left = [...first].map(([name, { problems, unreadable }]) => [name, problems, unreadable]);
    expect(left).toEqual(['ucdp-actors', 'ucdp-esd', 'ucdp-ged'].map((name) => [name, [], []]));
  });

  it('have 16,566 events and 112,337 deaths', async () => {
    expect(await eventsOf(graph, {})).toBe('16566 events, 112337 (104929 to 119020)');
  });

  it.each([
    ['2016', '6170 events, '],
    ['2017', '5587 events, '],
    ['2018', '2765 events, '],
    ['2019', '2044 events, '],
  ])('%s: %s', async (year, expected) => {
    expect(await eventsOf(graph, { at: year, certainty: 'CERTAIN' })).toMatch(new RegExp(`^${expected}`));
  });

  it.each(['DAY', 'MONTH', 'YEAR'])('by %s: all buckets and the remainder are the total', async (by) => {
    const counts = 'events deaths { best low high }';
    const { eventSeries, eventRemainder, events } = await graph.execute<Buckets>(
      `{ eventSeries(by: ${by}) { ${counts} } eventRemainder(by: ${by}) { ${counts} } events(first: 0) { totalCount deaths { best low high } } }`,
    );
    const all = [...eventSeries, eventRemainder];
    const sum = (of: (one: Bucket) => number) => all.reduce((total, one) => total + of(one), 0);
    const deaths = [sum(({ deaths }) => deaths.best), sum(({ deaths }) => deaths.low), sum(({ deaths }) => deaths.high)];
    expect([sum(({ events }) => events), ...deaths]).toEqual([
      events.totalCount,
      ...[events.deaths.best, events.deaths.low, events.deaths.high],
    ]);
    expect(events.totalCount).toBeGreaterThanOrEqual(16566);
  });

  it.each([
    ['HTS on a side, alone or in a coalition', { actors: ['hayat-tahrir-al-sham'] }, '477 events, 3191 (3165 to 3323)'],
    ['IS and HTS as such', { allActors: ['islamic-state', 'hayat-tahrir-al-sham'], viaCoalitions: false }, '115 events, 896 (877 to 956)'],
    ['Iran and Israel', { allActors: ['iran', 'israel'] }, '21 events, 196 (194 to 254)'],
    ['Turkey and IS', { allActors: ['turkey', 'islamic-state'] }, '122 events, 1582 (1572 to 1590)'],
    ['Aleppo province', { within: 'aleppo-province' }, '3308 events, 19864 (18684 to 21036)'],
  ])('%s', async (_question, filter, expected) => {
    expect(await eventsOf(graph, filter)).toBe(expected);
  });

  it('have dyads with the same totals', async () => {
    const { relationships } = await graph.execute<{
      relationships: { nodes: { eventCount: number; fatalities: object; derived: boolean }[] };
    }>(
      `{ relationships(filter: { types: [FIGHTS], from: ["islamic-state"], to: ["hayat-tahrir-al-sham"] }) {
        nodes { derived ... on Fights { eventCount fatalities { best low high } } } } }`,
    );
    expect(relationships.nodes).toEqual([{ eventCount: 115, fatalities: { best: 896, low: 877, high: 956 }, derived: true }]);
  });

  it('say who certainly backed whom', async () => {
    expect(await backersOf(graph, 'syrian-government', '2015', 'syrian-insurgents')).toEqual(['iran', 'russia']);
    expect(await backersOf(graph, 'syrian-government', '2015', 'islamic-state')).toEqual(['iran', 'iraq', 'russia']);
    expect(await backersOf(graph, 'syrian-insurgents', '2015')).toEqual([
      'jordan',
      'qatar',
      'saudi-arabia',
      'turkey',
      'united-kingdom',
      'united-states',
    ]);
    expect(await backersOf(graph, 'hezbollah', '1990')).toEqual(['iran', 'syrian-government']);
  });

  it('have one relationship of Iran backing Hezbollah against Israel for each run of years', async () => {
    const { relationships } = await graph.execute<{
      relationships: { nodes: { validity: { attestedFrom: string; attestedUntil: string }; against: { slug: string }[] }[] };
    }>(
      `{ relationships(filter: { types: [BACKS], from: ["iran"], to: ["hezbollah"] }) {
        nodes { validity { attestedFrom attestedUntil } ... on Backs { against { slug } } } } }`,
    );
    const againstIsrael = relationships.nodes.filter(({ against }) => against.some(({ slug }) => slug === 'israel'));
    expect(againstIsrael.map(({ validity }) => `${validity.attestedFrom}-${validity.attestedUntil}`).sort()).toEqual([
      '1990-1999',
      '2006-2017',
    ]);
  });

  it('give warnings: 101 for events with deaths out of order, and others', () => {
    const counts = Object.fromEntries(
      [...first.values()].flatMap(({ warnings }) =>
        [...new Set(warnings.map((item) => item.warning))].map((kind) => [kind, warnings.filter((item) => item.warning === kind).length]),
      ),
    );
    expect(counts).toEqual({
      'deaths-out-of-order': 101,
      'source-before-event': 292,
      'before-actor-existed': 21,
      'shared-name': 1,
      'relationship-with-itself': 1,
      'joins-its-member': 7,
      'name-missing': 2,
    });
  });

  it('have a source for every relationship and event', async () => {
    const { relationships, events } = await graph.execute<{ relationships: { totalCount: number }; events: { totalCount: number } }>(
      '{ relationships(filter: { status: [UNSOURCED] }) { totalCount } events(filter: { status: [UNSOURCED] }) { totalCount } }',
    );
    expect([relationships.totalCount, events.totalCount]).toEqual([0, 0]);
  });

  it('give an equal graph when exported as JSON Lines and imported into an empty store', SLOW, async () => {
    const other = await emptyStore();
    onTestFinished(() => other.close());
    const totals = await importText(other, JSONL_IMPORT, await exported(graph.engine, 'graph.jsonl'));
    expect(totals).toMatchObject({ problems: [], unreadable: [] });
    const expected = await contents(graph.engine);
    expect(expected.length).toBeGreaterThan(100_000);
    expect(await contents(other)).toEqual(expected);
  });

  it('change nothing when imported again', SLOW, async () => {
    const second = await importTables(graph.engine, 'second');
    const changed = [...second].map(([name, { created, updated, rejected }]) => [name, created, updated, rejected]);
    expect(changed).toEqual([...first.keys()].map((name) => [name, 0, 0, 0]));
  });
});

describe.skipIf(!haveUcdpTables || !LONG)('an import into the seed', SLOW, () => {
  it('finds the actors of the seed: it only adds those that the seed does not have', async () => {
    const slugs = async (name: string) => new Set((await actorsOf((await world(name)).graph)).map(({ slug }) => slug));
    const [alone, joined] = [await slugs('an empty store'), await slugs('the seed')];
    expect([...alone].filter((slug) => !joined.has(slug))).toEqual([]);
    expect([...joined].filter((slug) => !alone.has(slug)).sort()).toEqual([
      'bashar-al-assad',
      'dmitry-peskov',
      'kremlin',
      'syria',
      'syrian-army',
      'white-helmets',
    ]);
  });

  it('finds the BACKS of the seed unchanged: only one alias of an actor is added', async () => {
    const esdOf = async (name: string) => (await world(name)).first.get('ucdp-esd');
    const [alone, joined] = [await esdOf('an empty store'), await esdOf('the seed')];
    expect([alone!.updated, joined!.updated]).toEqual([1, 1]);
    expect(alone!.created - joined!.created).toBe(47);
  });
});

async function actorsOf(graph: TestGraph): Promise<{ slug: string }[]> {
  const all: { slug: string }[] = [];
  let after: string | null = null;
  do {
    const { actors }: { actors: { nodes: { slug: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
      await graph.execute(
        'query ($after: String) { actors(first: 100, after: $after) { nodes { slug } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
    all.push(...actors.nodes);
    after = actors.pageInfo.hasNextPage ? actors.pageInfo.endCursor : null;
  } while (after !== null);
  return all;
}
