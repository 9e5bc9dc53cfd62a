import { describe, expect, test } from 'vitest';
import { executablePath, startExplorer } from './support/explorer.ts';
import { differenceFromFresh, walkSeed, wander, watchQueries } from './support/walk.ts';

const { ALLEGIANCE_WALK: named } = process.env;
const WALKS = named ? [named] : Array.from({ length: 4 }, walkSeed);

describe.skipIf(!executablePath)('the picture, after long walks', () => {
  const { open } = startExplorer();

  test.each(WALKS)('equals that of a fresh load of its address: ALLEGIANCE_WALK=%s', { timeout: 180_000 }, async (seed) => {
    const page = await open('#at=2014', { before: watchQueries });
    for (let part = 0; part < 3; part++) {
      const done = await wander(page, `${seed} ${part}`, 15);
      expect(await differenceFromFresh(page, open, 'walk'), `part ${part}: ${done.join(', ')}; ${page.url()}`).toBeNull();
    }
  });
});
