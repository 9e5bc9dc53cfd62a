import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { followWrites, openAndClose } from './soak/followers.ts';
import { COLLECTING, startServer } from './soak/serverProcess.ts';
import { mebibytes, table } from './times.ts';

/**
 * npm run bench:followers [-- --followers 1000 --writes 20 --opened 10000]
 *
 * What do followers of one question cost, and do they leave anything behind? A built server with the seed in a process of its own;
 * followers, half over WebSockets and half over server-sent events; each write changes twenty relationships, and all followers are
 * sent them. Then subscriptions open and close, a thousand at a time. Exit code 1 where messages are missing or memory grew.
 */
const { values } = parseArgs({
  options: {
    followers: { type: 'string', default: '1000' },
    writes: { type: 'string', default: '20' },
    opened: { type: 'string', default: '10000' },
  },
});
const MAX = Number(values.followers);
/** Growth of the heap above this counts as a leak: the log of changes stays below. */
const GROWTH = 4 * 2 ** 20;

const directory = await mkdtemp(join(tmpdir(), 'allegiance-followers-'));
const server = await startServer(directory, null, { ALLEGIANCE_MAX_SUBSCRIPTIONS: String(Math.max(MAX, 1_000) + 1) }, COLLECTING);
try {
  const rows: string[][] = [];
  let missing = 0;
  await followWrites(server, 1, 20);
  for (const followers of [1, MAX / 10, MAX]) {
    const measured = await followWrites(server, followers, Number(values.writes));
    const { executions, processor, held, delivered } = measured;
    const milliseconds = [processor, held.median, held.max, delivered].map((value) => `${value.toFixed(0)} ms`);
    rows.push([String(followers), executions.toFixed(2), ...milliseconds]);
    missing += measured.missing;
  }
  console.log(
    table(
      ['followers', 'executions a revision', 'processor a write', 'loop held (median)', 'loop held (longest)', 'all have it after'],
      rows,
    ),
  );
  console.log(`${missing} messages missing.`);
  const rounds = await openAndClose(server, Number(values.opened), Math.min(1_000, Number(values.opened)));
  const text = ({ heap, rss }: (typeof rounds)[number]) => `heap ${mebibytes(heap)}, memory ${mebibytes(rss)}`;
  for (const [index, round] of rounds.entries()) console.log(`after ${index + 1} rounds: ${text(round)}`);
  // The first rounds fill caches and buffers.
  const [from, to] = [rounds[Math.floor(rounds.length / 3)]!, rounds.at(-1)!];
  const isGrown = to.heap - from.heap > GROWTH;
  console.log(isGrown || missing > 0 ? 'FAILED.' : 'Passed.');
  process.exitCode = isGrown || missing > 0 ? 1 : 0;
} finally {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
