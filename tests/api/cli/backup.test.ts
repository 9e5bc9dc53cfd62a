import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { digest } from '../../support/engine/digest.ts';
import { directoryFor, queryServer, run, servedFor } from './support/run.ts';

const directory = directoryFor();
const served = servedFor(directory);

const edit = (slug: string) =>
  queryServer(served(), `mutation { upsertActors(rows: [{ slug: "${slug}", name: "${slug}", kind: PERSON }]) { revision } }`);

async function adminToken(): Promise<string> {
  const name = `admin-${Math.random().toString(36).slice(2)}`;
  const { out } = await run(['token', 'create', '--role', 'admin', '--name', name, '--json'], { ALLEGIANCE_DATA: served().data });
  return JSON.parse(out).token;
}

async function contents(data: string): Promise<string[]> {
  const engine = await openEmbedded(data);
  const lines = await digest((statement) => engine.read(statement));
  await engine.close();
  return lines;
}

describe('backup and restore', () => {
  test('a backup while others write is a consistent copy, with revisions and history', async () => {
    const [file, data] = [join(directory(), 'busy.grafeo'), join(directory(), 'restored')];
    await edit('before');
    let writing = true;
    const writer = (async () => {
      for (let at = 0; writing; at++) await edit(`meanwhile-${at}`);
    })();
    const backup = await run(['backup', file, '--url', served().url, '--token', await adminToken(), '--json']);
    writing = false;
    await writer;
    expect(backup).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(backup.out)).toMatchObject({ file });
    const restored = await run(['restore', file, '--json'], { ALLEGIANCE_DATA: data });
    expect(restored).toMatchObject({ code: 0, err: '' });
    const { revision } = JSON.parse(restored.out);
    expect(revision).toBeGreaterThan(1);
    const lines = await contents(data);
    const counted = (label: string) => lines.filter((line) => line.startsWith(`[["${label}"]`)).length;
    expect([counted('Revision'), counted('ChangeSet')]).toEqual([revision, revision]);
    // Each revision but that of the seed creates one actor: none is incomplete.
    expect(lines.filter((line) => line.includes('"Person"') && /"slug":"(before|meanwhile-\d+)"/.test(line))).toHaveLength(revision - 1);
  });

  test('an existing store is left alone, or moved aside with --force', async () => {
    const [file, data] = [join(directory(), 'busy.grafeo'), join(directory(), 'existing')];
    expect(await run(['restore', file], { ALLEGIANCE_DATA: data })).toMatchObject({ code: 0 });
    const before = await contents(data);
    const refused = await run(['restore', file], { ALLEGIANCE_DATA: data });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('--force');
    const forced = await run(['restore', file, '--force', '--json'], { ALLEGIANCE_DATA: data });
    expect(forced.code).toBe(0);
    expect(await contents(data)).toEqual(before);
    expect(await contents(JSON.parse(forced.out).replaced)).toEqual(before);
  });

  test('a store that a server has open is not replaced', async () => {
    const { code, err } = await run(['restore', join(directory(), 'busy.grafeo'), '--force'], { ALLEGIANCE_DATA: served().data });
    expect(code).toBe(1);
    expect(err).toContain('in use by another process');
    await edit('still-there');
  });

  test('a file that is not a backup replaces nothing', async () => {
    const [file, data] = [join(directory(), 'junk.grafeo'), join(directory(), 'junk')];
    writeFileSync(file, '{"kind":"actors"}\n');
    const { code, err } = await run(['restore', file], { ALLEGIANCE_DATA: data });
    expect(code).toBe(1);
    expect(err).toContain('allegiance import jsonl');
    expect(readdirSync(directory()).filter((name) => name.startsWith('junk'))).toEqual(['junk.grafeo']);
  });

  test('an existing file is only overwritten with --force', async () => {
    const file = join(directory(), 'there');
    writeFileSync(file, 'mine');
    const words = ['backup', file, '--url', served().url, '--token', await adminToken()];
    expect(await run(words)).toMatchObject({ code: 1 });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(await run([...words, '--force'])).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).not.toBe('mine');
  });

  test('a backup needs the role admin', async () => {
    const { code, err } = await run(['backup', join(directory(), 'no'), '--url', served().url, '--token', served().token]);
    expect(code).toBe(1);
    expect(err).toContain('admin');
  });

  test('for Neo4j the message names its own tools', async () => {
    const { code, err } = await run(['restore', join(directory(), 'busy.grafeo')], { NEO4J_URI: 'bolt://127.0.0.1:1' });
    expect(code).toBe(1);
    expect(err).toContain('neo4j-admin');
  });
});
