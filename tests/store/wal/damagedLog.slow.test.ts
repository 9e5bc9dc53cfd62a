import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { contents } from './contents.ts';
import { checkpointIn, damageFile, forDamages, grafeoLogIn, segmentIn, snapshotIn, storeIn } from './damage.ts';
import { expectRevisions } from './expected.ts';
import { prepareFixtures } from './fixtures.ts';
import { LAST } from './history.ts';
import { copyOf, remove } from './stores.ts';

const fixtures = prepareFixtures();

describe('a damaged write-ahead log', () => {
  const FILES = [
    ['segment', segmentIn],
    ['snapshot', snapshotIn],
    ['checkpoint', checkpointIn],
  ] as const;

  test.each(FILES.slice(0, 2))(
    '(its %s, at any position) of a closed store is reported, and a new one is started',
    async (_, fileIn) => {
      await forDamages(15, async (damage) => {
        const directory = copyOf(fixtures().closed);
        if (!damageFile(fileIn(directory), damage)) return;
        expect(await fixtures().expectComplete(directory)).toMatch(
          new RegExp(`^The .*; the store itself is intact\\. A new write-ahead log was started, with a snapshot of revision ${LAST}\\.$`),
        );
        expect(await fixtures().expectComplete(directory)).toBeNull();
        remove(directory);
      });
    },
    120_000,
  );

  test.each(FILES)(
    '(its %s, at any position) of a killed process loses nothing either',
    async (_, fileIn) => {
      await forDamages(15, async (damage) => {
        const directory = copyOf(fixtures().killed);
        damageFile(fileIn(directory), damage);
        await fixtures().expectComplete(directory);
        expect(await fixtures().expectComplete(directory)).toBeNull();
        remove(directory);
      });
    },
    120_000,
  );

  test('and a damaged store: the start fails, reports what may be lost and what to do, and changes nothing', async () => {
    const directory = copyOf(fixtures().killed);
    damageFile(grafeoLogIn(directory), { how: 'truncate', at: 0.5, bit: 0 });
    damageFile(segmentIn(directory), { how: 'flip', at: 0.5, bit: 0 });
    const before = contents(directory);
    const error = await openEmbedded(directory).catch((error: unknown) => error);
    expect(error).toMatchObject({ name: 'AllegianceError', code: 'STORE_UNAVAILABLE' });
    expect((error as Error).message.replace(directory, 'DIRECTORY')).toMatch(
      new RegExp(
        `^The data in DIRECTORY is damaged in two places: the write-ahead log is damaged at line \\d+, after revision \\d+, and the file of the store, which was not closed properly, holds revisions up to \\d+\\. Revisions \\d+ to ${LAST} may be lost\\. Nothing was changed\\. Restore a copy of the directory, or move the files journal\\* and base\\* away to continue with revision \\d+, which the file of the store holds\\.$`,
      ),
    );
    expect(contents(directory)).toEqual(before);

    for (const name of readdirSync(directory).filter((found) => /^(journal|base)/.test(found))) rmSync(join(directory, name));
    const engine = await openEmbedded(directory);
    expect(engine.notice).toMatch(
      /^The store had no write-ahead log yet\. One is written from now on, starting with a snapshot of revision \d+\.$/,
    );
    await expectRevisions(engine, fixtures().digests);
    await engine.close();
  });

  test.each([
    ['closed', storeIn],
    ['killed', grafeoLogIn],
  ] as const)(
    'and a damaged store (%s), at any position: the start fails, or nothing is lost',
    async (ending, fileIn) => {
      let rejected = 0;
      await forDamages(40, async (damage, other) => {
        const directory = copyOf(fixtures()[ending]);
        damageFile(fileIn(directory), damage);
        damageFile(segmentIn(directory), other);
        const outcome = await fixtures()
          .expectComplete(directory)
          .catch((error: Error) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'STORE_UNAVAILABLE', message: /damaged in two places/ });
        if (outcome instanceof Error) rejected += 1;
        remove(directory);
      });
      expect(rejected).toBeGreaterThan(10);
    },
    120_000,
  );
});
