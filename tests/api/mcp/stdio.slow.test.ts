import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { beforeAll, describe, expect, test } from 'vitest';
import { directoryFor, run, servedFor } from '../cli/support/run.ts';
import { callTool, newClient, PROTOCOLS, type Protocol } from './support/assistant.ts';

const directory = directoryFor();
const served = servedFor(directory);
const own = { data: '' };

beforeAll(async () => {
  own.data = join(directory(), 'own');
  const backup = join(directory(), 'seed.grafeo');
  const { out } = await run(['token', 'create', '--role', 'admin', '--name', 'admin', '--json'], { ALLEGIANCE_DATA: served().data });
  await run(['backup', backup, '--url', served().url, '--token', JSON.parse(out).token]);
  expect(await run(['restore', backup], { ALLEGIANCE_DATA: own.data })).toMatchObject({ code: 0 });
});

/** The environment of a command, with these settings only. */
function environment(settings: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const empty = {
    NEO4J_URI: '',
    ALLEGIANCE_URL: '',
    ALLEGIANCE_TOKEN: '',
    ALLEGIANCE_OPEN_READING: '',
    ALLEGIANCE_JWKS_URL: '',
    HOST: '',
    PORT: '',
  };
  return { ...Object.fromEntries(inherited), ...empty, ...settings };
}

async function withAssistant<T>(
  protocol: Protocol,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  work: (client: ReturnType<typeof newClient>) => Promise<T>,
): Promise<T> {
  const client = newClient(protocol);
  const command = [resolve('scripts/start.mjs'), 'mcp', ...args];
  const transport = new StdioClientTransport({ command: process.execPath, args: command, env: environment(settings), stderr: 'ignore' });
  await client.connect(transport);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const QUESTION = { of: 'iran', with: 'hezbollah', at: '2016' };

describe.each(PROTOCOLS)('allegiance mcp, protocol %s', (protocol) => {
  test('answers by a server as the server itself does, with addresses there', async () => {
    const answer = await withAssistant(protocol, ['--url', `${served().url}/graphql`], {}, (client) =>
      callTool(client, 'relationships', QUESTION),
    );
    expect(answer).toMatchObject({ outcome: 'FOUND', total: 1, items: [{ sentence: 'Iran backs Hezbollah', certainty: 'THROUGHOUT' }] });
    expect(answer.items[0].cite.address.startsWith(`${served().url}/#show=iran,hezbollah&tie=`)).toBe(true);
  });

  test('answers by a store, with addresses of the server that would start on it', async () => {
    const answer = await withAssistant(protocol, [], { ALLEGIANCE_DATA: own.data }, (client) =>
      callTool(client, 'relationships', QUESTION),
    );
    expect(answer).toMatchObject({ outcome: 'FOUND', items: [{ sentence: 'Iran backs Hezbollah' }] });
    expect(answer.items[0].cite.address.startsWith('http://127.0.0.1:4000/#show=iran,hezbollah&tie=')).toBe(true);
  });

  test('takes server and token from the environment, and passes on that a token is wrong', async () => {
    const settings = { ALLEGIANCE_URL: served().url, ALLEGIANCE_TOKEN: served().token };
    expect(await withAssistant(protocol, [], settings, (client) => callTool(client, 'who_is', { name: 'حزب الله' }))).toMatchObject({
      outcome: 'FOUND',
      items: [{ slug: 'hezbollah', matched: 'حزب الله' }],
    });
    const wrong = withAssistant(protocol, [], { ...settings, ALLEGIANCE_TOKEN: 'wrong' }, (client) =>
      callTool(client, 'who_is', { name: 'iran' }),
    );
    await expect(wrong).rejects.toThrow(/^UNAUTHENTICATED: /);
  });
});

/** Runs the command with this input, until it ends by itself. */
function converse(input: string, settings: Readonly<Record<string, string>>): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [resolve('scripts/start.mjs'), 'mcp'], { env: environment(settings) });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  child.stdin.write(input);
  // The client closes its end when it has read the answers.
  const answered = setInterval(() => {
    if (out.split('\n').length > input.split('\n').filter((line) => line.includes('"id"')).length) child.stdin.end();
  }, 50);
  return new Promise((done) => {
    child.once('close', (code) => {
      clearInterval(answered);
      done({ code, out, err });
    });
  });
}

test('prints nothing but messages of the protocol on standard output, and ends when its input ends', async () => {
  const messages = [
    {
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'tests', version: '1' } },
    },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/call', params: { name: 'who_is', arguments: { name: 'iran' } } },
    { id: 3, method: 'tools/call', params: { name: 'relationships', arguments: { of: 'iran', at: 'never' } } },
    { id: 4, method: 'nothing/known' },
  ];
  const input = messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');
  const { code, out } = await converse(input, { ALLEGIANCE_DATA: own.data });
  expect(code).toBe(0);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ jsonrpc }) => jsonrpc)).toEqual(['2.0', '2.0', '2.0', '2.0']);
  expect(lines.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4]);
});

test('says on standard error why it cannot start, and ends with 1', async () => {
  const { code, out, err } = await run(['mcp'], { ALLEGIANCE_DATA: join(directory(), 'nothing here') });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^There is no store in .* or use a running server with --url\.$/m);
  const inUse = await run(['mcp'], { ALLEGIANCE_DATA: served().data });
  expect({ code: inUse.code, out: inUse.out }).toEqual({ code: 1, out: '' });
  expect(inUse.err).toMatch(/use the server with --url/);
});
