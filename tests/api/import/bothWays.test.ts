import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import { FORMATS } from '../../../src/exchange/import/formats.ts';
import { JSONL_IMPORT } from '../../../src/exchange/import/jsonl.ts';
import { type ImportReport, importInto } from '../../../src/exchange/import/run.ts';
import { checkServer, serverDryRunTarget, serverTarget } from '../../../src/exchange/import/target/server.ts';
import { dryRunTarget, storeTarget } from '../../../src/exchange/import/target/store.ts';
import { ucdpGed } from '../../../src/exchange/import/ucdp/ged.ts';
import { write } from '../../../src/write/write.ts';
import { validFiles } from '../../attacks/files/inputs.ts';
import { fillWorld, NOW } from '../../support/engine/world.ts';
import { exported } from '../../support/export/exported.ts';
import { inputOf } from '../../support/import/inputs.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { emptyStore } from '../seed/seeded.ts';
import { gedRelease } from '../ucdp/support/tables.ts';

const now = (): Date => NOW;

/** How many entities each revision has written. */
const WRITTEN = { name: 'test.written', text: 'MATCH (n:Entity) RETURN count(n), n.revision ORDER BY n.revision LIMIT 100' };

/** A server on an empty store of its own. */
async function withServer(work: (server: TestServer, engine: Engine) => Promise<void>): Promise<void> {
  const engine = await emptyStore();
  const server = await serve(engine);
  try {
    await work(server, engine);
  } finally {
    await server.close();
    await engine.close();
  }
}

const samples = await validFiles();

test('there is a sample of each format', () => {
  expect(samples.map(({ format }) => format.name).sort()).toEqual(FORMATS.map(({ name }) => name).sort());
});

test.each(samples.map((sample) => [sample.format.name, sample] as const))(
  '%s through a running server and into the own store gives the same graph and report',
  async (_, { format, bytes }) => {
    const inputs = [inputOf('sample', bytes)];
    const own = await emptyStore();
    const direct = await importInto(storeTarget(own, now), format, inputs);
    expect([direct.rejected, direct.created >= 3]).toEqual([0, true]);
    await withServer(async ({ url, tokenOf }, engine) => {
      const target = serverTarget({ url, token: tokenOf.editor });
      const through = await importInto(target, format, inputs);
      expect({ ...through, revision: 0 }).toEqual({ ...direct, revision: 0 });
      expect(await exported(engine, 'graph.jsonl')).toBe(await exported(own, 'graph.jsonl'));
      expect(await importInto(target, format, inputs)).toMatchObject({ created: 0, updated: 0, rejected: 0 });
    });
    await own.close();
  },
);

test.each(samples.map((sample) => [sample.format.name, sample] as const))(
  'a dry run of %s through a server reports what one on the own store does, and writes nothing',
  async (_, { format, bytes }) => {
    const inputs = [inputOf('sample', bytes)];
    const own = await emptyStore();
    const direct = await importInto(dryRunTarget(own, now), format, inputs);
    await own.close();
    expect(direct.created).toBeGreaterThanOrEqual(3);
    await withServer(async ({ url, tokenOf }, engine) => {
      const target = serverDryRunTarget({ url, token: tokenOf.editor });
      expect(await importInto(target, format, inputs)).toEqual(direct);
      expect(await exported(engine, 'graph.jsonl')).toBe('');
    });
  },
);

test('a dry run through a server sees its earlier batches, and ends where the server forgot them', async () => {
  const line = (kind: string, row: object) => JSON.stringify({ kind, row });
  const actors = Array.from({ length: 2_500 }, (_, at) => line('actors', { slug: `actor-${at}`, kind: 'PERSON', name: `Actor ${at}` }));
  const ties = [1, 2, 2].map((at) => line('relationships', { type: 'BACKS', from: 'actor-0', to: `actor-${at}`, start: '2010' }));
  const inputs = [inputOf('rows.jsonl', [...actors, ...ties].join('\n'))];
  const own = await emptyStore();
  const direct = await importInto(dryRunTarget(own, now), JSONL_IMPORT, inputs);
  await own.close();
  expect(direct).toMatchObject({ created: 2_502, unchanged: 1, rejected: 0 });
  await withServer(async ({ url, tokenOf }) => {
    const address = { url, token: tokenOf.editor };
    expect(await importInto(serverDryRunTarget(address), JSONL_IMPORT, inputs)).toEqual(direct);
    const first = serverDryRunTarget(address);
    const batch = { actors: [{ slug: 'a', kind: 'PERSON', name: 'A' }] };
    await first(batch, { key: 'a', summary: 'A' }, []);
    for (let other = 0; other < 4; other++) await serverDryRunTarget(address)(batch, { key: 'a', summary: 'A' }, []);
    await expect(first(batch, { key: 'a', summary: 'A' }, [])).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

test('names of the graph are found through a server as in the own store', async () => {
  const format = csvFormat(
    readMapping(
      "rows:\n  - kind: relationships\n    fields: { type: BACKS, from: { column: a }, to: { column: b }, start: '2010' }\n",
      'm.yaml',
    ),
  );
  const inputs = [inputOf('in.csv', 'a,b\nIRAN,hezbollah\nIran,Nobody at all\n')];
  const own = await emptyStore();
  const rows = {
    actors: ['Iran', 'Hezbollah'].map((name) => ({ slug: name.toLowerCase(), kind: 'STATE', name })),
  };
  const options = { key: 'a', by: 'a test', at: NOW, action: 'UPDATED', summary: 'Two' } as const;
  await write(own, rows, options);
  const direct = await importInto(storeTarget(own, now), format, inputs);
  expect(direct).toMatchObject({ created: 1, rejected: 1 });
  await own.close();
  await withServer(async ({ url, tokenOf }, engine) => {
    await write(engine, rows, options);
    const through = await importInto(serverTarget({ url, token: tokenOf.editor }), format, inputs);
    expect({ ...through, revision: 0 }).toEqual({ ...direct, revision: 0 });
  });
});

test('an import through a server has small revisions while others read, and large ones while nobody does', async () => {
  const row = (at: number, name = `Actor ${at}`) => JSON.stringify({ kind: 'actors', row: { slug: `actor-${at}`, kind: 'PERSON', name } });
  const inputs = [inputOf('rows.jsonl', Array.from({ length: 1_300 }, (_, at) => row(at)).join('\n'))];
  const sizesOf = async (isRead: boolean): Promise<unknown[]> => {
    const sizes: unknown[] = [];
    await withServer(async ({ url, tokenOf, execute }, engine) => {
      const target = serverTarget({ url, token: tokenOf.editor });
      const watched: typeof target = Object.assign(
        async (...given: Parameters<typeof target>) => {
          if (isRead) expect(await execute('{ status { revision } }', tokenOf.editor)).toMatchObject({ data: { status: {} } });
          return target(...given);
        },
        { graph: target.graph },
      );
      const report = await importInto(watched, JSONL_IMPORT, inputs);
      expect(report).toMatchObject({ created: 1_300, rejected: 0 });
      // Again, divided otherwise: nothing changes.
      expect(await importInto(target, JSONL_IMPORT, inputs)).toMatchObject({ created: 0, updated: 0, unchanged: 1_300 });
      sizes.push(...(await engine.read(WRITTEN)).map(([count]) => count));
    });
    return sizes;
  };
  expect(await sizesOf(false)).toEqual([250, 1_000, 50]);
  expect(await sizesOf(true)).toEqual([250, 250, 250, 250, 250, 50]);
});

test('releases are compared through a server as in the own store', async () => {
  const [older, newer] = [gedRelease('ged191.csv', {}, { id: 900002 }), gedRelease('ged251.csv', { best: 14, high: 14 }, { id: 900003 })];
  // Of one release first a part: then the whole takes back what the part was said to count.
  const part = gedRelease('ged251-part.csv', { id: 900003 });
  const files = [older, part, newer, part, older];
  const own = await emptyStore();
  const direct: ImportReport[] = [];
  for (const input of files) direct.push(await importInto(storeTarget(own, now), ucdpGed, [input]));
  expect(direct[2]!.warnings.map(({ code }) => code).sort()).toEqual(['release-dropped', 'release-recoded']);
  expect(await exported(own, 'graph.jsonl')).not.toContain('Codes 1 event');
  await withServer(async ({ url, tokenOf }, engine) => {
    for (const [at, input] of files.entries()) {
      const dry = await importInto(serverDryRunTarget({ url, token: tokenOf.editor }), ucdpGed, [input]);
      const through = await importInto(serverTarget({ url, token: tokenOf.editor }), ucdpGed, [input]);
      expect({ ...through, revision: 0 }).toEqual({ ...direct[at]!, revision: 0 });
      expect({ ...dry, revision: 0 }).toEqual({ ...through, revision: 0 });
    }
    expect(await exported(engine, 'graph.jsonl')).toBe(await exported(own, 'graph.jsonl'));
  });
  await own.close();
});

test('an export with merges and corrected relationships goes through a server, too, in several requests', async () => {
  const world = await emptyStore();
  await fillWorld(world);
  const text = await exported(world, 'graph.jsonl');
  expect(text).toContain('"kind":"merges"');
  await world.close();
  await withServer(async ({ url, tokenOf }, engine) => {
    const report = await importInto(serverTarget({ url, token: tokenOf.editor }), JSONL_IMPORT, [inputOf('graph.jsonl', text)]);
    expect(report).toMatchObject({ rejected: 0, problems: [] });
    expect(await exported(engine, 'graph.jsonl')).toBe(text);
  });
});

describe('a server', () => {
  let engine: Engine;
  let server: TestServer;
  beforeAll(async () => {
    engine = await emptyStore();
    server = await serve(engine, { openReading: true });
  });
  afterAll(async () => {
    await server.close();
    await engine.close();
  });

  const post = (body: string, token: string | null = server.tokenOf.editor, type = 'application/json') =>
    fetch(server.url.replace('/graphql', '/import'), {
      method: 'POST',
      body,
      headers: { 'content-type': type, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    });
  const list = (token: string | null) =>
    fetch(`${server.url.replace('/graphql', '/import/recorded')}?prefix=ucdp`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
  const call = (rows: object) => JSON.stringify({ rows, key: 'import a', summary: 'A test' });
  const NEW = { actors: [{ slug: 'new', kind: 'PERSON', name: 'New' }] };

  test.each([
    ['a reader', 403, () => post(call(NEW), server.tokenOf.reader)],
    ['nobody', 403, () => post(call(NEW), null)],
    ['an unknown token', 401, () => post(call(NEW), 'alg_unknown')],
    ['a form of another page', 415, () => post(call(NEW), server.tokenOf.editor, 'text/plain')],
    ['something that is not JSON', 400, () => post('{"rows":')],
    ['an unknown kind', 400, () => post(call({ rockets: [] }))],
    ['no key', 400, () => post(JSON.stringify({ rows: NEW, summary: 'x' }))],
    ['a list for a reader', 403, () => list(server.tokenOf.reader)],
    ['a list for nobody', 403, () => list(null)],
    ['too many rows', 413, () => post(call({ actors: Array.from({ length: 1_001 }, () => 1) }))],
    ['a deep row', 400, () => post(`{"rows":{"actors":[${'['.repeat(50)}${']'.repeat(50)}]},"key":"a","summary":"b"}`)],
  ])('refuses rows from %s, and writes nothing', async (_, status, request) => {
    const response = await request();
    expect([response.status, ((await response.json()) as { errors: unknown[] }).errors.length]).toEqual([status, 1]);
    expect(await exported(engine, 'graph.jsonl')).toBe('');
  });

  test('that is not there, or refuses, is an error before anything is read', async () => {
    await expect(checkServer({ url: 'http://127.0.0.1:9', token: null })).rejects.toThrow(
      /No server answers at .* Nothing was written elsewhere/,
    );
    await expect(checkServer({ url: server.url, token: server.tokenOf.reader })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(checkServer({ url: server.url, token: 'alg_unknown' })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(checkServer({ url: server.url, token: server.tokenOf.editor })).resolves.toBeUndefined();
  });

  test('names the line, field and value of a row that it rejects, as the own store does', async () => {
    const lines = [
      { kind: 'actors', row: { slug: 'a', kind: 'PERSON', name: 'A' } },
      { kind: 'actors', row: { slug: 'b', kind: 'ROBOT', name: 'B' } },
      { kind: 'relationships', row: { type: 'BACKS', from: 'a', to: 'nobody-here' } },
      { kind: 'merges', row: { keep: 'a', merge: 'a', reason: 'no reason' } },
    ].map((line) => JSON.stringify(line));
    const inputs = [inputOf('rows.jsonl', lines.join('\n'))];
    const own = await emptyStore();
    const { problems } = await importInto(storeTarget(own, now), JSONL_IMPORT, inputs);
    await own.close();
    const through = await importInto(serverTarget({ url: server.url, token: server.tokenOf.editor }), JSONL_IMPORT, inputs);
    expect([...through.problems].sort(byLine)).toEqual([...problems].sort(byLine));
    expect(problems.map(({ field, examples: [example] }) => [example!.line, field, example!.value]).sort()).toEqual([
      [2, 'kind', 'ROBOT'],
      [3, 'to', 'nobody-here'],
      [4, 'merge', 'a'],
    ]);
  });
});

interface WithLine {
  readonly examples: readonly { readonly line: number }[];
}
const byLine = (a: WithLine, b: WithLine): number => a.examples[0]!.line - b.examples[0]!.line;
