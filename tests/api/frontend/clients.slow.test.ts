import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { mintToken } from '../../../src/access/token.ts';
import { ROOT } from '../../support/root.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { seeded } from '../seed/seeded.ts';
import { type Program, startExample } from './support/program.ts';
import { spendRate } from './support/rate.ts';
import { type RecordingProxy, recordingProxy, sentTooEarly } from './support/recordingProxy.ts';

/** Programs of the same task, each with another client. */
const CLIENTS = ['apollo', 'urql', 'relay'];

/** Cost per second. */
const RATE = 2_000;

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

interface Run {
  readonly proxy: RecordingProxy;
  readonly ended: Awaited<Program['ended']>;
}

const runs = new Map<string, Run>();
const run = (client: string) => runs.get(client)!;

/** Runs all programs at once, since all wait, each with a token of its own. */
beforeAll(async () => {
  compileRelay();
  const { engine } = await seeded();
  const served = await serve(engine, { openReading: true, rate: RATE });
  const start = async (client: string) => {
    const { token, record } = mintToken(client, 'reader', new Date());
    await served.tokens.add(record);
    // The second and the fourth request find the rate used up.
    const proxy = await recordingProxy(served.url, token, (number) =>
      number === 2 || number === 4 ? spendRate(served, token, RATE) : undefined,
    );
    return { client, proxy, program: startExample(`${client}/main.ts`, `${proxy.url}/graphql`) };
  };
  const all = await Promise.all([...CLIENTS, 'fetch'].map(start));
  await Promise.all(all.map(({ program }) => program.wrote('Waiting for a change')));
  await rename(served, 'Iran (renamed)');
  const { program, proxy } = all.at(-1)!;
  await program.wrote('Changed: Changed Iran (renamed)');
  proxy.disconnect();
  await rename(served, 'Iran');
  for (const each of all) {
    runs.set(each.client, { proxy: each.proxy, ended: await each.program.ended });
    await each.proxy.close();
  }
  await served.close();
  await engine.close();
}, 240_000);

describe.each([...CLIENTS, 'fetch'])('the example of %s', (client) => {
  test('waits as long as the server says', () => {
    const { proxy } = run(client);
    expect(proxy.responses.filter(({ status }) => status === 429)).toHaveLength(2);
    expect(sentTooEarly(proxy)).toEqual([]);
  });

  test('has no warnings, and ends well', () => expect(run(client).ended).toMatchObject({ code: 0, errors: '' }));
});

describe.each(CLIENTS)('the example of %s', (client) => {
  test('reads all pages, and puts them together', () => expect(run(client).ended.lines.slice(0, ANSWER.length)).toEqual(ANSWER));

  test('shows a change in the list that it has read before', () => {
    expect(run(client).ended.lines.slice(ANSWER.length)).toEqual([
      expect.stringMatching(/^Changed: Changed Iran \(renamed\)/),
      'Backers now: Iran (renamed), Iraq, Russia',
    ]);
  });
});

describe('the example of fetch', () => {
  test('runs a query, and has an error with its code', () => {
    const { ended } = run('fetch');
    expect(ended.lines.slice(0, 2)).toEqual([
      'Backers: Iran, Iraq, Russia',
      expect.stringMatching(/^UNKNOWN_ENTITY: .*Did you mean "israel"/),
    ]);
  });

  test('reads again what has not changed, which is not executed again', () => {
    const { ended, proxy } = run('fetch');
    expect(ended.lines[2]).toBe('The same answer again: true');
    expect(proxy.responses.map(({ status }) => status).slice(4, 6)).toEqual([200, 304]);
  });

  test('goes on with the stream after a lost connection, without gap or repeat', () => {
    const { ended, proxy } = run('fetch');
    expect(ended.lines.slice(3)).toEqual([
      'Waiting for a change',
      expect.stringMatching(/^Changed: Changed Iran \(renamed\)/),
      expect.stringMatching(/^Changed: Changed Iran /),
    ]);
    // Four queries, two that were limited, and two streams.
    expect(proxy.requests()).toBe(8);
  });
});

/** Writes what the example of Relay imports. */
function compileRelay(): void {
  const compiler = join(ROOT, 'node_modules/relay-compiler/cli.js');
  const folder = join(ROOT, 'examples/relay');
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, 'relay.config.json'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout + stderr);
}

/** Renames Iran, which is in the first list. */
async function rename(served: TestServer, name: string): Promise<void> {
  const mutation = `mutation { correctEntity(id: "iran", name: "${name}", dropOldName: true, reason: "A test") { updated } }`;
  const { data } = await served.execute(mutation, served.tokenOf.editor);
  expect(data).toEqual({ correctEntity: { updated: 1 } });
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
