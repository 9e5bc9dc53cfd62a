import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { contents } from './contents.ts';
import { harm, storeIn } from './damage.ts';
import { LAST } from './history.ts';
import { copyOf } from './stores.ts';
import { whole } from './whole.ts';

const made = whole();
const NOBODY = 65_534;

/** To the superuser nothing is read-only: for so long the tests are somebody else. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid!(NOBODY);
  try {
    await work();
  } finally {
    process.seteuid!(0);
  }
}

describe('a directory', () => {
  test('from before there was a journal is opened as it is, and kept from then on', async () => {
    const directory = copyOf(made().closed);
    for (const name of readdirSync(directory).filter((found) => found !== 'graph.grafeo')) rmSync(join(directory, name));
    expect(await made().expectWhole(directory)).toBe(
      `The store had no journal yet; one is kept from now on, upon a base of revision ${LAST}.`,
    );
    expect(await made().expectWhole(directory)).toBeNull();
    harm(storeIn(directory), { how: 'truncate', at: 0.5, bit: 0 });
    expect(await made().expectWhole(directory)).toBe(
      `The store was damaged (its file is not as it was closed); it was rebuilt from the base of revision ${LAST} and 0 journal entries, up to revision ${LAST}.`,
    );
  });

  test.each(['flip', 'truncate', 'garble', 'zero', 'delete'] as const)(
    'whose lock is damaged (%s) opens, but not while another holds it',
    async (how) => {
      const directory = copyOf(made().closed);
      harm(join(directory, 'lock.grafeo'), { how, at: 0, bit: 1 });
      const engine = await openEmbedded(directory);
      if (how !== 'delete') {
        harm(join(directory, 'lock.grafeo'), { how, at: 0, bit: 1 });
        await expect(openEmbedded(directory)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
      }
      await engine.close();
      expect(await made().expectWhole(directory)).toBeNull();
    },
  );

  test('in which a start was killed while it rebuilt the store is rebuilt by the next', async () => {
    const directory = copyOf(made().killed);
    cpSync(storeIn(directory), join(directory, 'rebuilt.grafeo'));
    cpSync(`${storeIn(directory)}.wal`, join(directory, 'rebuilt.grafeo.wal'), { recursive: true });
    expect(await made().expectWhole(directory)).toMatch(`up to revision ${LAST}.`);
    expect(readdirSync(directory).filter((name) => name.startsWith('rebuilt'))).toEqual([]);
  });

  test('that may only be read is refused in clear words and left as it is, and opens when it may be written', async () => {
    const directory = copyOf(made().closed);
    const before = contents(directory);
    const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name));
    for (const entry of [...entries, directory]) chmodSync(entry, 0o555);
    await asNobody(async () => {
      const message = expect.stringMatching(`^The data in ${directory} cannot be opened: .*(permission|denied|read-only)`);
      await expect(openEmbedded(directory)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message });
      await expect(openEmbedded(join(directory, 'new'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    });
    expect(contents(directory)).toEqual(before);
    for (const entry of [directory, ...entries]) chmodSync(entry, 0o755);
    expect(await made().expectWhole(directory)).toBeNull();
  });

  test('that is open is not touched by a second opener, whatever state it is in', async () => {
    const directory = copyOf(made().killed);
    const engine = await openEmbedded(directory);
    const before = contents(directory);
    await expect(openEmbedded(directory)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    expect(contents(directory)).toEqual(before);
    await engine.close();
  });
});
