import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { ofRecords } from '../graph/support/counted.ts';
import { execute, fill, fillCountry, statementsOf } from './world.ts';

interface Found {
  place: { events: { totalCount: number; nodes: { key: string }[]; deaths: unknown } };
}

async function happenedIn(engine: Engine, place: string, filter = ''): Promise<string[]> {
  const { events } = (
    await execute<Found>(engine, `{ place(id: "${place}") { events(filter: { ${filter} }) { totalCount nodes { key } } } }`)
  ).place;
  expect(events.totalCount).toBe(events.nodes.length);
  return events.nodes.map(({ key }) => key);
}

describeEachEngine((engine) => {
  describe('a place has the events of everything inside it', () => {
    test.each([
      ['salqin', ['around', 'last-day']],
      ['harim', ['around', 'first-day', 'last-day']],
      ['jisr', ['after']],
      ['idlib', ['around', 'before', 'first-day', 'last-day', 'after']],
      ['homs', ['own']],
      ['syria-land', ['around', 'before', 'first-day', 'last-day', 'after', 'own']],
      ['arwad', ['far']],
    ])('%s', async (place, keys) => {
      expect(await happenedIn(engine(), place)).toEqual(keys);
      const { events } = await execute<{ events: { nodes: { key: string }[] } }>(
        engine(),
        `{ events(filter: { within: "${place}" }) { nodes { key } } }`,
      );
      expect(events.nodes.map(({ key }) => key)).toEqual(keys);
    });

    test('and of two places only what lies in both', async () => {
      expect(await happenedIn(engine(), 'syria-land', 'within: "harim"')).toEqual(['around', 'first-day', 'last-day']);
      expect(await happenedIn(engine(), 'harim', 'within: "syria-land"')).toEqual(['around', 'first-day', 'last-day']);
      expect(await happenedIn(engine(), 'idlib', 'within: "homs"')).toEqual([]);
    });

    test('and with an actor only what it took part in', async () => {
      expect(await happenedIn(engine(), 'syria-land', 'actors: ["ahrar"], viaCoalitions: false')).toEqual(['own']);
      expect(await happenedIn(engine(), 'idlib', 'actors: ["ahrar"]')).toEqual(['around', 'first-day', 'last-day']);
      expect(await happenedIn(engine(), 'idlib', 'actors: []')).toEqual([]);
    });
  });

  describe('deaths are those of the whole list, with the best figure for an unknown bound', () => {
    test.each([
      ['salqin', { best: 1100, low: 1100, high: 1130 }],
      ['harim', { best: 1110, low: 1108, high: 1140 }],
      ['idlib', { best: 1111, low: 1108, high: 1143 }],
      ['jisr', { best: 0, low: 0, high: 0 }],
    ])('%s', async (place, deaths) => {
      const query = `{ place(id: "${place}") { events(first: 1) { deaths { best low high } } } }`;
      expect((await execute<Found>(engine(), query)).place.events).toEqual({ deaths });
    });

    test('an event with bounds only counts within them', async () => {
      const query = '{ place(id: "homs") { events(first: 0) { totalCount nodes { key } deaths { best low high text } } } }';
      const { events } = (await execute<Found>(engine(), query)).place;
      expect(events).toEqual({ totalCount: 1, nodes: [], deaths: { best: 0, low: 5, high: 7, text: null } });
    });

    test('of the whole graph, and of a place without events', async () => {
      const query =
        '{ all: events { deaths { best low high } } none: events(filter: { at: "1999" }) { totalCount deaths { best low high } } }';
      expect(await execute(engine(), query)).toEqual({
        all: { deaths: { best: 321_111, low: 321_113, high: 321_150 } },
        none: { totalCount: 0, deaths: { best: 0, low: 0, high: 0 } },
      });
    });
  });

  test('a level of places takes one statement, however many places it has, and events of a place one', async () => {
    const places = '{ places(filter: { within: "syria-land" }, first: 5) { nodes { name } } }';
    const events = '{ place(id: "syria-land") { events(first: 5) { totalCount deaths { best } nodes { key } } } }';
    const statements = async () => [ofRecords(await statementsOf(engine(), places)), ofRecords(await statementsOf(engine(), events))];
    const before = await statements();
    expect(before).toEqual([
      ['entity.idsBySlug', ...['place.inside', 'place.inside', 'place.inside', 'place.inside'], 'place.list(ASC full)'],
      ['entity.idsBySlug', 'entity.byId(full)', 'event.byId'],
    ]);
    const towns = Array.from({ length: 40 }, (_, at) => ({
      slug: `town-${at}`,
      kind: 'TOWN',
      name: `town ${at}`,
      within: at % 2 ? 'homs' : 'harim',
    }));
    await fill(engine(), 'towns', { places: towns } as BatchRows);
    expect(await statements()).toEqual(before);
  });

  test('and so do the events of many places side by side', async () => {
    const { length } = await statementsOf(engine(), '{ places(first: 1) { nodes { events(first: 1) { nodes { key } } } } }');
    const many = await statementsOf(engine(), '{ places(first: 100) { nodes { events(first: 1) { nodes { key } } } } }');
    expect(many.length).toBeLessThanOrEqual(length + 4);
  });
}, fillCountry);
