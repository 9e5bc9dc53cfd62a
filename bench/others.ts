/**
 * npm run bench:others [-- QUESTIONS]: default is 400 questions a row
 *
 * How long small questions of one client take alone, and while others keep the same server busy: with requests that are refused,
 * or with long searches in all of its threads. One process, over HTTP.
 */
import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbedded } from '../src/engine/embedded/embedded.ts';
import { fillLongGraph, LONG_QUESTION } from '../tests/support/paths/longGraph.ts';
import { serverOn } from '../tests/support/paths/server.ts';
import { Times, table } from './times.ts';

const QUESTIONS = Number(process.argv[2] ?? 400);
/** Worker threads of the server for long searches, and clients of each kind beside the measured one. */
const OTHERS = 2;
const SMALL = '{ status { revision } }';
/** Too expensive: refused before it is executed. */
const REFUSED = `{ actors(first: 100) { nodes { ${nested(4)} } } }`;

function nested(levels: number): string {
  return levels === 0 ? 'id' : `backs(first: 100) { edges { relationship { id } node { ${nested(levels - 1)} } } }`;
}

const engine = await openEmbedded(null);
await fillLongGraph(engine, 60);
const server = await serverOn(engine, {});
await small();

const rows = [
  row('alone', await small()),
  row('while requests are refused', await beside(async (signal) => void (await server.post(REFUSED, { signal })))),
  row('during long searches', await beside(async (signal) => void (await server.post(LONG_QUESTION, { signal })))),
];
console.log(`${QUESTIONS} questions a row, ${OTHERS} other clients; milliseconds\n`);
console.log(table(['small questions', 'median', '95 %', '99 %'], rows));
await server.close();
await engine.close();

async function small(): Promise<Times> {
  const times = new Times();
  for (let n = 0; n < QUESTIONS; n++) await times.measure(() => server.post(SMALL));
  return times;
}

async function beside(send: (signal: AbortSignal) => Promise<void>): Promise<Times> {
  const over = new AbortController();
  const others = Array.from({ length: OTHERS }, async () => {
    while (!over.signal.aborted) await send(over.signal).catch(() => sleep(1));
  });
  await sleep(300);
  const times = await small();
  over.abort();
  await Promise.all(others);
  return times;
}

function row(name: string, times: Times): string[] {
  return [name, ...[0.5, 0.95, 0.99].map((share) => times.at(share).toFixed(1))];
}
