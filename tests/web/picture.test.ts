import { describe, expect, test } from 'vitest';
import { executablePath, startExplorer } from './support/explorer.ts';
import { differenceFromFresh, walkSeed, wander, watchQueries } from './support/walk.ts';

const SEED = walkSeed();

describe.skipIf(!executablePath)('the picture', () => {
  const { open } = startExplorer();

  test('equals that of a fresh load of its address, whatever was done before', { timeout: 60_000 }, async () => {
    const page = await open('#at=2014', { before: watchQueries });
    const done = await wander(page, SEED, 12);
    expect(await differenceFromFresh(page, open, 'picture'), `ALLEGIANCE_WALK=${SEED}: ${done.join(', ')}; ${page.url()}`).toBeNull();
  });
});
