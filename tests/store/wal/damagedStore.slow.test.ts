import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { damageFile, forDamages, grafeoLogIn, storeIn } from './damage.ts';
import { prepareFixtures } from './fixtures.ts';
import { LAST, step } from './history.ts';
import { copyOf, remove } from './stores.ts';

const fixtures = prepareFixtures();

describe('no acknowledged write is lost', () => {
  test('when nothing is damaged', async () => {
    expect(await fixtures().expectComplete(copyOf(fixtures().closed))).toBeNull();
    expect(await fixtures().expectComplete(copyOf(fixtures().killed))).toMatch(
      /^The store was not closed properly, so its file was not used; it was rebuilt from the snapshot of revision 0 and \d+ log entries, up to revision \d+\.$/,
    );
  });

  test('when the file of a closed store is damaged at any of fifty random positions', async () => {
    await forDamages(50, async (damage) => {
      const directory = copyOf(fixtures().closed);
      const isChanged = damageFile(storeIn(directory), damage);
      const why = damage.how === 'delete' ? /^The file of the store was missing;/ : /^The store was damaged /;
      const notice = await fixtures().expectComplete(directory);
      if (isChanged) expect(notice).toMatch(why);
      else expect(notice).toBeNull();
      remove(directory);
    });
  }, 120_000);

  test.each([
    ['file', storeIn],
    ['log', grafeoLogIn],
  ])(
    'when the %s of a store whose process was killed is damaged at any of forty random positions',
    async (_, fileIn) => {
      await forDamages(40, async (damage) => {
        const directory = copyOf(fixtures().killed);
        damageFile(fileIn(directory), damage);
        expect(await fixtures().expectComplete(directory)).toMatch(
          new RegExp(`; it was rebuilt from the snapshot .*, up to revision ${LAST}\\.$`),
        );
        remove(directory);
      });
    },
    120_000,
  );

  test('and a rebuilt store can be written and opened again', async () => {
    const directory = copyOf(fixtures().killed);
    damageFile(grafeoLogIn(directory), { how: 'truncate', at: 0.3, bit: 0 });
    const engine = await openEmbedded(directory);
    await step(engine, LAST + 1);
    await engine.close();
    expect(await fixtures().expectComplete(directory, LAST + 1)).toBeNull();
  });
});
