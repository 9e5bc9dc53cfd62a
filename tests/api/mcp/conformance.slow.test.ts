import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { fillWithFew, serve, type TestServer } from '../access/support/served.ts';

/* The public conformance suite of the protocol. Most of its scenarios for servers call tools, resources and prompts that only the
 * example server of the suite has; the others must pass. */

const APPLICABLE = [
  'dns-rebinding-protection',
  'ping',
  'prompts-list',
  'resources-list',
  'server-initialize',
  'server-sse-multiple-streams',
  'tools-list',
];

/** Scenarios about what only the example server has, or about capabilities that this server does not declare. */
const OF_THE_EXAMPLE =
  /^(completion-complete|elicitation-.*|json-schema-2020-12|logging-set-level|prompts-get-.*|resources-(read|subscribe|unsubscribe|templates).*|server-sse-polling|tools-call-.*)$/;

let server: TestServer;
let close: () => Promise<void>;
const directory = mkdtempSync(join(tmpdir(), 'allegiance-conformance-'));
beforeAll(async () => {
  const engine = await openEmbedded(null);
  await fillWithFew(engine);
  server = await serve(engine, { openReading: true });
  close = async () => {
    await server.close();
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  };
});
afterAll(() => close());

/** What the suite prints. */
function conformance(args: readonly string[]): Promise<string> {
  const shim = resolve('tests/api/mcp/support/globSync.mjs');
  const suite = resolve('node_modules/@modelcontextprotocol/conformance/dist/index.js');
  const child = spawn(process.execPath, ['--import', shim, suite, 'server', ...args], { cwd: directory });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += chunk));
  return new Promise((done) => child.once('close', () => done(out)));
}

test('passes every scenario that applies', { timeout: 300_000 }, async () => {
  const out = await conformance(['--url', String(new URL('/mcp', server.url)), '--suite', 'all']);
  const results = new Map([...out.matchAll(/^([✓✗]) ([\w-]+): \d+ passed, \d+ failed/gmu)].map(([, mark, name]) => [name!, mark!]));
  expect(results.size, out.slice(-2_000)).toBeGreaterThan(25);
  const applicable = [...results].filter(([name]) => !OF_THE_EXAMPLE.test(name));
  expect(applicable.sort()).toEqual(APPLICABLE.map((name) => [name, '✓']));
});
