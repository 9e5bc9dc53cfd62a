import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { forDamages, harm, logIn, storeIn } from './damage.ts';
import { LAST, step } from './history.ts';
import { copyOf, remove } from './stores.ts';
import { whole } from './whole.ts';

const made = whole();

describe('no acknowledged write is lost', () => {
  test('when nothing is damaged', async () => {
    expect(await made().expectWhole(copyOf(made().closed))).toBeNull();
    expect(await made().expectWhole(copyOf(made().killed))).toMatch(
      /^The store was not closed properly, so its file was not used; it was rebuilt from the snapshot of revision 0 and \d+ log entries, up to revision \d+\.$/,
    );
  });

  test('when the file of a closed store is damaged at any of fifty random positions', async () => {
    await forDamages(50, async (damage) => {
      const directory = copyOf(made().closed);
      const isHarmed = harm(storeIn(directory), damage);
      const why = damage.how === 'delete' ? /^The file of the store was missing;/ : /^The store was damaged /;
      const notice = await made().expectWhole(directory);
      if (isHarmed) expect(notice).toMatch(why);
      else expect(notice).toBeNull();
      remove(directory);
    });
  }, 120_000);

  test.each([
    ['file', storeIn],
    ['log', logIn],
  ])(
    'when the %s of a store whose process was killed is damaged at any of forty random positions',
    async (_, fileIn) => {
      await forDamages(40, async (damage) => {
        const directory = copyOf(made().killed);
        harm(fileIn(directory), damage);
        expect(await made().expectWhole(directory)).toMatch(
          new RegExp(`; it was rebuilt from the snapshot .*, up to revision ${LAST}\\.$`),
        );
        remove(directory);
      });
    },
    120_000,
  );

  test('and a rebuilt store can be written and opened again', async () => {
    const directory = copyOf(made().killed);
    harm(logIn(directory), { how: 'truncate', at: 0.3, bit: 0 });
    const engine = await openEmbedded(directory);
    await step(engine, LAST + 1);
    await engine.close();
    expect(await made().expectWhole(directory, LAST + 1)).toBeNull();
  });
});
