import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileTokens } from '../../src/access/fileTokens.ts';
import { mintToken } from '../../src/access/token.ts';
import { interrupt, launch } from '../api/http/support/launch.ts';

const childrenOf = (pid: number): number[] =>
  spawnSync('ps', ['-A', '-o', 'ppid=,pid='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([parent, child]) => (parent === pid ? [child!] : []));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function found(find: () => number | undefined): Promise<number> {
  for (;;) {
    const pid = find();
    if (pid !== undefined) return pid;
    await sleep(5);
  }
}

/** A server, a backup that it has begun, and the processes of that. */
async function backingUp() {
  const data = mkdtempSync(join(tmpdir(), 'allegiance-snapshot-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const { token, record } = mintToken('admin', 'admin', new Date());
  await fileTokens(data).add(record);
  const server = launch({ ALLEGIANCE_DATA: data });
  const url = await server.url();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const backup = async () => {
    const response = await fetch(`${url}/backup`, { headers });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const write = async (slug: string): Promise<unknown> => {
    const query = `mutation { upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "${slug}" }]) { revision } }`;
    return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
  };
  const starter = await found(() => childrenOf(server.pid)[0]);
  const begun = backup();
  begun.catch(() => undefined);
  const builder = await found(() => childrenOf(starter)[0]);
  return { data, server, backup, write, begun, starter, builder };
}

const FAILED = expect.objectContaining({
  message: expect.stringContaining('The copy of the store could not be written; the store itself is unchanged.'),
  extensions: expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
});

describe('a backup', () => {
  test.each(['the process that writes it', 'the process that starts that one'])(
    'says in words that it failed where %s is killed; the next one works, and writes go on',
    async (which) => {
      const { data, backup, write, begun, starter, builder } = await backingUp();
      // It must not end by itself before it is looked for.
      process.kill(builder, 'SIGSTOP');
      process.kill(which === 'the process that writes it' ? builder : starter, 'SIGKILL');
      const { status, bytes } = await begun;
      expect([status, JSON.parse(bytes.toString())]).toEqual([503, { errors: [FAILED] }]);
      await expect.poll(() => isAlive(builder), { timeout: 5_000 }).toBe(false);
      expect(readdirSync(data)).not.toContain('building');
      expect(await write('after')).toMatchObject({ data: { upsertActors: { revision: 2 } } });
      expect((await backup()).status).toBe(200);
    },
  );

  test('whose process hangs, or the one that starts it, does not keep the server from stopping', async () => {
    const { data, server, begun, starter, builder } = await backingUp();
    for (const pid of [builder, starter]) process.kill(pid, 'SIGSTOP');
    begun.catch(() => undefined);
    expect(await interrupt(server)).toBe(0);
    await expect.poll(() => isAlive(builder) || isAlive(starter), { timeout: 5_000 }).toBe(false);
    expect(existsSync(join(data, 'building'))).toBe(false);
  });
});
