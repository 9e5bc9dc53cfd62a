import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { Context } from '../../../src/graph/common/context.ts';
import { createServices, type Services } from '../../../src/graph/common/services.ts';
import { editor } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { failing } from '../../support/revisions/failingEngine.ts';
import { type RecordingEngine, readForCached, recording } from '../../support/revisions/recordingEngine.ts';
import { answer, dataOf } from './support/answer.ts';

const NESTED = `{
  actors(first: 5) { totalCount nodes { name aliases { name } backs(first: 3) { totalCount edges { node { name } relationship { statement evidence { nodes { quote source { title } } } } } } } }
  actor(id: "iran") { relationships(first: 5) { totalCount nodes { from { name } to { name } validity { start } } } }
  sources(first: 3) { totalCount nodes { title } }
  events(first: 3) { nodes { title participants { actor { name } } } }
}`;

/** The services of a server over an engine that counts statements, with the current revision known. */
async function serving(
  engine: Engine,
): Promise<{ services: Services; reader: RecordingEngine; execute: (query: string) => Promise<unknown> }> {
  const reader = recording(engine);
  const services = createServices(reader.engine);
  await services.clock.current();
  await services.cache.follow(services.clock.latest!);
  return { services, reader, execute: (query) => dataOf(reader.engine, query, {}, services) };
}

/** Caches an answer as that of a request which is made for the second time. */
async function answered(engine: Engine, services: Services, query: string, text: string): Promise<void> {
  for (let times = 0; times < 2; times++) {
    let context: Context | undefined;
    await answer(engine, query, {}, services, (used) => {
      context = used;
    });
    context!.cacheResponse(query, text);
  }
}

describeEachEngine((engine) => {
  test('of what was requested before only the latest revision is read, for the cache and for the projection', async () => {
    const { reader, execute } = await serving(engine());
    const first = await execute(NESTED);
    expect(reader.statements.length).toBeGreaterThan(10);
    reader.statements.length = 0;
    expect(await execute(NESTED)).toEqual(first);
    // None at all where the latest revision has just been read.
    expect(['', 'revision.latest', 'revision.latest revision.latest']).toContain(reader.statements.join(' '));
  });

  test('the revision is read before the first values are cached, and then for each request that finds some, if others may have written', async () => {
    const reader = recording(engine());
    const services = createServices(reader.engine);
    const statements: string[][] = [];
    for (let times = 0; times < 3; times++) {
      reader.statements.length = 0;
      await dataOf(reader.engine, '{ actor(id: "iran") { name } }', {}, services);
      statements.push([...reader.statements].sort());
    }
    const read = ['entity.byId(brief)', 'entity.idsBySlug'];
    const again = readForCached(engine());
    expect(statements).toEqual([[...read, 'revision.latest'], again, again]);
  });

  test.each([
    ['a write of this process', true],
    ['a write of another', false],
  ])('after %s everything is read again', async (_, own) => {
    const { services: shape, reader, execute } = await serving(engine());
    const query = '{ actor(id: "jordan") { name description } }';
    await execute(query);
    const description = `as ${own ? 'we' : 'they'} say`;
    const { revision } = await editor(engine()).upsertActors([{ slug: 'jordan', kind: 'STATE', name: 'Jordan', description }]);
    if (own) shape.clock.revisionWritten(revision);
    reader.statements.length = 0;
    expect(await execute(query)).toMatchObject({ actor: { description } });
    expect(reader.statements.length).toBeGreaterThan(1);
  });

  test('what was read in brief does not answer a query for more', async () => {
    const { execute } = await serving(engine());
    await execute('{ actor(id: "syria") { name } }');
    const full = '{ actor(id: "syria") { name description identifiers { value } } }';
    expect(await execute(full)).toEqual(await dataOf(engine(), full));
  });

  test('the absence of something is not cached', async () => {
    const { services: shape, execute } = await serving(engine());
    const query = '{ paths(from: "late-comer", to: "iran") { count } }';
    const refused = await answer(engine(), query, {}, shape);
    expect(refused.errors?.[0]?.extensions?.code).toBe('UNKNOWN_ENTITY');
    await editor(engine()).upsertActors([{ slug: 'late-comer', kind: 'PERSON', name: 'Late Comer' }]);
    expect(await execute(query)).toEqual({ paths: { count: 0 } });
  });

  test('of keys of which some are cached, the others are read by one statement', async () => {
    const { reader, execute } = await serving(engine());
    await execute('{ nodes(ids: []) { id } iran: actor(id: "iran") { id } }');
    const { actors } = (await dataOf(engine(), '{ actors(first: 4) { nodes { id } } }')) as { actors: { nodes: { id: string }[] } };
    const [one, ...others] = actors.nodes.map(({ id }) => `"${id}"`);
    await execute(`{ nodes(ids: [${one}]) { id } }`);
    reader.statements.length = 0;
    await execute(`{ nodes(ids: [${[one, ...others].join(', ')}]) { id } }`);
    expect(reader.statements).toEqual([...readForCached(engine()), 'entity.byId(brief)']);
    expect(reader.parameters.at(-1)).toEqual({ ids: others.map((id) => JSON.parse(id)) });
  });

  test.each([true, false])('what was read during a write is not cached, whether the process knew of it (%s) or not', async (heard) => {
    let hold: Promise<void> | null = null;
    const slow: Engine = {
      ...engine(),
      read: async (statement, parameters) => {
        const rows = await engine().read(statement, parameters);
        if (statement.name.startsWith('entity.byId')) await hold;
        return rows;
      },
    };
    const services = createServices(slow);
    await services.clock.current();
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const query = `{ actor(id: "qatar") { description } }`;
    const description = `heard of: ${heard}`;
    const early = dataOf(slow, query, {}, services);
    await new Promise((later) => setTimeout(later, 50));
    const { revision } = await editor(engine()).upsertActors([{ slug: 'qatar', kind: 'STATE', name: 'Qatar', description }]);
    if (heard) services.clock.revisionWritten(revision);
    release();
    await early;
    hold = null;
    for (let statements = 0; statements < 3; statements++)
      expect(await dataOf(slow, query, {}, services)).toEqual({ actor: { description } });
  });

  test('concurrent requests share the query for the latest revision', async () => {
    const { reader, execute } = await serving(engine());
    await execute(NESTED);
    reader.statements.length = 0;
    const answers = await Promise.all(Array.from({ length: 20 }, () => execute(NESTED)));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    // None at all where the latest revision has just been read.
    expect(['', 'revision.latest', 'revision.latest revision.latest']).toContain(reader.statements.join(' '));
  });

  test('no more is cached than fits, and nothing if the size is 0', async () => {
    const reader = recording(engine());
    for (const cacheBytes of [0, 1_000]) {
      const services = createServices(reader.engine, { cacheBytes });
      await services.clock.current();
      for (let statements = 0; statements < 2; statements++) {
        reader.statements.length = 0;
        await dataOf(reader.engine, NESTED, {}, services);
      }
      expect(reader.statements.length).toBeGreaterThan(10);
    }
  });

  test.each([
    ['of one revision', [0], 'the answer'],
    ['of two', [-1, 0], null],
    ['of an older one than what was loaded', [-1], null],
  ])('a whole answer that was found on views %s', async (_, views, expected) => {
    const services = createServices(engine());
    const latest = await services.clock.current();
    for (let times = 0; times < 2; times++) {
      const context = new Context(engine(), services);
      for (const view of views) context.setRevision(latest + view);
      context.cacheResponse('the question', 'the answer');
    }
    expect(await new Context(engine(), services).cachedResponse('the question')).toBe(expected);
  });

  const OF_NAMES_AND_EVENTS = [
    '{ search(text: "hezb", first: 3) { matched entity { name } } }',
    '{ actors(filter: { name: "iran" }) { totalCount nodes { name } } }',
    '{ events(first: 3) { totalCount nodes { title place { name } participants { actor { name } } } } }',
    '{ events(filter: { actors: ["syria"] }) { totalCount } }',
    '{ events(filter: { within: "syria-country" }) { totalCount nodes { title } } }',
    '{ eventSeries(by: MONTH) { start events } }',
    '{ eventBreakdown(by: DYAD) { key label events } }',
    '{ eventBreakdown(by: PROVINCE) { key label events } }',
  ];

  test.each(OF_NAMES_AND_EVENTS)('a relationship of others leaves the answer to %s', async (query) => {
    const { services, execute } = await serving(engine());
    const data = JSON.stringify(await execute(query));
    await answered(engine(), services, query, data);
    const { revision } = await editor(engine()).recordRelationships([
      { type: 'OPPOSES', from: 'jordan', to: 'qatar', key: `of others: ${query}` },
    ]);
    services.clock.revisionWritten(revision);
    expect(await new Context(engine(), services).cachedResponse(query)).toBe(data);
    expect(JSON.stringify(await execute(query))).toBe(data);
  });

  test('a place that is moved, or becomes a province, is so in questions about events at once', async () => {
    const { services, execute } = await serving(engine());
    const anna = editor(engine());
    const heard = ({ revision }: { revision: number }) => services.clock.revisionWritten(revision);
    const [town, area] = ['moved-town', 'moved-area'];
    heard(await anna.upsertPlaces([{ slug: area, kind: 'DISTRICT', name: 'Moved area' }]));
    heard(await anna.upsertPlaces([{ slug: town, kind: 'TOWN', name: 'Moved town' }]));
    const [a, b] = ['iran', 'russia'].map((actor) => ({ actor, role: 'SIDE_A' }));
    heard(await anna.upsertEvents([{ key: 'moved', kind: 'BATTLE', title: 'Moved', start: '1999', place: town, participants: [a, b] }]));
    const within = `{ events(filter: { within: "${area}" }) { totalCount } }`;
    const provinces = '{ eventBreakdown(by: PROVINCE, filter: { at: "1999" }) { label events } }';
    for (const query of [within, provinces]) await answered(engine(), services, query, 'cached');
    expect([await execute(within), await execute(provinces)]).toEqual([{ events: { totalCount: 0 } }, { eventBreakdown: [] }]);
    for (const write of [
      () => anna.upsertPlaces([{ slug: town, kind: 'TOWN', name: 'Moved town', within: area }]),
      () => anna.correct(area, { placeKind: 'PROVINCE' }),
    ]) {
      heard(await write());
      for (const query of [within, provinces]) expect(await new Context(engine(), services).cachedResponse(query)).toBeNull();
      for (const query of [within, provinces]) await answered(engine(), services, query, 'cached');
    }
    expect(await execute(within)).toEqual({ events: { totalCount: 1 } });
    expect(await execute(provinces)).toEqual({ eventBreakdown: [{ label: 'Moved area', events: 1 }] });
  });

  test('another name is found at once', async () => {
    const { services, execute } = await serving(engine());
    const query = '{ search(text: "land of cedars", first: 1) { entity { id } } actors(filter: { name: "land of ced" }) { totalCount } }';
    expect(await execute(query)).toEqual({ search: [], actors: { totalCount: 0 } });
    const row = { slug: 'lebanon-actor', kind: 'STATE', name: 'Lebanon as an actor', aliases: [{ name: 'Land of Cedars' }] };
    for (const rows of [[{ ...row, aliases: [] }], [row]]) {
      const { revision } = await editor(engine()).upsertActors(rows);
      services.clock.revisionWritten(revision);
    }
    expect(await execute(query)).toEqual({ search: [{ entity: { id: expect.any(String) } }], actors: { totalCount: 1 } });
  });

  test('a store that does not answer is reported, whatever is cached', async () => {
    const store = failing(engine());
    const services = createServices(store.engine);
    await services.clock.current();
    const query = '{ actor(id: "turkey") { name } }';
    expect(await answer(store.engine, query, {}, services)).toEqual({ data: { actor: { name: expect.any(String) } } });
    store.isDown = true;
    expect((await answer(store.engine, query, {}, services)).errors).toHaveLength(1);
    store.isDown = false;
    expect(await answer(store.engine, query, {}, services)).toEqual({ data: { actor: { name: expect.any(String) } } });
  });
}, fillWithSeed);
