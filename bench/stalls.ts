/**
 * npm run bench:stalls [-- --size 110000 --data DIRECTORY --seconds 10]
 *
 * How long requests to a built server on an embedded store wait while a backup is written, and while a new snapshot of its write-ahead
 * log is built from a log as long as it becomes: the longest pause of the event loop, with what its thread did meanwhile, and the longest
 * read and write, beside those of the same load without. Forty reads a second and five writes of one row. `--data`: of a large store that
 * `bench:largeStore` made, of which a copy is used; else one is made with `size` relationships and events. Linux only.
 */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DENSITY, makeLargeStore } from './madeLargeStore.ts';
import { Client } from './mixed/client.ts';
import { Readers } from './mixed/readers.ts';
import { entityIdOf } from './powerLawGraph.ts';
import { newTokens } from './soak/newTokens.ts';
import { AS_STARTED, type ServerProcess, startServer } from './soak/serverProcess.ts';
import { lengthenLog } from './stalls/lengthenLog.ts';
import type { Pause } from './stalls/recordPauses.ts';
import { mebibytes, Times, table } from './times.ts';

const READS_A_SECOND = 40;
const WRITE_EVERY = 200;
const LIMIT = 1_800_000;
const WRITE = 'mutation ($rows: [RelationshipInput!]!) { recordRelationships(rows: $rows) { revision } }';

const { values } = parseArgs({
  options: { size: { type: 'string', default: '110000' }, data: { type: 'string' }, seconds: { type: 'string', default: '10' } },
});
const NO_PAUSE: Pause = { at: 0, took: 0, garbage: 0, ran: 0, waited: 0 };
const SIZE = Number(values.size);
const ACTORS = Math.ceil(SIZE / DENSITY);
const directory = await mkdtemp(join(tmpdir(), 'allegiance-stalls-'));
const data = join(directory, 'data');
const pauses = join(directory, 'pauses');
try {
  if (values.data) await cp(values.data, data, { recursive: true });
  else await makeLargeStore(data, SIZE, SIZE);
  const bytes = await lengthenLog(data);
  const [admin, editor] = await newTokens(data, ['admin', 'editor']);
  const recorder = pathToFileURL(join(import.meta.dirname, 'stalls/recordPauses.js')).href;
  const server = await startServer(data, null, { PAUSES: pauses }, [...AS_STARTED, '--import', recorder], editor);
  try {
    console.log(`a log of ${mebibytes(bytes)}; milliseconds`);
    await run(server, admin!);
  } finally {
    await server.stop();
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function run(server: ServerProcess, admin: string): Promise<void> {
  const readers = new Readers(server);
  const client = new Client(server);
  let written = 0;
  // Until the graph and the events are in memory.
  for (const query of ['{ distance(from: "iran", to: "russia") }', '{ eventSeries(by: YEAR) { start } }'])
    while ((await answer(server, query)).includes('"errors"')) await delay(500);
  await readers.warm();
  const before = await snapshots();
  const rows = [
    await measured('the load alone', () => delay(1_000 * Number(values.seconds))),
    await measured('a backup', () => backup(server, admin)),
    await measured('a new snapshot', async () => {
      for (const over = Date.now() + LIMIT; Date.now() < over; await delay(100)) {
        const now = await snapshots();
        if (now.length === 1 && now[0] !== before[0]) return;
      }
      throw new Error('no new snapshot');
    }),
    await measured('the load alone, again', () => delay(1_000 * Number(values.seconds))),
  ];
  const head = [
    '',
    'took',
    'longest pause',
    'of it garbage',
    'ran',
    'waited for a processor',
    'over 50',
    'longest read',
    'p99',
    'longest write',
    'p99',
  ];
  console.log(table(head, rows));
  readers.close();
  if (readers.errors.size > 0) console.log([...readers.errors].map(([what, count]) => `${count} × ${what}`).join('\n'));

  async function measured(name: string, work: () => Promise<unknown>): Promise<string[]> {
    const writes = new Times();
    let isOver = false;
    readers.takeTimes();
    const reading = async () => {
      while (!isOver) await readers.run(READS_A_SECOND, 1);
    };
    const writing = async () => {
      for (; !isOver; await delay(WRITE_EVERY)) await writes.measure(() => client.send(WRITE, { rows: [rowOf(written++)] }));
    };
    const from = Date.now();
    const start = performance.now();
    const load = Promise.all([reading(), writing()]);
    // What fails ends the benchmark, also before the work is done.
    await Promise.race([work(), load]);
    const took = performance.now() - start;
    isOver = true;
    await load;
    // The last pause is recorded later.
    await delay(500);
    const all = await pausesSince(from);
    const worst = all.reduce((most, one) => (one.took > most.took ? one : most), NO_PAUSE);
    const reads = readers.takeTimes();
    const figures = [took, worst.took, worst.garbage, worst.ran, worst.waited, all.filter((one) => one.took > 50).length];
    return [name, ...[...figures, reads.at(1), reads.at(0.99), writes.at(1), writes.at(0.99)].map((figure) => figure.toFixed(0))];
  }
}

function rowOf(number: number): object {
  const [from, to] = [number, number * 7 + 1].map((actor) => entityIdOf(actor % ACTORS));
  return {
    type: 'OPPOSES',
    from,
    to,
    key: `stalls-${number}`,
    start: '2016',
    evidence: [{ source: 'made-table', quote: `Row ${number}.` }],
  };
}

async function pausesSince(from: number): Promise<Pause[]> {
  const text = await readFile(pauses, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Pause).filter(({ at }) => at >= from);
}

async function snapshots(): Promise<string[]> {
  return (await readdir(data)).filter((name) => /^base-\d+\.grafeo$/.test(name));
}

async function answer({ url, token }: ServerProcess, query: string): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) }).catch(() => null);
  return response === null ? '"errors"' : response.text();
}

/** Reads a whole backup, and keeps nothing of it. */
function backup({ url }: ServerProcess, admin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(`${url}/backup`, { headers: { authorization: `Bearer ${admin}` } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`the backup got ${response.statusCode}`));
      response.resume().on('end', resolve).on('error', reject);
    }).on('error', reject);
  });
}
