import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { ROOT } from '../../support/root.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { seeded } from '../seed/seeded.ts';
import { type Program, startExample } from './support/program.ts';
import { type RecordingProxy, recordingProxy } from './support/recordingProxy.ts';

/** Programs of the same task, each with another client. */
const CLIENTS = ['apollo', 'urql', 'relay'];

/** Cost per second: about half that of the queries that use it up. */
const RATE = 200_000;

const ANSWER = [
  '3 backers of the Syrian government in 2015',
  '  Iran backs Syrian government (0.95)',
  '  Iraq backs Syrian government (0.95)',
  '  Russia backs Syrian government (0.95)',
  '5 relationships of Hezbollah in 2016',
  '  Lebanon backs Hezbollah (0.95)',
  '  Hezbollah backs Ansarallah (0.95)',
  '  Russia backs Hezbollah (0.95)',
  '  Iran backs Hezbollah (0.95)',
  '  Hezbollah fights Israel (0.95)',
  'Waiting for a change',
];

let engine: Engine;
beforeAll(async () => {
  engine = (await seeded()).engine;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules/relay-compiler/cli.js'), 'relay.config.json'], {
    cwd: join(ROOT, 'examples/relay'),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout + stderr);
});
afterAll(() => engine.close());

describe.each(CLIENTS)('the example of %s', (client) => {
  let proxy: RecordingProxy;
  let ended: Awaited<Program['ended']>;
  beforeAll(async () => {
    const served = await serve(engine, { openReading: true, rate: RATE });
    // The second and the fourth request find the rate used up.
    proxy = await recordingProxy(served.url, (number) => (number === 2 || number === 4 ? spendRate(served) : undefined));
    const program = startExample(`${client}/main.ts`, `${proxy.url}/graphql`);
    await program.wrote('Waiting for a change');
    await rename(served, 'Iran (renamed)');
    ended = await program.ended;
    await rename(served, 'Iran');
    await proxy.close();
    await served.close();
  });

  test('reads all pages, and puts them together', () => expect(ended.lines.slice(0, ANSWER.length)).toEqual(ANSWER));

  test('waits as long as the server says', () => {
    expect(proxy.responses.filter(({ status }) => status === 429)).toHaveLength(2);
    expect(sentTooEarly(proxy)).toEqual([]);
  });

  test('shows a change in the list that it has read before', () => {
    expect(ended.lines.slice(ANSWER.length)).toEqual([
      expect.stringMatching(/^Changed: Changed Iran \(renamed\)/),
      'Backers now: Iran (renamed), Iraq, Russia',
    ]);
  });

  test('has no warnings, and ends well', () => expect(ended).toMatchObject({ code: 0, errors: '' }));
});

/** Renames Iran, which is in the first list. */
async function rename(served: TestServer, name: string): Promise<void> {
  const mutation = `mutation { correctEntity(id: "iran", name: "${name}", dropOldName: true, reason: "A test") { updated } }`;
  const { data } = await served.execute(mutation, served.tokenOf.editor);
  expect(data).toEqual({ correctEntity: { updated: 1 } });
}

/** Sends expensive queries until the server says to wait, a few seconds at most. */
async function spendRate(served: TestServer): Promise<void> {
  const query = '{ actors(first: 90) { nodes { backs(first: 90) { nodes { ... on Actor { fights(first: 50) { nodes { id } } } } } } } }';
  while ((await served.execute(query)).status === 200);
}

/** Responses to requests that were sent before the end of the wait that the response before had asked for. */
function sentTooEarly({ responses }: RecordingProxy): unknown[] {
  return responses.filter(({ requestedAt }, at) => {
    const before = responses[at - 1];
    return before?.wait != null && requestedAt < before.respondedAt + before.wait * 1000;
  });
}

describe('the examples', () => {
  test('have the operations of the schema: node examples/typed/generate.mjs writes them', () => {
    const directory = mkdtempSync(join(tmpdir(), 'allegiance-operations-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const file = join(directory, 'operations.ts');
    const { status, stderr } = spawnSync(process.execPath, ['examples/typed/generate.mjs', file], { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(join(ROOT, 'examples/typed/operations.ts'), 'utf8'));
  });

  test.each(['examples', 'examples/relay'])('in %s compile', (folder) => {
    const { status, stdout } = spawnSync('node_modules/.bin/tsc', ['-p', folder], { cwd: ROOT, encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
