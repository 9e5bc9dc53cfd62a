import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { HOPS } from '../../support/paths/hops.ts';
import { type QueryRunner, runnerOf } from '../../support/paths/runner.ts';
import { type RecordingEngine, recording } from '../../support/revisions/recordingEngine.ts';

let engine: Engine;
let reader: RecordingEngine;
let runner: QueryRunner;
beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWithSeed(engine);
  reader = recording(engine);
  runner = runnerOf(reader.engine, { cacheBytes: 0 });
  await runner.services.projection.view();
});
afterAll(() => engine.close());

async function statementsOf(query: string): Promise<string[]> {
  reader.statements.length = 0;
  await runner.execute(query);
  return [...reader.statements].sort();
}

describe('a list of any length costs the same statements', () => {
  test('paths with all fields of them and of their hops', async () => {
    const query = (maxPaths: number) =>
      statementsOf(`{ paths(from: "iran", to: "israel", maxDepth: 5, maxPaths: ${maxPaths}) {
        count paths { statement sign validity { start } ${HOPS} } } }`);
    const few = await query(3);
    expect(few).toEqual(['entity.byId(full)', 'entity.degrees', 'evidence.about(ASC)', 'source.byId', 'tie.byId']);
    expect(await query(30)).toEqual(few);
  });

  test('a bare count reads no entity and no relationship', async () => {
    const query = '{ paths(from: "iran", to: "israel") { count truncated } }';
    expect(await statementsOf(query)).toEqual([]);
  });

  test('ends given by id are not looked up', async () => {
    type Ends = { a: { id: string }; b: { id: string } };
    const { a, b } = await runner.execute<Ends>('{ a: entity(id: "iran") { id } b: entity(id: "israel") { id } }');
    expect(await statementsOf(`{ paths(from: "${a.id}", to: "${b.id}") { count truncated } }`)).toEqual([]);
  });

  test('names, kinds and sentences are read from the projection, and nothing else is', async () => {
    type Ends = { a: { id: string }; b: { id: string } };
    const { a, b } = await runner.execute<Ends>('{ a: entity(id: "iran") { id } b: entity(id: "israel") { id } }');
    const query = (selection: string) =>
      `fragment Named on Entity { id ... on Actor { name kind } __typename }
      { paths(from: "${a.id}", to: "${b.id}", maxPaths: 30) { paths { statement hops { from { ${selection} } to { ${selection} } statement } } } }`;
    expect(await statementsOf(query('...Named name'))).toEqual([]);
    expect(await statementsOf(query('...Named name slug'))).toEqual(['entity.byId(full)']);
    const [shown, loaded] = await Promise.all(
      ['...Named name', '...Named name ... on Actor { slug }'].map((one) => runner.execute(query(one))),
    );
    expect(JSON.parse(JSON.stringify(loaded, (field, value) => (field === 'slug' ? undefined : value)))).toEqual(shown);
  });

  test('reachable entities', async () => {
    const query = (first: number) =>
      statementsOf(`{ reachable(from: "iran", maxDepth: 3, first: ${first}) { edges { node { name } } nodes { name } } }`);
    expect(await query(40)).toEqual(await query(2));
  });

  test('chains', async () => {
    const steps = '[{ sign: HOSTILE }, { types: [BACKS], direction: IN }]';
    const query = (first: number) =>
      statementsOf(`{ chains(from: "syrian-government", steps: ${steps}, first: ${first}) {
        ends { name } chains { statement entities { name } relationships { statement } } } }`);
    expect(await query(20)).toEqual(await query(2));
  });
});
