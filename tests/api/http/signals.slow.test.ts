import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { launch, type ServerProcess } from './support/launch.ts';
import { postQuery } from './support/request.ts';
import { onData, SEED, statusOf, temporary } from './support/status.ts';

/** Milliseconds within which a server ends by a signal, also on a busy machine. */
const EXIT_LIMIT = 5_000;

/** Sends signals at once; returns how the server ended, in time. */
async function ended(server: ServerProcess, ...signals: readonly NodeJS.Signals[]) {
  const start = performance.now();
  for (const signal of signals) server.kill(signal);
  const how = await server.ended;
  expect(performance.now() - start, server.output).toBeLessThan(EXIT_LIMIT);
  return how;
}

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function tokenOf(server: ServerProcess): Promise<string> {
  return (await server.waitForOutput(/Editor token: (\S+)/))[1]!;
}

/** Imports one row after the other until the server ends. */
async function importRows(url: string, token: string, client: number) {
  const [acknowledged, refused]: [string[], unknown[]] = [[], []];
  for (let number = 0; number < 10_000; number++) {
    const slug = `client-${client}-${number}`;
    const body = JSON.stringify({ rows: { actors: [{ slug, kind: 'PERSON', name: slug }] }, key: slug, summary: 'One row' });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    try {
      const response = await fetch(`${url}/import`, { method: 'POST', headers, body });
      const report = await response.json();
      if (response.ok) acknowledged.push(slug);
      else refused.push([response.status, report]);
    } catch {
      // It no longer listens.
      break;
    }
  }
  return { acknowledged, refused };
}

async function missing(server: ServerProcess, slugs: readonly string[]): Promise<string[]> {
  const url = await server.url();
  const lost: string[] = [];
  for (let at = 0; at < slugs.length; at += 20) {
    const part = slugs.slice(at, at + 20);
    const { body } = await postQuery(url, `{ ${part.map((slug, index) => `a${index}: actor(id: "${slug}") { name }`).join(' ')} }`);
    expect(body.errors).toBeUndefined();
    const found = body.data as Record<string, unknown>;
    lost.push(...part.filter((_, index) => found[`a${index}`] === null));
  }
  return lost;
}

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  test.each([100, 400, 600, 800, 1_300])('%i ms after the start ends the server; the next one has all data', async (delay) => {
    const directory = temporary();
    const server = launch(onData(directory));
    await later(delay);
    // Before it serves, the signal ends it; afterwards it closes its store.
    expect([
      { code: 0, signal: null },
      { code: null, signal },
    ]).toContainEqual(await ended(server, signal));
    const again = launch(onData(directory));
    expect(await statusOf(again)).toEqual(SEED);
    expect(await ended(again, signal)).toEqual({ code: 0, signal: null });
    const closed = launch(onData(directory));
    await closed.url();
    expect(closed.output).not.toMatch(/damaged|rebuilt|Loaded the seed/);
  });

  test('while imports run ends the server with code 0; none that was acknowledged is lost, and none is left without an answer', async () => {
    const directory = temporary();
    const server = launch(onData(directory));
    const [url, token] = [await server.url(), await tokenOf(server)];
    const importing = Promise.all(Array.from({ length: 8 }, (_, client) => importRows(url, token, client)));
    await later(1_000);
    expect(await ended(server, signal)).toEqual({ code: 0, signal: null });
    const clients = await importing;
    const acknowledged = clients.flatMap((client) => client.acknowledged);
    expect(acknowledged.length).toBeGreaterThan(20);
    expect(clients.flatMap(({ refused }) => refused)).toEqual([]);
    const again = launch(onData(directory));
    expect(await missing(again, acknowledged)).toEqual([]);
    expect(again.output).not.toMatch(/damaged|rebuilt/);
  });

  test('twice, and with the other one, while it closes, ends it with code 0 all the same', async () => {
    const server = launch(onData(temporary()));
    await server.url();
    expect(await ended(server, signal, signal, 'SIGTERM', 'SIGINT', signal)).toEqual({ code: 0, signal: null });
  });

  test('while a backup is written ends the server with code 0', async () => {
    const directory = temporary();
    const server = launch(onData(directory));
    const url = await server.url();
    const creating = ['dist/server/main.js', 'token', 'create', '--role', 'admin', '--name', 'admin', '--json'];
    const created = execFileSync(process.execPath, creating, { encoding: 'utf8', env: { PATH: process.env.PATH, ...onData(directory) } });
    const headers = { authorization: `Bearer ${JSON.parse(created).token}` };
    const backup = fetch(`${url}/backup`, { headers }).then(
      async (response) => [response.status, (await response.arrayBuffer()).byteLength] as const,
      () => null,
    );
    await later(20);
    expect(await ended(server, signal)).toEqual({ code: 0, signal: null });
    // It may be refused, since the store closes; one that is sent is whole.
    const [status, bytes] = (await backup) ?? [503, 0];
    expect([200, 503]).toContain(status);
    if (status === 200) expect(bytes).toBeGreaterThan(100_000);
    expect(await statusOf(launch(onData(directory)))).toEqual(SEED);
  });

  test('while a client follows revisions ends the server with code 0', async () => {
    const server = launch(onData(temporary()));
    const url = (await server.url()).replace('http', 'ws');
    const socket = new WebSocket(`${url}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    expect(await ended(server, signal)).toEqual({ code: 0, signal: null });
  });
});
