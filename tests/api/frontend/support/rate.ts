import { unsettled } from '../../../support/unsettled.ts';
import type { TestServer } from '../../access/support/served.ts';

/** Pages of such sizes inside each other: their cost is about the product. */
const pages = (...[first, second, third]: readonly [number, number, number]) =>
  unsettled(
    `{ actors(first: ${first}) { nodes { backs(first: ${second}) { nodes { ... on Actor { fights(first: ${third}) { nodes { id } } } } } } } }`,
  );
/** Costs 494,281 of the 500,000 that a caller may spend at once. */
const NEARLY_ALL = pages(90, 90, 59);

/** Tokens whose first burst is spent. */
const spent = new Set<string>();

/**
 * Uses up what a token may spend on a server with a rate of so much per second, at most 50,000: the next request has to wait for one to
 * three seconds.
 */
export async function spendRate(served: TestServer, token: string, rate: number): Promise<void> {
  const side = Math.ceil(Math.cbrt(2.3 * rate));
  if (!spent.has(token)) await served.execute(NEARLY_ALL, token);
  spent.add(token);
  // What is more expensive than the little that is left is still allowed.
  while ((await secondsToWait(served, token)) < 2) await served.execute(pages(side, side, side), token);
}

/** Seconds that the server says to wait; 0 if it does not. */
async function secondsToWait(served: TestServer, token: string): Promise<number> {
  const { errors } = await served.execute('{ status { revision } }', token);
  return (errors?.[0]?.extensions as { retryAfter?: number } | undefined)?.retryAfter ?? 0;
}
