import { expect, test } from 'vitest';
import { subscriptionTo, TRANSPORTS } from '../../support/live/subscribers.ts';
import { serveFew } from '../access/support/served.ts';

test.each(TRANSPORTS)('a server with a subscriber %s stops at once', async (_, transport) => {
  const served = await serveFew();
  const subscriber = transport(served, subscriptionTo());
  await expect.poll(() => subscriber.messages.length).toBe(1);
  const started = performance.now();
  await served.close();
  expect(performance.now() - started).toBeLessThan(4_000);
  await expect.poll(() => subscriber.ended()).not.toBeNull();
  await subscriber.stop();
});
