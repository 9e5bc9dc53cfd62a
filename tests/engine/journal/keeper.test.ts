import { readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { engineOn, openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { openKeeper } from '../../../src/engine/embedded/journal/keeper.ts';
import { baseIn, harm, journalIn, storeIn } from './damage.ts';
import { expectRevisions } from './expected.ts';
import { LAST, prepare, step } from './history.ts';
import { copyOf, temporary } from './stores.ts';
import { whole } from './whole.ts';

const made = whole();

describe('a long segment', () => {
  /** Bytes; the first revision alone is longer. */
  const LONG = 20_000;

  test('is followed by a new snapshot and segment, which are as safe', async () => {
    const directory = copyOf(temporary());
    const engine = engineOn(await openKeeper(directory, LONG));
    await prepare(engine);
    for (let number = 1; number <= LAST; number++) await step(engine, number);
    await expectRevisions(engine, made().digests, LAST);
    expect(journalIn(directory)).not.toMatch(/journal-1\.log$/);
    expect(baseIn(directory)).not.toMatch(/base-1\.grafeo$/);

    const killed = copyOf(directory);
    await engine.close();
    expect(await made().expectWhole(killed)).toMatch(/rebuilt from the snapshot of revision [1-9]\d* and \d+ log entr/);
    harm(storeIn(directory), { how: 'garble', at: 0, bit: 1 });
    expect(await made().expectWhole(directory)).toMatch(/^The store was damaged/);
  });

  test('loses nothing when the process is killed during the switch', async () => {
    const directory = copyOf(temporary());
    const engine = engineOn(await openKeeper(directory, LONG));
    await prepare(engine);
    const copies = new Map<string, string>();
    await step(engine, 1);
    // The new snapshot is made after the write was acknowledged; each list of file names is one stage of the switch.
    for (let files = ''; files !== 'base-2.grafeo journal-2.log'; await setImmediate()) {
      const names = readdirSync(directory).filter((name) => /^(journal-|base)/.test(name));
      files = names.join(' ');
      if (!copies.has(files)) copies.set(files, copyOf(directory));
    }
    await engine.close();
    expect(copies.size).toBeGreaterThanOrEqual(3);
    for (const copy of copies.values()) await made().expectWhole(copy, 1);
  });
});

describe('a failed commit', () => {
  test('is removed from the write-ahead log', async () => {
    const directory = copyOf(made().closed);
    const keeper = await openKeeper(directory);
    const failing = keeper.keep(99, '"run":[["test","CREATE (:Never)",{}]]' as never, async () => {
      throw new Error('no commit');
    });
    await expect(failing).rejects.toThrow('no commit');
    const killed = copyOf(directory);
    await keeper.close();
    expect(await made().expectWhole(killed)).toContain(`up to revision ${LAST}.`);
  });
});

describe('a write that changes nothing', () => {
  test('does not change the write-ahead log', async () => {
    const directory = copyOf(made().closed);
    const before = readdirSync(directory);
    const engine = await openEmbedded(directory);
    await step(engine, LAST).catch(() => undefined);
    await engine.write(async (transaction) => ({ commit: true, value: await transaction.run({ name: 'test.one', text: 'RETURN 1' }) }));
    await engine.close();
    expect(readdirSync(directory)).toEqual(before);
    expect(await made().expectWhole(directory)).toBeNull();
  });
});
