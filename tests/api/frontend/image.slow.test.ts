import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { builtinModules } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { program, type Run } from '../access/support/program.ts';
import { instructionsOf, shipped } from './support/dockerfile.ts';

/** A folder with what the image ships and nothing else; no folder above it has libraries. */
const image = mkdtempSync(join(tmpdir(), 'allegiance-image-'));
afterAll(() => rmSync(image, { recursive: true, force: true, maxRetries: 5 }));

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  // The stage that builds deletes the source maps.
  const isShipped = (file: string) => !file.endsWith('.map');
  for (const { from, to } of shipped()) cpSync(from, join(image, to), { recursive: true, filter: isShipped });
});

/** Runs the image's entry point with the image's environment, except for its volume and port. */
function run(args: readonly string[], data: string, environment: NodeJS.ProcessEnv = {}): Run {
  const [, ...node] = JSON.parse(instructionsOf('ENTRYPOINT')[0]!.replace('ENTRYPOINT ', '')) as string[];
  const pairs = instructionsOf('ENV')[0]!.match(/\w+=\S+/g)!;
  const set = Object.fromEntries(pairs.map((pair) => pair.split('=')));
  return program(args, { ...set, PORT: '0', ALLEGIANCE_DATA: join(image, data), ...environment }, { node, cwd: image });
}

/** Runs a command of the image until it ends; returns what it printed. It must succeed. */
async function output(args: readonly string[], data: string): Promise<string> {
  const { code, out, err } = await run(args, data).ended;
  expect({ args, code, err }).toEqual({ args, code: 0, err: '' });
  return out;
}

/** Starts the image's server, which ends with the test; returns its address. */
async function serve(data: string, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const server = run(['start'], data, { ALLEGIANCE_OPEN_READING: '1', ...environment });
  onTestFinished(async () => void (await server.stop()));
  const [, port] = await server.waitForOutput(/http:\S+:(\d+)\/graphql/);
  return `http://127.0.0.1:${port}`;
}

test('the build imports no library that the image lacks, and has no source maps', () => {
  expect(instructionsOf('RUN')).toContain("RUN npm run build && find dist -name '*.map' -delete");
  const directory = join(image, 'dist/server');
  const imported = readdirSync(directory).flatMap((file) => {
    const text = readFileSync(join(directory, file), 'utf8');
    const found = text.matchAll(/^import (?:.* from )?"([^"]+)"|\bimport\("([^"]+)"\)|\b__require\("([^"]+)"\)/gm);
    return [...found].map(([, ...names]) => names.find((name) => name !== undefined)!);
  });
  // PDF.js has code for a worker in a browser, with its address as `${…}`.
  const libraries = new Set(imported.filter((name) => !/^(\.|node:|\$\{)/.test(name) && !builtinModules.includes(name)));
  // Loaded only where it is installed; it colors messages of `debug`, which is off.
  libraries.delete('supports-color');
  expect([...libraries]).toEqual(['@grafeo-db/js']);
  expect(readdirSync(join(image, 'node_modules'))).toEqual(['@grafeo-db']);
});

describe('the server of the image', () => {
  test('answers queries over its seed, with settings that load more of it, and serves its pages', async () => {
    const collector = createServer((_, response) => void response.end('{}')).listen(0, '127.0.0.1');
    onTestFinished(() => void collector.close());
    await once(collector, 'listening');
    const other = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    const jwt = { ALLEGIANCE_JWKS_URL: `${other}/jwks`, ALLEGIANCE_JWT_ISSUER: 'issuer', ALLEGIANCE_JWT_AUDIENCE: 'audience' };
    const url = await serve('served', { ...jwt, OTEL_EXPORTER_OTLP_ENDPOINT: other });
    const query = async (text: string) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: text }) })).json();
    };
    expect(await query('{ actor(id: "iran") { slug } status { relationships } }')).toMatchObject({
      data: { actor: { slug: 'iran' }, status: { relationships: 168 } },
    });
    for (const [path, app] of [
      ['/', 'explorer'],
      ['/graphql', 'playground'],
    ]) {
      const page = await (await fetch(url + path, { headers: { accept: 'text/html' } })).text();
      const script = page.match(new RegExp(`src="(/${app}/assets/[^"]+\\.js)"`))![1]!;
      expect((await fetch(url + script)).status).toBe(200);
    }
    await query(readFileSync('schema/operations/13-what-is-in-the-graph.graphql', 'utf8'));
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('operation="GraphStatus"');
  });

  test('starts with Neo4j, and waits for it', async () => {
    const url = await serve('none', { NEO4J_URI: 'bolt://127.0.0.1:1' });
    const health = await fetch(`${url}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ engine: 'neo4j', reason: 'The store does not answer. Try again in a moment.' });
  });
});

test('the commands of the image run', async () => {
  const table = resolve('examples/import/support.csv');
  expect(await output(['--help'], 'commands')).toContain('Exit codes:');
  expect(JSON.parse(await output(['token', 'create', '--role', 'admin', '--name', 'admin', '--json'], 'commands'))).toHaveProperty('token');
  await output(['import', 'csv', table, '--mapping', resolve('examples/import/support.yaml')], 'commands');
  for (const format of ['jsonl', 'gexf']) await output(['export', format, join(image, `graph.${format}`), '--json'], 'commands');
  await output(['backup', join(image, 'graph.grafeo')], 'commands');
  await output(['restore', join(image, 'graph.grafeo')], 'restored');
  await output(['import', 'jsonl', join(image, 'graph.jsonl')], 'copied');
  const statuses = await Promise.all(['commands', 'restored', 'copied'].map((data) => output(['status', '--json'], data)));
  const counts = statuses.map((status) => JSON.parse(status).relationships);
  expect(counts[0]).toBeGreaterThan(0);
  expect(new Set(counts).size).toBe(1);
});
