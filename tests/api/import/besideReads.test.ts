import { expect, test } from 'vitest';
import { JSONL_IMPORT } from '../../../src/exchange/import/jsonl.ts';
import { importInto } from '../../../src/exchange/import/run.ts';
import { serverTarget } from '../../../src/exchange/import/target/server.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { inputOf } from '../../support/import/inputs.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { emptyStore } from '../seed/seeded.ts';

/** The graph in memory answers it alone. */
const ACTORS = '{ actors(first: 20) { nodes { name kind relationships(first: 5) { nodes { statement } } } } }';
const PATHS = '{ paths(from: "iran", to: "hezbollah") { count } }';

/** A server on the seed, with its revision in memory, as its metrics say. */
async function withSeed(work: (server: TestServer, inMemory: () => Promise<number>) => Promise<void>): Promise<void> {
  const engine = await emptyStore();
  await fillWithSeed(engine);
  const server = await serve(engine);
  const inMemory = async () => {
    const metrics = await (
      await fetch(new URL('/metrics', server.url), { headers: { authorization: `Bearer ${server.tokenOf.admin}` } })
    ).text();
    return Number(/^allegiance_projection_revision (\S+)/m.exec(metrics)?.[1]);
  };
  try {
    await work(server, inMemory);
  } finally {
    await server.close();
    await engine.close();
  }
}

test('what is imported while others read is in memory before the next question', async () => {
  await withSeed(async ({ url, tokenOf, execute }, inMemory) => {
    const target = serverTarget({ url, token: tokenOf.editor });
    const rows = Array.from({ length: 600 }, (_, at) =>
      JSON.stringify({ kind: 'relationships', row: { type: 'OPPOSES', from: 'jordan', to: 'qatar', key: `${at}`, start: '2010' } }),
    );
    expect(await execute(PATHS, tokenOf.editor)).toMatchObject({ data: { paths: { count: expect.any(Number) } } });
    const { revision, created } = await importInto(target, JSONL_IMPORT, [inputOf('rows.jsonl', rows.join('\n'))]);
    expect(created).toBe(600);
    await expect.poll(inMemory, { timeout: 5_000 }).toBe(revision);
  });
});

test('an answer that is cached does not wait for the graph in memory', async () => {
  await withSeed(async ({ tokenOf, execute }, inMemory) => {
    const record = `mutation { recordRelationships(rows: [{ type: OPPOSES, from: "jordan", to: "qatar", key: "one" }]) { revision } }`;
    await execute(PATHS, tokenOf.editor);
    const answers = [];
    for (let times = 0; times < 3; times++) answers.push(await execute(ACTORS, tokenOf.editor));
    const before = await inMemory();
    expect(before).toBeGreaterThan(0);
    const { data } = await execute(record, tokenOf.editor);
    const { revision } = data!.recordRelationships as { revision: number };
    expect((await execute(ACTORS, tokenOf.editor)).data).toEqual(answers[0]!.data);
    expect([before, await inMemory()]).toEqual([revision - 1, revision - 1]);
    // One that is not cached has the write.
    expect(await execute('{ actor(id: "jordan") { relationships { totalCount } } }', tokenOf.editor)).toMatchObject({
      data: { actor: { relationships: { totalCount: expect.any(Number) } } },
    });
    expect(await inMemory()).toBe(revision);
  });
});
