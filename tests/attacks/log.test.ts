import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { interrupt, ServerProcess } from '../api/http/support/launch.ts';
import { raw } from './support/raw.ts';

/** Texts that would start a new line, or control a terminal. Each contains SECRET, which must not be in the log. */
const FORGED = '{"level":"error","at":"2026-01-01T00:00:00.000Z","message":"forged"}';
const BREAKS: Readonly<Record<string, string>> = {
  'a line': `SECRET\n${FORGED}\n`,
  'a return and a line': `SECRET\r\n${FORGED}\r\n`,
  'a line separator': `SECRET\u2028${FORGED}\u2029`,
  'a next line': `SECRET\u0085${FORGED}`,
  'colours of a terminal': 'SECRET\u001b[2K\u001b[1A\u001b[31mforged\u001b[0m',
  'a title of a terminal': 'SECRET\u001b]0;forged\u0007',
  'NUL and backspaces': 'SECRET\0\b\b\b\b\u007f',
  'right to left': 'SECRET\u202eforged',
  quotes: `SECRET","message":"forged`,
};
const QUERY = 'query ($id: ID!) { actor(id: $id) { name } }';

const directory = mkdtempSync(join(tmpdir(), 'allegiance-log-'));
let server: ServerProcess;
let url: string;
let lines: string[];

async function send(body: object, headers: Record<string, string> = {}): Promise<void> {
  const sent = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
  await (await fetch(`${url}/graphql`, sent)).text();
}

/** Sends a raw header, which `fetch` would reject. */
async function sendRaw(header: string): Promise<void> {
  const body = '{"query":"{ status { revision } }"}';
  const headers = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  await raw(url, `${headers}${header}\r\n\r\n${body}`).ended;
}

async function sendOverSocket(message: string): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await new Promise((resolve) => socket.once('open', resolve));
  socket.on('error', () => undefined).send(message);
  await new Promise((resolve) => socket.once('close', resolve));
}

beforeAll(async () => {
  server = new ServerProcess({ ALLEGIANCE_DATA: directory, ALLEGIANCE_LOG_LEVEL: 'info' }, []);
  url = await server.url();
  const token = /^Editor token: (\S+)$/m.exec(server.output)![1]!;
  for (const text of Object.values(BREAKS)) {
    await send({ query: 'query A { status { revision } }', operationName: text });
    await send({ query: QUERY, variables: { id: text } });
    await send({ query: `{ ${text} }` });
    const row = { slug: text, kind: 'STATE', name: text, description: text, identifiers: [{ scheme: text, value: text }] };
    const write = 'mutation ($rows: [ActorInput!]!) { upsertActors(rows: $rows, partial: true) { rows { problems { message } } } }';
    await send(
      { query: write, variables: { rows: [row, { ...row, slug: 'fine', identifiers: [] }] } },
      { authorization: `Bearer ${token}` },
    );
    const printable = text.replace(/[\r\n\0]/g, ' ');
    for (const name of ['X-Request-Id', 'Authorization', 'User-Agent', 'Origin', 'X-Forwarded-For', 'Content-Encoding'])
      await sendRaw(`${name}: ${name === 'Authorization' ? 'Bearer ' : ''}${printable}`);
    await sendRaw(`X-Request-Id: ${text}`);
    await sendOverSocket(JSON.stringify({ type: 'connection_init', payload: { token: text } }));
    await sendOverSocket(`{"type":"${text}`);
  }
  await send({ query: '{ status { revision } }' }, { authorization: `Bearer alg_SECRET${'x'.repeat(30)}` });
  await interrupt(server);
  lines = server.output.split('\n').filter((line) => line !== '');
}, 60_000);
afterAll(async () => {
  server.kill('SIGKILL');
  await server.ended;
  rmSync(directory, { recursive: true });
});

describe('the log, whatever is sent,', () => {
  const logged = () => lines.slice(lines.findIndex((line) => line.startsWith('{')));

  test('is one line of JSON for each entry, with a level, a time and a known message', () => {
    const entries = logged().filter((line) => line.includes('"level"'));
    expect(entries.length).toBeGreaterThan(30);
    for (const line of entries) {
      expect(JSON.parse(line)).toMatchObject({ level: expect.stringMatching(/^(info|warn|error)$/), at: expect.any(String) });
      expect(['request', 'a client violated the WebSocket protocol']).toContain((JSON.parse(line) as { message: string }).message);
    }
  });

  test('has no forged line, and no control characters', () => {
    expect(server.output).not.toContain('forged');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be in the log.
    expect(server.output).not.toMatch(/[\0-\x09\x0b-\x1f\x7f\u0085\u2028\u2029\u202e]/);
  });

  test('contains no token and no value of a variable', () => {
    expect(server.output).not.toContain('SECRET');
  });
});
