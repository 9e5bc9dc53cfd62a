import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { contents } from './contents.ts';
import { damageFile, storeIn } from './damage.ts';
import { prepareFixtures } from './fixtures.ts';
import { LAST } from './history.ts';
import { copyOf } from './stores.ts';

const fixtures = prepareFixtures();
const OTHER_USER = 65_534;

/** Nothing is read-only for root, so the work runs as another user. */
async function asOtherUser(work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid!(OTHER_USER);
  try {
    await work();
  } finally {
    process.seteuid!(0);
  }
}

describe('a directory', () => {
  test('without a write-ahead log is opened as it is, and has one from then on', async () => {
    const directory = copyOf(fixtures().closed);
    for (const name of readdirSync(directory).filter((found) => found !== 'graph.grafeo')) rmSync(join(directory, name));
    expect(await fixtures().expectComplete(directory)).toBe(
      `The store had no write-ahead log yet. One is written from now on, starting with a snapshot of revision ${LAST}.`,
    );
    expect(await fixtures().expectComplete(directory)).toBeNull();
    damageFile(storeIn(directory), { how: 'truncate', at: 0.5, bit: 0 });
    expect(await fixtures().expectComplete(directory)).toBe(
      `The store was damaged (its file has changed since it was closed); it was rebuilt from the snapshot of revision ${LAST} and 0 log entries, up to revision ${LAST}.`,
    );
  });

  test.each(['flip', 'truncate', 'garble', 'zero', 'delete'] as const)(
    'with a damaged lock (%s) opens, but not while another process holds it',
    async (how) => {
      const directory = copyOf(fixtures().closed);
      damageFile(join(directory, 'lock.grafeo'), { how, at: 0, bit: 1 });
      const engine = await openEmbedded(directory);
      if (how !== 'delete') {
        damageFile(join(directory, 'lock.grafeo'), { how, at: 0, bit: 1 });
        await expect(openEmbedded(directory)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
      }
      await engine.close();
      expect(await fixtures().expectComplete(directory)).toBeNull();
    },
  );

  test('in which a rebuild was killed is rebuilt by the next start', async () => {
    const directory = copyOf(fixtures().killed);
    cpSync(storeIn(directory), join(directory, 'rebuilt.grafeo'));
    cpSync(`${storeIn(directory)}.wal`, join(directory, 'rebuilt.grafeo.wal'), { recursive: true });
    expect(await fixtures().expectComplete(directory)).toMatch(`up to revision ${LAST}.`);
    expect(readdirSync(directory).filter((name) => name.startsWith('rebuilt'))).toEqual([]);
  });

  test('that is read-only is rejected with a clear message and not changed, and opens when it is writable', async () => {
    const directory = copyOf(fixtures().closed);
    const before = contents(directory);
    const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name));
    for (const entry of [...entries, directory]) chmodSync(entry, 0o555);
    await asOtherUser(async () => {
      const message = expect.stringMatching(`^The data in ${directory} cannot be opened: .*(permission|denied|read-only)`);
      await expect(openEmbedded(directory)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message });
      await expect(openEmbedded(join(directory, 'new'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    });
    expect(contents(directory)).toEqual(before);
    for (const entry of [directory, ...entries]) chmodSync(entry, 0o755);
    expect(await fixtures().expectComplete(directory)).toBeNull();
  });

  test('that is open is not changed by a second process, whatever its state', async () => {
    const directory = copyOf(fixtures().killed);
    const engine = await openEmbedded(directory);
    const before = contents(directory);
    await expect(openEmbedded(directory)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    expect(contents(directory)).toEqual(before);
    await engine.close();
  });
});
