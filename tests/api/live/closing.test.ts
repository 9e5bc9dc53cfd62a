import { expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { subscriptionTo, TRANSPORTS } from '../../support/live/subscribers.ts';
import { fillWithFew, serve } from '../access/support/served.ts';

test.each(TRANSPORTS)('a server with a subscriber %s stops at once', async (_, transport) => {
  const engine = await openEmbedded(null);
  await fillWithFew(engine);
  const served = await serve(engine);
  const subscriber = transport(served, subscriptionTo());
  await expect.poll(() => subscriber.messages.length).toBe(1);
  const started = performance.now();
  await served.close();
  expect(performance.now() - started).toBeLessThan(4_000);
  await expect.poll(() => subscriber.ended()).not.toBeNull();
  await subscriber.stop();
  await engine.close();
});
