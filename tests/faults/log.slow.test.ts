import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Cypher } from '../../src/engine/cypher.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { startServer } from '../../src/http/server.ts';
import { log } from '../../src/http/telemetry/log.ts';
import { fillWithFew, serve, type TestServer } from '../api/access/support/served.ts';
import { interrupt, launch } from '../api/http/support/launch.ts';
import { OPEN_READING } from '../support/admission.ts';
import { describeEachEngine } from '../support/engine/engines.ts';
import { captureLog } from './captureLog.ts';
import { openCollector } from './collector.ts';

/** A value in a variable of a request, which the store quotes in its error message. */
const VALUE = 'a-secret-of-ours';
const READ = 'query ($id: ID!) { actor(id: $id) { name } }';
const WRITE = `mutation ($name: String!) { upsertActors(rows: [{ slug: "somebody", kind: PERSON, name: $name }]) { revision } }`;

/** Replaces a statement whose parameters contain the value by an invalid one that the store quotes in its error, with lines like stack frames. */
function failingStatement(statement: Cypher, parameters: unknown): Cypher {
  const containsValue = JSON.stringify(parameters ?? {}).includes(VALUE);
  return containsValue ? { name: statement.name, text: `NO CYPHER ${VALUE}\n    at ${VALUE} (${VALUE}.ts:1:1)\nNO CYPHER` } : statement;
}

/** An engine whose statements fail at the store if they contain the value. Records the messages of the store. */
function recordingErrors(engine: Engine, messages: string[]): Engine {
  const recorded = async <T>(run: () => Promise<T>): Promise<T> =>
    run().catch((error: Error) => {
      messages.push(String(error.cause));
      throw error;
    });
  return {
    ...engine,
    read: (statement, parameters, signal) => recorded(() => engine.read(failingStatement(statement, parameters), parameters, signal)),
    write: (work) =>
      engine.write((transaction) =>
        work({
          ...transaction,
          run: (statement, parameters) => recorded(() => transaction.run(failingStatement(statement, parameters), parameters)),
        }),
      ),
  };
}

describe('an error message of the store that contains the value of a variable', () => {
  describeEachEngine((engine) => {
    const messages: string[] = [];
    let served: TestServer;
    beforeAll(async () => {
      await fillWithFew(engine());
      served = await serve(recordingErrors(engine(), messages));
    });
    afterAll(() => served.close());

    const failing = (query: string, variables: object) => async () => {
      const { errors } = await served.execute(query, served.tokenOf.editor, variables);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL_SERVER_ERROR']);
    };

    test.each([
      ['a read', READ, { id: VALUE }],
      ['a write', WRITE, { name: VALUE }],
    ])('%s: the log contains the statement, class and code of the cause, and the stack, but not the value', async (_, query, variables) => {
      const written = await captureLog(failing(query, variables));
      expect(messages.splice(0).join()).toContain(VALUE);
      expect(written).not.toContain(VALUE);
      expect(written).not.toContain(served.tokenOf.editor);
      const { message, error } = JSON.parse(written) as { message: string; error: string[] };
      expect(message).toBe('request failed');
      expect(error[0]).toMatch(/^AllegianceError INTERNAL_SERVER_ERROR: The statement [\w.]+\S* failed\.\n +at .*:\d+:\d+/);
      expect(error[1]).toMatch(
        engine().kind === 'neo4j' ? /^Neo4jError Neo\.ClientError\.Statement\.SyntaxError\n +at / : /^Error GenericFailure/,
      );
    });

    test('the log contains the message of the store if values are logged', async () => {
      const settings = { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1, searchTime: 1, logVariables: true };
      const { url, close } = await startServer(recordingErrors(engine(), messages), settings, OPEN_READING);
      onTestFinished(async () => {
        log.showValues(false);
        await close();
      });
      const body = JSON.stringify({ query: READ, variables: { id: VALUE } });
      const written = await captureLog(() =>
        fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
      );
      expect(written).toContain(`NO CYPHER ${VALUE}`);
    });
  });
});

test('a trace contains the code of a rejected write, but not its message, which contains values', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-log-'));
  const collector = await openCollector();
  onTestFinished(() => {
    collector.close();
    rmSync(directory, { recursive: true });
  });
  const server = launch({ ALLEGIANCE_DATA: directory, OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
  const url = await server.url();
  const [, token] = await server.waitForOutput(/Editor token: (\S+)/);
  const write = async (name: string, ifRevision: number | null) => {
    const query = 'mutation ($rows: [ActorInput!]!, $if: Int) { upsertActors(rows: $rows, ifRevision: $if) { revision } }';
    const body = JSON.stringify({ query, variables: { rows: [{ slug: 'somebody', kind: 'PERSON', name }], if: ifRevision } });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    return (await answer.json()) as { errors?: { message: string; extensions: { code: string } }[] };
  };
  expect((await write(VALUE, null)).errors).toBeUndefined();
  const [late] = (await write('Somebody', 0)).errors!;
  expect(late).toMatchObject({ message: expect.stringContaining(VALUE), extensions: { code: 'CONFLICT' } });
  const [early] = (await write('Somebody', 987_654_321)).errors!;
  expect(early).toMatchObject({ message: expect.stringContaining('987654321'), extensions: { code: 'BAD_INPUT' } });
  expect(await interrupt(server)).toBe(0);

  const failed = collector.spans().filter(({ status }) => status.code === 2);
  expect(failed.map(({ name, status }) => [name, status.message])).toEqual([
    ['write', 'CONFLICT'],
    ['write', 'BAD_INPUT'],
  ]);
  for (const value of [VALUE, '987654321', token!])
    expect(collector.text() + server.output.replace(/Editor token: .*/, '')).not.toContain(value);
});
