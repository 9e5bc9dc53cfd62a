import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { embeddedEngine, openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { openWriteAheadLog } from '../../../src/engine/embedded/wal/writeAheadLog.ts';
import { damageFile, storeIn } from './damage.ts';
import { expectRevisions } from './expected.ts';
import { prepareFixtures } from './fixtures.ts';
import { LAST, prepare, step } from './history.ts';
import { copyOf, temporaryDirectory } from './stores.ts';

const fixtures = prepareFixtures();

/** Copies a directory whose files come and go. */
function whileItChanges(copy: () => string): string {
  for (;;) {
    try {
      return copy();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

describe.each([false, true])('a long segment, in the process of a server: %s', (serves) => {
  /** Bytes; the first revision alone is longer. */
  const SEGMENT_SIZE = 20_000;

  test('is followed by a new snapshot and segment, which are as safe', async () => {
    const directory = copyOf(temporaryDirectory());
    const engine = embeddedEngine(await openWriteAheadLog(directory, { segmentSize: SEGMENT_SIZE, serves }));
    await prepare(engine);
    for (let number = 1; number <= LAST; number++) await step(engine, number);
    await expectRevisions(engine, fixtures().digests, LAST);
    await expect.poll(() => readdirSync(directory).filter((name) => /^(journal-|base-)1\./.test(name)), { timeout: 10_000 }).toEqual([]);

    const killed = copyOf(directory);
    await engine.close();
    expect(await fixtures().expectComplete(killed)).toMatch(/rebuilt from the snapshot of revision [1-9]\d* and \d+ log entr/);
    damageFile(storeIn(directory), { how: 'garble', at: 0, bit: 1 });
    expect(await fixtures().expectComplete(directory)).toMatch(/^The store was damaged/);
  });

  test('can be backed up several times at once', async () => {
    const directory = copyOf(fixtures().closed);
    const engine = embeddedEngine(await openWriteAheadLog(directory, { segmentSize: SEGMENT_SIZE, serves }));
    const backups = Array.from({ length: 4 }, (_, number) => join(directory, `backup ${number}.grafeo`));
    await Promise.all(backups.map((file) => engine.backup!(file)));
    await engine.close();
    expect(new Set(backups.map((file) => statSync(file).size)).size).toBe(1);
  });

  test('loses nothing when the process is killed during the switch', async () => {
    const directory = copyOf(temporaryDirectory());
    const engine = embeddedEngine(await openWriteAheadLog(directory, { segmentSize: SEGMENT_SIZE, serves }));
    await prepare(engine);
    const copies = new Map<string, string>();
    await step(engine, 1);
    // The new snapshot is made after the write was acknowledged; each list of file names is one stage of the switch.
    for (let files = ''; files !== 'base-2.grafeo journal-2.log'; await setImmediate()) {
      const names = readdirSync(directory).filter((name) => /^(journal-\d+\.log(\.draft)?|base-\d+\.grafeo)$/.test(name));
      files = names.join(' ');
      if (!copies.has(files))
        copies.set(
          files,
          whileItChanges(() => copyOf(directory)),
        );
    }
    await engine.close();
    expect(copies.size).toBeGreaterThanOrEqual(3);
    for (const copy of copies.values()) await fixtures().expectComplete(copy, 1);
  });
});

describe('a failed commit', () => {
  test('is removed from the write-ahead log', async () => {
    const directory = copyOf(fixtures().closed);
    const log = await openWriteAheadLog(directory);
    const failing = log.logAndCommit(99, '"run":[["test","CREATE (:Never)",{}]]' as never, async () => {
      throw new Error('no commit');
    });
    await expect(failing).rejects.toThrow('no commit');
    const killed = copyOf(directory);
    await log.close();
    expect(await fixtures().expectComplete(killed)).toContain(`up to revision ${LAST}.`);
  });
});

describe('a write that changes nothing', () => {
  test('does not change the write-ahead log', async () => {
    const directory = copyOf(fixtures().closed);
    const before = readdirSync(directory);
    const engine = await openEmbedded(directory);
    await step(engine, LAST).catch(() => undefined);
    await engine.write(async (transaction) => ({ commit: true, value: await transaction.run({ name: 'test.one', text: 'RETURN 1' }) }));
    await engine.close();
    expect(readdirSync(directory)).toEqual(before);
    expect(await fixtures().expectComplete(directory)).toBeNull();
  });
});
