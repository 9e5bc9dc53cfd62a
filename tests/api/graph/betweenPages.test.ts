import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { write } from '../../../src/write/write.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { dataOf } from './support/answer.ts';

const NOW = new Date('2026-01-31T12:00:00Z');
let writes = 0;

/** Groups that fight Centre, by letters; Centre is written with them. */
async function add(engine: Engine, letters: string): Promise<void> {
  const names = [...letters];
  const rows = {
    actors: ['Centre', ...names].map((name) => ({ slug: `group-${name.toLowerCase()}`, kind: 'ARMED_GROUP', name })),
    relationships: names.map((name) => ({ type: 'FIGHTS', from: 'group-centre', to: `group-${name.toLowerCase()}` })),
  };
  expect((await write(engine, rows, { key: `between pages ${++writes}`, by: 'test', at: NOW })).problems).toEqual([]);
}

async function retract(engine: Engine, letter: string): Promise<void> {
  const { actor } = await dataOf(engine, `{ actor(id: "group-${letter.toLowerCase()}") { fights { edges { relationship { id } } } } }`);
  const rows = { retractions: [{ id: actor.fights.edges[0].relationship.id, reason: 'a mistake' }] };
  expect((await write(engine, rows, { key: `between pages ${++writes}`, by: 'test', at: NOW })).problems).toEqual([]);
}

const PAGE = `query($after: String, $before: String, $first: Int, $last: Int) {
  actor(id: "group-centre") { fights(first: $first, after: $after, last: $last, before: $before) {
    nodes { name } pageInfo { startCursor endCursor } totalCount } } }`;

describeEachEngine((engine) => {
  test('what comes and goes between two pages neither repeats nor hides another', async () => {
    await migrate(engine(), NOW);
    await add(engine(), 'BDFHJ');
    const first = (await dataOf(engine(), PAGE, { first: 2 })).actor.fights;
    expect(first.nodes.map(({ name }: { name: string }) => name)).toEqual(['B', 'D']);

    await add(engine(), 'AG');
    await retract(engine(), 'D');
    const next = (await dataOf(engine(), PAGE, { first: 10, after: first.pageInfo.endCursor })).actor.fights;
    expect(next.nodes.map(({ name }: { name: string }) => name)).toEqual(['F', 'G', 'H', 'J']);
    expect(next.totalCount).toBe(6);

    const back = (await dataOf(engine(), PAGE, { last: 10, before: next.pageInfo.startCursor })).actor.fights;
    expect(back.nodes.map(({ name }: { name: string }) => name)).toEqual(['A', 'B']);
  });
});
