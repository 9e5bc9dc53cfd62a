import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import { storesBeside } from '../../src/engine/embedded/replaceStore.ts';
import { migrate } from '../../src/engine/migrations.ts';
import { write } from '../../src/write/write.ts';
import { run } from '../api/cli/support/run.ts';

const KILLER = `--import=${pathToFileURL(join(import.meta.dirname, 'killAtRename.mjs')).href}`;
const AT = new Date('2026-01-01T00:00:00Z');

let place: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'allegiance-restore-'));
  const engine = await openEmbedded(join(place, 'data'));
  await migrate(engine, AT);
  await add(engine, 'kept');
  await engine.backup!(join(place, 'backup.grafeo'));
  await add(engine, 'lost');
  await engine.close();
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

async function add(engine: Awaited<ReturnType<typeof openEmbedded>>, slug: string): Promise<void> {
  await write(engine, { actors: [{ slug, kind: 'PERSON', name: slug }] }, { key: slug, by: 'test', at: AT });
}

/** The actors of the store in a directory, and what opening it says. */
async function found(data: string): Promise<{ slugs: string; notice: string | null }> {
  const engine = await openEmbedded(data);
  const rows = await engine.read({ name: 'test.slugs', text: 'MATCH (e:Entity) RETURN e.slug ORDER BY e.slug' });
  await engine.close();
  return { slugs: rows.join(' '), notice: engine.notice };
}

const OLD = 'kept lost';
const NEW = 'kept';

async function restoreKilledAt(number: number) {
  const data = join(place, `data-${number}`);
  cpSync(join(place, 'data'), data, { recursive: true });
  const environment = { ALLEGIANCE_DATA: data, NODE_OPTIONS: KILLER, KILL_AT: String(number) };
  return { data, ...(await run(['restore', join(place, 'backup.grafeo'), '--force', '--json'], environment)) };
}

describe('restore --force', () => {
  test('killed before each rename leaves the old or the new store, and what lies beside it is found', async () => {
    const whole = await restoreKilledAt(0);
    expect(whole.code).toBe(0);
    const renames = Number(/renames (\d+)/.exec(whole.err)?.[1]);
    expect(renames).toBeGreaterThan(6);
    const outcomes: string[] = [];
    for (let number = 1; number <= renames; number++) {
      const { data, code } = await restoreKilledAt(number);
      expect(code).not.toBe(0);
      const { slugs, notice } = await found(data);
      outcomes.push(slugs);
      expect([OLD, NEW]).toContain(slugs);
      const beside = storesBeside(data);
      if (slugs === OLD) {
        expect([beside.replaced, beside.unused.length]).toEqual([expect.anything(), 1]);
        expect(notice ?? '').not.toContain('restore');
      } else {
        expect(notice).toContain(`A restore was interrupted; it has been finished. The store before it is in ${beside.replaced[0]}.`);
        expect(beside.unused).toEqual([]);
        expect((await found(beside.replaced[0]!)).slugs).toBe(OLD);
      }
      expect((await found(data)).notice).toBeNull();
    }
    // Once the new store is found, it is found at every later step.
    expect(outcomes).toEqual([...outcomes].sort().reverse());
    expect(new Set(outcomes)).toEqual(new Set([OLD, NEW]));
  });

  test('killed, with what it was to restore deleted by hand, is undone by the next start', async () => {
    const { data } = await restoreKilledAt(5);
    const { unused } = storesBeside(data);
    expect(readdirSync(data)).toContain('replacement.json');
    for (const directory of unused) rmSync(directory, { recursive: true });
    const { slugs, notice } = await found(data);
    expect(slugs).toBe(OLD);
    expect(notice).toContain('the store is again the one before it');
    expect(existsSync(join(data, 'replacement.json'))).toBe(false);
  });

  test('leaves tokens where they are', async () => {
    const data = join(place, 'tokens');
    cpSync(join(place, 'data'), data, { recursive: true });
    await run(['token', 'create', '--role', 'reader', '--name', 'one'], { ALLEGIANCE_DATA: data });
    expect((await run(['restore', join(place, 'backup.grafeo'), '--force'], { ALLEGIANCE_DATA: data })).code).toBe(0);
    expect(readdirSync(data)).toContain('tokens.json');
    expect(readdirSync(place).filter((name) => name.startsWith(`${basename(data)}.`))).toHaveLength(1);
  });
});
