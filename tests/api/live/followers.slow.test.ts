import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followWrites, openAndClose } from '../../../bench/soak/followers.ts';
import { COLLECTING, type ServerProcess, startServer } from '../../../bench/soak/serverProcess.ts';

let directory: string;
let server: ServerProcess;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'allegiance-followers-'));
  server = await startServer(directory, null, { ALLEGIANCE_MAX_SUBSCRIPTIONS: '1000' }, COLLECTING);
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true });
});

test('a thousand followers cost one execution a revision, and a write holds the event loop for at most 100 ms', {
  timeout: 120_000,
}, async () => {
  await followWrites(server, 10, 10);
  const { executions, held, missing } = await followWrites(server, 1_000, 10);
  expect([executions, missing]).toEqual([1, 0]);
  // The median: other programs of the machine take their turns, too.
  expect(held.median).toBeLessThan(100);
});

test('subscriptions that opened and closed leave no memory behind', { timeout: 120_000 }, async () => {
  const rounds = await openAndClose(server, 4_000, 500);
  const [from, to] = [rounds[1]!, rounds.at(-1)!];
  expect(to.heap - from.heap).toBeLessThan(3 * 2 ** 20);
});
