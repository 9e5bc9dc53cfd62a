import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { contents } from './contents.ts';
import { baseIn, forDamages, harm, journalIn, logIn, markIn, storeIn } from './damage.ts';
import { expectRevisions } from './expected.ts';
import { LAST } from './history.ts';
import { copyOf, remove } from './stores.ts';
import { whole } from './whole.ts';

const made = whole();

describe('a damaged write-ahead log', () => {
  const FILES = [
    ['segment', journalIn],
    ['snapshot', baseIn],
    ['checkpoint', markIn],
  ] as const;

  test.each(FILES.slice(0, 2))(
    '(its %s, at any position) of a closed store is reported, and a new one is started',
    async (_, fileIn) => {
      await forDamages(15, async (damage) => {
        const directory = copyOf(made().closed);
        if (!harm(fileIn(directory), damage)) return;
        expect(await made().expectWhole(directory)).toMatch(
          new RegExp(`^The .*; the store itself is intact\\. A new write-ahead log was started, with a snapshot of revision ${LAST}\\.$`),
        );
        expect(await made().expectWhole(directory)).toBeNull();
        remove(directory);
      });
    },
    120_000,
  );

  test.each(FILES)(
    '(its %s, at any position) of a killed process loses nothing either',
    async (_, fileIn) => {
      await forDamages(15, async (damage) => {
        const directory = copyOf(made().killed);
        harm(fileIn(directory), damage);
        await made().expectWhole(directory);
        expect(await made().expectWhole(directory)).toBeNull();
        remove(directory);
      });
    },
    120_000,
  );

  test('and a damaged store: the start fails, reports what may be lost and what to do, and changes nothing', async () => {
    const directory = copyOf(made().killed);
    harm(logIn(directory), { how: 'truncate', at: 0.5, bit: 0 });
    harm(journalIn(directory), { how: 'flip', at: 0.5, bit: 0 });
    const before = contents(directory);
    const refusal = await openEmbedded(directory).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'AllegianceError', code: 'STORE_UNAVAILABLE' });
    expect((refusal as Error).message.replace(directory, 'DIRECTORY')).toMatch(
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
    await expectRevisions(engine, made().digests);
    await engine.close();
  });

  test.each([
    ['closed', storeIn],
    ['killed', logIn],
  ] as const)(
    'and a damaged store (%s), at any position: the start fails, or nothing is lost',
    async (ending, fileIn) => {
      let refused = 0;
      await forDamages(40, async (damage, other) => {
        const directory = copyOf(made()[ending]);
        harm(fileIn(directory), damage);
        harm(journalIn(directory), other);
        const outcome = await made()
          .expectWhole(directory)
          .catch((error: Error) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'STORE_UNAVAILABLE', message: /damaged in two places/ });
        if (outcome instanceof Error) refused += 1;
        remove(directory);
      });
      expect(refused).toBeGreaterThan(10);
    },
    120_000,
  );
});
