import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { execute, fillCountry, statementsOf } from './world.ts';

interface Held {
  place: { controlledBy: { totalCount: number; nodes: { slug: string }[] } };
}

async function holders(engine: Engine, place: string, wish: string): Promise<string[]> {
  const { controlledBy } = (
    await execute<Held>(engine, `{ place(id: "${place}") { controlledBy(${wish}) { totalCount nodes { slug } } } }`)
  ).place;
  expect(controlledBy.totalCount).toBe(controlledBy.nodes.length);
  return controlledBy.nodes.map(({ slug }) => slug);
}

describeEachEngine((engine) => {
  describe('who controls a place of which nothing is known', () => {
    test('is who controls the nearest place around it, with `inherit`', async () => {
      expect(await holders(engine(), 'harim', 'inherit: true, filter: { at: "2013" }')).toEqual(['rebels']);
      expect(await holders(engine(), 'jisr', 'inherit: true, filter: { at: "2011" }')).toEqual(['government']);
      expect(await holders(engine(), 'homs', 'inherit: true, filter: { at: "2011" }')).toEqual(['government']);
    });

    test('is nobody otherwise', async () => {
      expect(await holders(engine(), 'harim', 'filter: { at: "2013" }')).toEqual([]);
      expect(await holders(engine(), 'harim', 'inherit: false, filter: { at: "2013" }')).toEqual([]);
    });

    test('is nobody if nothing is known of any place around it at that time', async () => {
      expect(await holders(engine(), 'harim', 'inherit: true, filter: { at: "2020" }')).toEqual([]);
      expect(await holders(engine(), 'arwad', 'inherit: true')).toEqual([]);
    });
  });

  test('what is known of the place itself takes precedence over those around it', async () => {
    expect(await holders(engine(), 'salqin', 'inherit: true, filter: { at: "2014" }')).toEqual(['army']);
    expect(await holders(engine(), 'salqin', 'inherit: true, filter: { at: "2015" }')).toEqual(['rebels']);
    expect(await holders(engine(), 'idlib', 'inherit: true, filter: { at: "2012" }')).toEqual(['rebels']);
  });

  test('walking up takes one statement per level, and the controllers found there one in all', async () => {
    const names = await statementsOf(
      engine(),
      '{ place(id: "salqin") { controlledBy(inherit: true, filter: { at: "2011" }) { nodes { slug } } } }',
    );
    const count = (family: string) => names.filter((name) => name.startsWith(family)).length;
    expect(count('place.around')).toBe(4);
    expect(count('tie.neighbors')).toBe(2);
  });
}, fillCountry);
