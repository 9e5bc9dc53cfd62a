import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { FTM_IMPORT } from '../../../src/exchange/import/ftm/ftm.ts';
import { exported } from '../../support/export/exported.ts';
import { importText } from '../../support/export/importRows.ts';
import { imported, inputOf } from '../../support/import/inputs.ts';
import { runImport } from '../../support/import/runImport.ts';
import { emptyStore, graphOver, seeded } from '../seed/seeded.ts';

const line = (id: string, schema: string, properties: Record<string, unknown>, more: object = {}): string =>
  JSON.stringify({ id, schema, properties, ...more });

const SAMPLE = [
  line('m', 'Membership', { member: ['a'], organization: ['o'], startDate: ['2012-03-01T00:00:00'], role: ['Deputy'] }),
  line('a', 'Person', { name: ['Anna Made'], previousName: ['Anna Before'], weakAlias: ['Ann'], birthDate: ['1970'], nationality: ['fr'] }),
  line('b', 'Person', { name: ['Anna Made'], birthDate: ['1980'] }),
  line('o', 'Organization', { name: ['Made Front'], abbreviation: ['MF'], wikidataId: ['Q1'], incorporationDate: ['2011-05'] }),
  line(
    'x',
    'UnknownLink',
    { subject: ['o'], object: [{ id: 'b' }], role: ['backs'], description: ['It pays her.'] },
    { datasets: ['made'] },
  ),
  line('y', 'UnknownLink', { subject: ['o'], object: ['b'], role: ['landlord'] }),
  line('w', 'Vessel', { name: ['Made Ship'] }),
  line('z', 'Membership', { member: ['a'], organization: ['elsewhere'] }),
  line('n', 'Company', { jurisdiction: ['fr'] }),
  'not JSON',
].join('\n');

test('actors are told apart by id, links state their type, and what does not fit is counted', async () => {
  const store = await emptyStore();
  const report = await runImport(store, FTM_IMPORT, [inputOf('made.ftm', SAMPLE)]);
  expect(report).toMatchObject({ created: 7, rejected: 2 });
  expect(report.problems.map(({ code, examples: [example] }) => [code, example!.line]).sort()).toEqual([
    ['no-name', 9],
    ['not-an-entity', 10],
  ]);
  const messages = (await imported(FTM_IMPORT, SAMPLE)).flatMap((item) => ('warning' in item ? [item.message] : []));
  expect(messages).toEqual(
    expect.arrayContaining([
      'Person.birthDate: 2 left out, the first here.',
      'schema Vessel: 1 left out, the first here.',
      'UnknownLink with the role "landlord": 1 left out, the first here.',
      'Membership with an end that is no actor of the file: 1 left out, the first here.',
    ]),
  );
  const { actors, relationships } = await graphOver(store).execute<Record<string, { nodes: Record<string, unknown>[] }>>(
    '{ actors(first: 10) { nodes { name kind identifiers { scheme value } aliases { name kind } } } relationships(first: 10) { nodes { type from { name } to { name } validity { start } evidence { nodes { quote source { key } } } } } }',
  );
  expect(actors!.nodes.filter(({ name }) => name === 'Anna Made')).toHaveLength(2);
  expect(actors!.nodes.find(({ name }) => name === 'Made Front')).toMatchObject({
    identifiers: expect.arrayContaining([
      { scheme: 'ftm', value: 'o' },
      { scheme: 'wikidata', value: 'Q1' },
    ]),
    aliases: [{ name: 'MF', kind: 'SHORT' }],
  });
  expect(relationships!.nodes.map(({ type, validity }) => [type, (validity as { start: string }).start]).sort()).toEqual([
    ['BACKS', null],
    ['PART_OF', '2012-03-01'],
  ]);
  expect(JSON.stringify(relationships)).toContain('"It pays her.","source":{"key":"ftm:made"}');
  await store.close();
});

/** Each value is a word of its own, by which it is found again. */
const FULL = [
  line('p1', 'Person', {
    name: ['Anna Full'],
    alias: ['Annie Full'],
    birthDate: ['1970-01-01'],
    keywords: ['oligarch'],
    addressEntity: ['ad1'],
  }),
  line('p2', 'Person', { name: ['Ben Full'], notes: ['Note of Ben'], position: ['Head of Made'] }),
  line('p3', 'Person', { name: ['Cleo Full'] }),
  line('c1', 'Company', {
    name: ['Made Holding'],
    addressEntity: ['ad1', 'gone'],
    leiCode: ['LEI0001'],
    summary: ['Summary one', 'Summary two'],
  }),
  line('c2', 'Company', { name: ['Made Oil'], jurisdiction: ['fr'], topics: ['sanction'], incorporationDate: ['1999-02-30', '1999-02'] }),
  line('g1', 'PublicBody', { name: ['Made State'], topics: ['gov.national'], keywords: ['state'] }),
  line('constructor', 'Organization', { name: ['Made Bank'], keywords: ['constructor', 'armed group'] }),
  line('ad1', 'Address', {
    full: ['Road 1, Madetown'],
    street: ['Road 1'],
    latitude: ['-1.5'],
    longitude: ['30.25'],
    remarks: ['back door'],
  }),
  line('ad2', 'Address', { street: ['Lane 2'], city: ['Oldmade'], country: ['fr'], latitude: ['none'] }),
  line('ad3', 'Address', { full: ['Nobody lives here'] }),
  line('t2', 'Territory', { name: ['North Made'], level: ['adm1'], partOf: ['t1'] }),
  line('t1', 'Territory', { name: ['Madeland'], level: ['country'], territoryCode: ['ma'] }),
  line('s1', 'Sanction', {
    ...{ entity: ['p1', 'v1'], authority: ['Office of Made Sanctions'], program: ['MADE-14024'], listingDate: ['2022-02-24'] },
    ...{ endDate: ['2023'], sourceUrl: ['https://made.example/list'], publisher: ['Made Gazette'], unscId: ['QDi.1'] },
  }),
  line('s2', 'Sanction', { entity: ['c2'], authority: ['Made State'], reason: ['For made reasons'], startDate: ['2021-05-05'] }),
  line('s3', 'Sanction', { entity: ['c2'], program: ['Lonely'] }),
  line('o1', 'Ownership', { owner: ['p1'], asset: ['c1'], percentage: ['51'], sharesCount: ['900'], startDate: ['2010'] }),
  line('o2', 'Ownership', { owner: ['c1'], asset: ['v1'] }),
  line('k1', 'Control', { controller: ['p2'], controlled: ['c1'], controlType: ['nominee'] }),
  line('d1', 'Directorship', {
    director: ['p2'],
    organization: ['c1'],
    role: ['Chair'],
    description: ['He chairs it.'],
    status: ['current'],
  }),
  line('d2', 'Directorship', { director: ['p3'], organization: ['g1'], role: ['leads'] }),
  line('m1', 'Membership', { member: ['c2', 'p3'], organization: ['constructor'], startDate: ['2001', '2002'] }),
  line('f1', 'Family', { person: ['p1'], relative: ['p2'], relationship: ['sister'] }),
  line('u1', 'UnknownLink', { subject: ['c1'], object: ['ad2'], role: ['controls'], date: ['2015'] }),
  line('u2', 'UnknownLink', { subject: ['p1'], object: ['p1'], role: ['backs'] }),
  line('u3', 'UnknownLink', { subject: ['p1'], object: ['t2'], role: ['backs'] }),
  line('u4', 'UnknownLink', { subject: ['constructor'], object: ['c2'], role: ['toString'] }),
  line('e1', 'Event', {
    ...{ name: ['Made Summit'], date: ['2016-03-04'], location: ['Road 1, Madetown', 'By the sea'], addressEntity: ['ad1'] },
    ...{ involved: ['g1', 'c2', 'gone'], organizer: ['p1'], keywords: ['agreement'], description: ['They met.'], important: ['very'] },
  }),
  line('e2', 'Event', { name: ['Undated'], involved: ['p1'] }),
  line('e3', 'Event', { name: ['Empty'], startDate: ['2016'] }),
  line('x1', 'toString', { name: ['Prototype'] }),
].join('\n');

const GRAPH = `{
  relationships(first: 100) { nodes { type from { name } to { name } validity { start end } evidence { nodes { quote source { publisher url } } } } }
  events { nodes { title eventKind validity { start } place { name } participants { actor { name } role } evidence { nodes { quote } } } }
  places(first: 100) { nodes { name placeKind latitude longitude within { name } } }
  actors(first: 100) { nodes { name kind } }
}`;
interface Full {
  readonly relationships: {
    nodes: { type: string; from: { name: string }; to: { name: string }; validity: object; evidence: { nodes: { quote: string }[] } }[];
  };
  readonly events: { nodes: object[] };
  readonly places: { nodes: { name: string }[] };
  readonly actors: { nodes: { name: string; kind: string }[] };
}

interface FtmLine {
  readonly id: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}
const entities = (text: string): FtmLine[] =>
  text
    .trim()
    .split('\n')
    .map((json) => JSON.parse(json));

async function fullStore(): Promise<{ store: Engine; graph: Full; leftOut: Map<string, number> }> {
  const store = await emptyStore();
  const report = await runImport(store, FTM_IMPORT, [inputOf('made.ftm', FULL)]);
  expect(report.problems).toEqual([]);
  const leftOut = new Map(report.warnings.filter(({ code }) => code === 'no-place-for').map(({ field, count }) => [field!, count]));
  return { store, graph: await graphOver(store).execute<Full>(GRAPH), leftOut };
}

test('sanctions, ownership, control, directorships, memberships, family and addresses become relationships that say no more than they do', async () => {
  const { store, graph } = await fullStore();
  const found = graph.relationships.nodes.map(({ type, from, to, evidence }) =>
    [
      type,
      ...[from.name, to.name],
      evidence.nodes
        .map(({ quote }) => quote)
        .sort()
        .join(' | '),
    ].join('; '),
  );
  const symmetric = (type: string, one: string, other: string, quote: string) =>
    found.includes(`${type}; ${one}; ${other}; ${quote}`) ? `${type}; ${one}; ${other}; ${quote}` : `${type}; ${other}; ${one}; ${quote}`;
  expect(found.sort()).toEqual(
    [
      'SANCTIONS; Office of Made Sanctions; Anna Full; Lists it as a Sanction (program MADE-14024).',
      'SANCTIONS; Made State; Made Oil; Lists it as a Sanction (reason For made reasons).',
      symmetric('AFFILIATED_WITH', 'Anna Full', 'Made Holding', 'Lists it as an Ownership (percentage 51).'),
      symmetric('AFFILIATED_WITH', 'Ben Full', 'Made Holding', 'Lists it as a Control (controlType nominee).'),
      symmetric('AFFILIATED_WITH', 'Anna Full', 'Ben Full', 'Lists it as a Family (sister).'),
      'PART_OF; Ben Full; Made Holding; He chairs it. | Lists it as a Directorship (Chair; status current).',
      'LEADS; Cleo Full; Made State; Lists it as a Directorship.',
      'PART_OF; Made Oil; Made Bank; Lists it as a Membership.',
      'PART_OF; Cleo Full; Made Bank; Lists it as a Membership.',
      'CONTROLS; Made Holding; Lane 2, Oldmade; Lists it as an UnknownLink.',
      'OPERATES_IN; Made Holding; Road 1, Madetown; Gives it as its address.',
      'LOCATED_IN; North Made; Madeland; Lists it as part of it.',
    ].sort(),
  );
  const sanction = graph.relationships.nodes.find(({ from }) => from.name === 'Office of Made Sanctions')!;
  expect(sanction).toMatchObject({
    validity: { start: '2022-02-24', end: '2023' },
    evidence: { nodes: [{ source: { publisher: 'Made Gazette', url: 'https://made.example/list' } }] },
  });
  expect(graph.events.nodes).toEqual([
    expect.objectContaining({
      title: 'Made Summit',
      eventKind: 'AGREEMENT',
      validity: { start: '2016-03-04' },
      place: { name: 'Road 1, Madetown' },
      participants: expect.arrayContaining([
        { actor: { name: 'Anna Full' }, role: 'INITIATOR' },
        { actor: { name: 'Made State' }, role: 'PARTY' },
        { actor: { name: 'Made Oil' }, role: 'PARTY' },
      ]),
      evidence: { nodes: [{ quote: 'They met.' }] },
    }),
  ]);
  expect(graph.places.nodes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'Road 1, Madetown', placeKind: 'SITE', latitude: -1.5, longitude: 30.25 }),
      expect.objectContaining({ name: 'Madeland', placeKind: 'COUNTRY' }),
      expect.objectContaining({ name: 'North Made', placeKind: 'PROVINCE', within: { name: 'Madeland' } }),
    ]),
  );
  const kinds = Object.fromEntries(graph.actors.nodes.map(({ name, kind }) => [name, kind]));
  expect(kinds).toMatchObject({
    'Made State': 'STATE',
    'Made Bank': 'ARMED_GROUP',
    'Office of Made Sanctions': 'ORGANIZATION',
    'Anna Full': 'PERSON',
  });
  await store.close();
});

test('no value is dropped in silence: each is in the graph or counted', async () => {
  const { store, leftOut } = await fullStore();
  const text = await exported(store, 'graph.jsonl');
  const counted = (start: string): number => [...leftOut].reduce((sum, [what, count]) => (what.startsWith(start) ? sum + count : sum), 0);
  // These say of what kind something is, or lead to an entity that has another name in the graph.
  const kinds = ['state', 'gov.national', 'armed group', 'agreement', 'country', 'adm1', 'leads', 'controls'];
  let lost = 0;
  for (const { id, schema, properties } of entities(FULL)) {
    const isLeftWhole = ['s3', 'o2', 'u2', 'u3', 'u4', 'e2', 'e3', 'ad3', 'x1'].includes(id);
    expect([id, text.includes(`"value":"${id}"`) || text.includes(`ftm:${id}"`) || text.includes(`"locator":"${id}"`)]).toEqual([
      id,
      !isLeftWhole,
    ]);
    for (const [property, values] of Object.entries(properties)) {
      const missing = values.filter((value) => !text.includes(value) && !kinds.includes(value));
      if (isLeftWhole || missing.length === 0) continue;
      lost += missing.length;
      const reason = property === 'entity' ? 'Sanction of' : `${schema}.${property}`;
      expect([id, property, missing, counted(reason) >= missing.length]).toEqual([id, property, missing, true]);
    }
  }
  expect(lost).toBeGreaterThan(10);
  expect(Object.fromEntries(leftOut)).toMatchObject({
    'Person.birthDate': 1,
    'Company.summary': 1,
    'Company.incorporationDate': 1,
    'Person.addressEntity': 1,
    'Company.addressEntity that is no place of the file': 1,
    'Sanction of an entity that is no actor of the file': 1,
    'Sanction without an authority': 1,
    'Sanction.unscId': 1,
    'Ownership with an end that is no actor of the file': 1,
    'Ownership.sharesCount': 1,
    'UnknownLink.date': 1,
    'Address to which no actor, event or link refers': 1,
    'Address.remarks': 1,
    'Event without a date': 1,
    'Event without an actor of the file': 1,
    'Event.involved': 1,
    'Event.location': 1,
    'UnknownLink of an entity with itself': 1,
    'UnknownLink with an end that is no actor of the file': 1,
    'UnknownLink with the role "toString"': 1,
    'schema toString': 1,
  });
  await store.close();
});

test('what came from FollowTheMoney goes back with its ids, and comes in again as the same graph', async () => {
  const { store, graph } = await fullStore();
  const text = await exported(store, 'graph.ftm');
  const written = entities(text);
  expect(new Set(written.map(({ id }) => id)).size).toBe(written.length);
  expect(written.map(({ id }) => id)).toEqual(expect.arrayContaining(['p1', 'c1', 'ad1', 's1', 'd1', 'm1', 'm1#2', 'f1', 'u1', 'e1']));
  expect(written.find(({ id }) => id === 's1')).toMatchObject({
    schema: 'Sanction',
    properties: {
      entity: ['p1'],
      authority: ['Office of Made Sanctions'],
      startDate: ['2022-02-24'],
      sourceUrl: ['https://made.example/list'],
    },
  });
  const again = await emptyStore();
  const report = await runImport(again, FTM_IMPORT, [inputOf('made.ftm', text)]);
  expect(report.problems).toEqual([]);
  const once = await graphOver(again).execute<Full>(GRAPH);
  const ties = ({ relationships }: Full): string[] =>
    relationships.nodes.map(({ type, from, to, validity }) => JSON.stringify([type, [from.name, to.name].sort(), validity])).sort();
  const nodes = ({ actors, places }: Full) => [...actors.nodes, ...places.nodes].map((node) => JSON.stringify(node)).sort();
  expect(nodes(once)).toEqual(nodes(graph));
  expect(ties(once)).toEqual(ties(graph));
  expect(once.events.nodes).toHaveLength(graph.events.nodes.length);
  const ids = (one: string) =>
    entities(one)
      .map(({ id }) => id)
      .sort();
  expect(ids(await exported(again, 'graph.ftm'))).toEqual(ids(text));
  await again.close();
  await store.close();
});

test('an export of the seed, imported again, keeps every relationship between actors, by type', async () => {
  const seed = await seeded();
  const text = await exported(seed.engine, 'graph.ftm');
  const store = await emptyStore();
  expect(await importText(store, FTM_IMPORT, text)).toMatchObject({ unreadable: [], problems: [] });
  const ties = async (engine: Engine): Promise<string[]> => {
    const rows = async (file: string): Promise<Record<string, string>[]> => parse(await exported(engine, file), { columns: true });
    const labels = new Map((await rows('nodes.csv')).filter(({ kind }) => kind !== 'PLACE').map(({ Id, Label }) => [Id, Label]));
    const between = (await rows('edges.csv')).filter(({ Source, Target }) => labels.has(Source) && labels.has(Target));
    return between
      .map(({ relationship, Source, Target }) => [relationship, ...[labels.get(Source), labels.get(Target)].sort()].join(' '))
      .sort();
  };
  const [before, after] = [await ties(seed.engine), await ties(store)];
  expect(before.length).toBeGreaterThan(50);
  expect(after).toEqual(before);
  await store.close();
  await seed.close();
});
