import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { fillWithFew } from '../access/support/served.ts';
import { directoryFor } from './support/run.ts';

const directory = directoryFor();
let data: string;
beforeAll(async () => {
  data = join(directory(), 'data');
  const engine = await openEmbedded(data);
  await fillWithFew(engine);
  await engine.close();
  for (const name of readdirSync(data)) chmodSync(join(data, name), statSync(join(data, name)).isDirectory() ? 0o755 : 0o444);
  for (const path of [data, directory()]) chmodSync(path, path === data ? 0o555 : 0o777);
});

/** Runs a command as a user who may not write to the store; nothing is read-only for root. */
function run(...words: string[]): { code: number | null; out: string; err: string } {
  const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const env = { PATH: process.env.PATH, ALLEGIANCE_DATA: data };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/server/main.js', ...words], { env, encoding: 'utf8', ...other });
  return { code: status, out: stdout, err: stderr };
}

describe('a store that cannot be written', () => {
  test('is searched and exported, and not changed', () => {
    const before = readdirSync(data).map((name) => `${name} ${statSync(join(data, name)).mtimeMs}`);
    expect(run('search', 'Red')).toMatchObject({ code: 0, out: expect.stringMatching(/^Red +red +STATE/), err: '' });
    expect(JSON.parse(run('status', '--json').out)).toMatchObject({ revision: 1 });
    const file = join(directory(), 'graph.jsonl');
    expect(run('export', 'jsonl', file)).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(file, 'utf8')).toContain('"name":"Green"');
    expect(statSync(file).mode & 0o777).toBe(0o666 & ~process.umask());
    expect(run('backup', join(directory(), 'copy.grafeo'))).toMatchObject({ code: 0 });
    expect(readdirSync(data).map((name) => `${name} ${statSync(join(data, name)).mtimeMs}`)).toEqual(before);
    expect(readdirSync('/tmp').filter((name) => name.startsWith('allegiance-read-only-'))).toEqual([]);
  });

  test('is not served, with the reason in words', () => {
    const { code, err } = run('start');
    expect(code).toBe(1);
    expect(err).toMatch(/^The data in .* cannot be opened: /);
    expect(err).not.toMatch(/\n\s+at /);
    expect(existsSync(`${data}.acknowledged`)).toBe(false);
  });
});
