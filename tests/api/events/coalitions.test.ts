import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { ofRecords } from '../graph/support/counted.ts';
import { execute, fillCountry, statementsOf } from './world.ts';

async function tookPartIn(engine: Engine, filter: string, actor = 'ahrar'): Promise<string[]> {
  const query = `{ actor(id: "${actor}") { events(filter: { ${filter} }) { totalCount nodes { key } } } }`;
  const { events } = (await execute<{ actor: { events: { totalCount: number; nodes: { key: string }[] } } }>(engine, query)).actor;
  expect(events.totalCount).toBe(events.nodes.length);
  return events.nodes.map(({ key }) => key);
}

describeEachEngine((engine) => {
  describe('an actor has the events of a coalition', () => {
    test('on the days on which it was part of it, first and last included, and its own', async () => {
      expect(await tookPartIn(engine(), '')).toEqual(['around', 'first-day', 'far', 'nowhere', 'last-day', 'own']);
    });

    test('and not before or after', async () => {
      expect(await tookPartIn(engine(), 'at: "2012-12-31"')).toEqual(['around']);
      expect(await tookPartIn(engine(), 'at: "2016"')).toEqual(['own']);
    });

    test('unless only its own are requested', async () => {
      expect(await tookPartIn(engine(), 'viaCoalitions: false')).toEqual(['own']);
    });

    test('but the coalition has none of its members', async () => {
      expect(await tookPartIn(engine(), '', 'rebels')).toEqual(['around', 'before', 'first-day', 'far', 'nowhere', 'last-day', 'after']);
    });

    test('and a filter counts it in the same way', async () => {
      const keysOf = async (filter: string) =>
        (
          await execute<{ events: { nodes: { key: string }[] } }>(engine(), `{ events(filter: { ${filter} }) { nodes { key } } }`)
        ).events.nodes.map(({ key }) => key);
      const all = ['around', 'first-day', 'far', 'nowhere', 'last-day', 'own'];
      expect(await keysOf('actors: ["ahrar"]')).toEqual(all);
      expect(await keysOf('allActors: ["ahrar", "army"]')).toEqual(all);
      expect(await keysOf('allActors: ["ahrar", "government"]')).toEqual([]);
      expect(await keysOf('allActors: ["ahrar", "rebels"]')).toEqual(all.filter((key) => key !== 'own'));
      expect(await keysOf('allActors: ["ahrar", "rebels"], viaCoalitions: false')).toEqual([]);
    });
  });

  test('finding the coalitions of many actors takes one statement', async () => {
    const names = await statementsOf(engine(), '{ actors { nodes { events(first: 1) { nodes { key } } } } }');
    expect(ofRecords(names)).toEqual(['actor.list(NAME ASC full)', 'event.coalitions', 'event.byId']);
  });
}, fillCountry);
