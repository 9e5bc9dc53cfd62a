import { expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import { fillWithFew, serve } from '../access/support/served.ts';
import { following, TRANSPORTS } from './support/followers.ts';

test.each(TRANSPORTS)('a server with a subscriber %s stops at once', async (_, transport) => {
  const engine = await openEmbedded(null);
  await fillWithFew(engine);
  const served = await serve(engine);
  const follower = transport(served, following());
  await expect.poll(() => follower.told.length).toBe(1);
  const started = performance.now();
  await served.close();
  expect(performance.now() - started).toBeLessThan(4_000);
  await expect.poll(() => follower.ended()).not.toBeNull();
  await follower.stop();
  await engine.close();
});
