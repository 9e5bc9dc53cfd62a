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

describe('a journal that is damaged', () => {
  const FILES = [
    ['journal', journalIn],
    ['base', baseIn],
    ['mark', markIn],
  ] as const;

  test.each(FILES.slice(0, 2))(
    '(its %s, at any place) beside a closed store is told of, and begun anew',
    async (_, fileIn) => {
      await forDamages(15, async (damage) => {
        const directory = copyOf(made().closed);
        if (!harm(fileIn(directory), damage)) return;
        expect(await made().expectWhole(directory)).toMatch(
          new RegExp(`^The .*; the store itself is whole\\. A new journal was begun, upon a base of revision ${LAST}\\.$`),
        );
        expect(await made().expectWhole(directory)).toBeNull();
        remove(directory);
      });
    },
    120_000,
  );

  test.each(FILES)(
    '(its %s, at any place) loses nothing when the process was killed, either',
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

  test('together with the store refuses to start, says what is lost and what to do, and changes nothing', async () => {
    const directory = copyOf(made().killed);
    harm(logIn(directory), { how: 'truncate', at: 0.5, bit: 0 });
    harm(journalIn(directory), { how: 'flip', at: 0.5, bit: 0 });
    const before = contents(directory);
    const refusal = await openEmbedded(directory).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'AllegianceError', code: 'STORE_UNAVAILABLE' });
    expect((refusal as Error).message.replace(directory, 'DIRECTORY')).toMatch(
      new RegExp(
        `^The data in DIRECTORY is damaged in two places: the journal is damaged at line \\d+, after revision \\d+, and the file of the store, which was not closed properly, holds revisions up to \\d+\\. Revisions \\d+ to ${LAST} are not proven to be there any more\\. Nothing was changed\\. Put back a copy of the directory, or move the files journal\\* and base\\* away to go on with revision \\d+ as the store's file holds it\\.$`,
      ),
    );
    expect(contents(directory)).toEqual(before);

    for (const name of readdirSync(directory).filter((found) => /^(journal|base)/.test(found))) rmSync(join(directory, name));
    const engine = await openEmbedded(directory);
    expect(engine.notice).toMatch(/^The store had no journal yet; one is kept from now on, upon a base of revision \d+\.$/);
    await expectRevisions(engine, made().digests);
    await engine.close();
  });

  test.each([
    ['closed', storeIn],
    ['killed', logIn],
  ] as const)(
    'at any place together with the store, %s, is refused or loses nothing: never half a graph',
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
