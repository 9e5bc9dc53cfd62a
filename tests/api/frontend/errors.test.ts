import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { translateNeo4j } from '../../../src/engine/neo4j/errors.ts';
import { openNeo4j } from '../../../src/engine/neo4j/neo4j.ts';
import { MAX_WAITING, OperationQueue } from '../../../src/http/limits/operationQueue.ts';
import { startServer } from '../../../src/http/server.ts';
import { type AllegianceError, ERROR_CODES } from '../../../src/model/errors.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';
import { OPEN_READING } from '../../support/admission.ts';
import { editor } from '../../support/editing/editor.ts';
import { postQuery } from '../http/support/request.ts';
import { NOW, seeded } from '../seed/seeded.ts';
import { promised, sections } from './errorPages.ts';
import { serveSeed } from './served.ts';

/** A code and its message. */
type Said = readonly [code: string, sentence: string];

const REVISION = '{ status { revision } }';

/** The error of a server over an engine, with these settings. */
async function served(engine: Engine, query: string, environment: Record<string, string> = {}): Promise<Said> {
  const server = await startServer(engine, readConfig({ PORT: '0', ...environment }), OPEN_READING);
  onTestFinished(() => server.close());
  const { errors } = (await postQuery(server.url, query)).body;
  return [errors![0]!.extensions.code, errors![0]!.message];
}

/** An engine that runs this statement instead of every other. */
function running(engine: Engine, text: string): Engine {
  return { ...engine, read: (statement, parameters) => engine.read({ ...statement, text }, parameters) };
}

async function thrown(work: () => unknown): Promise<Said> {
  const error = (await Promise.resolve()
    .then(work)
    .then(
      () => null,
      (refusal: unknown) => refusal,
    )) as AllegianceError;
  return [error.code, error.message];
}

async function rejectedRow(from: string, to: string): Promise<Said> {
  const { engine } = await seeded();
  const rows = { relationships: [{ type: 'BACKS', from, to }] } as BatchRows;
  const report = await write(engine, rows, { key: 'wrong', by: 'tests', at: NOW, action: 'CREATED', summary: 'wrong' });
  await engine.close();
  return [report.problems[0]!.code, report.problems[0]!.message];
}

async function inUse(): Promise<Said> {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-errors-'));
  const first = await openEmbedded(directory);
  const [code, sentence] = await thrown(() => openEmbedded(directory));
  await first.close();
  rmSync(directory, { recursive: true });
  return [code, sentence.replace(directory, 'DIRECTORY')];
}

/** How to cause each message that is not the result of a query over the seed. */
const COMES_ABOUT: ReadonlyArray<() => Promise<Said>> = [
  async () => served((await seeded()).engine, `{ nodes(ids: [${'"x", '.repeat(101)}]) { id } }`),
  () => thrown(() => readConfig({ PORT: '80a' })),
  () => rejectedRow('aleppo', 'iran'),
  () => rejectedRow('iran', 'iran'),
  () => thrown(async () => editor((await seeded()).engine).recordRelationships([{ type: 'BACKS', from: 'iran', to: 'iran' }])),
  () => {
    const actors = ['red', 'Red Army', 'green'].map((slug) => ({ slug, kind: 'STATE', name: slug }));
    return thrown(async () => editor((await seeded()).engine).upsertActors(actors));
  },
  () => thrown(() => Promise.reject(translateNeo4j('write', { code: 'Neo.TransientError.Transaction.DeadlockDetected' }))),
  () => thrown(() => Promise.reject(translateNeo4j('read', { code: 'Neo.TransientError.General.MemoryPoolOutOfMemoryError' }))),
  () => {
    const queue = new OperationQueue({ reads: 1, writes: 1, readsBesideWrites: 1, readShare: 0.5 });
    return thrown(() => Promise.all(Array.from({ length: MAX_WAITING + 2 }, () => queue.acquire('read', 'many'))));
  },
  () => served(openNeo4j({ uri: 'bolt://127.0.0.1:1', user: null, password: null, database: null, timeout: 1000 }), REVISION),
  () => thrown(() => Promise.reject(translateNeo4j('read', { code: 'Neo.ClientError.Security.Unauthorized' }))),
  () => thrown(() => Promise.reject(translateNeo4j('read', new Error('Connection acquisition timed out in 2500 ms.')))),
  () => thrown(() => Promise.reject(translateNeo4j('write', { code: 'Neo.ClientError.General.WriteOnReadOnlyAccessDatabase' }))),
  async () => {
    const engine = await openEmbedded(null);
    await engine.close();
    return served(engine, '{ actor(id: "iran") { name } }');
  },
  inUse,
  async () => served(running(await openEmbedded(null, 1), 'UNWIND range(1, 3000000) AS n RETURN sum(n)'), REVISION),
  async () => served((await seeded()).engine, '{ distance(from: "iran", to: "france") }', { ALLEGIANCE_SEARCH_MAX_STEPS: '1' }),
  async () => served((await seeded()).engine, '{ balance { balanced } }', { ALLEGIANCE_SEARCH_MAX_STEPS: '1' }),
  async () => served(running(await openEmbedded(null), 'this is no Cypher'), REVISION),
];

describe('docs/errors.md', () => {
  const url = serveSeed();

  test('has a section for every code, in the order of the list', () => {
    expect(sections()).toEqual([...ERROR_CODES, 'Mistakes in the request itself']);
  });

  test.each(promised().filter(({ query }) => query !== null))('$code: $query', async ({ code, query, sentence }) => {
    const { errors } = (await postQuery(url(), query!)).body;
    expect(errors!.map(({ message, extensions }) => [extensions.code, message])).toEqual([[code, sentence]]);
  });

  const others = promised().filter(({ query }) => query === null);
  test('has no message without a known cause', () => {
    expect(others.length).toBe(COMES_ABOUT.length);
  });

  test.each(others.map((promise, at) => ({ ...promise, at })))('$code: $sentence', async ({ code, sentence, at }) => {
    expect(await COMES_ABOUT[at]!()).toEqual([code, sentence]);
  });

  test.each(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST'])(
    '%s is the code of a mistake in the request',
    async (code) => {
      const requests: Record<string, string> = {
        GRAPHQL_PARSE_FAILED: '{',
        GRAPHQL_VALIDATION_FAILED: '{ nothing }',
        BAD_USER_INPUT: 'query ($size: Int!) { actors(first: $size) { totalCount } }',
        OPERATION_RESOLUTION_FAILURE: 'query A { __typename } query B { __typename }',
        BAD_REQUEST: '',
      };
      expect((await postQuery(url(), requests[code]!)).body.errors![0]!.extensions.code).toBe(code);
    },
  );
});
