import { parentPort, workerData } from 'node:worker_threads';
import { openEmbedded } from '../engine/embedded/embedded.ts';
import type { StoreThreadData } from '../engine/embedded/thread/messages.ts';
import { type ReadNext, serveEngine } from '../engine/embedded/thread/serveEngine.ts';
import { LATEST_REVISION } from '../engine/revisionNumbers.ts';
import { storeTasks } from '../exchange/import/target/store.ts';
import { log } from '../http/telemetry/log.ts';
import { joinUrgency } from '../model/turns.ts';
import { CHANGE_SETS } from '../revisions/revisions.cypher.ts';

/** The thread of an embedded store, in which a server has its statements and writes run. */
const { directory, timeout, options, urgency } = workerData as StoreThreadData;
joinUrgency(urgency);
// As in the main thread: what is left of one request must not end the others.
process.on('unhandledRejection', (error) => log.error('an error that nobody waited for', error));

/** After each write all requests wait for what it has changed. */
const readNext: ReadNext = async (read) => {
  const [row] = await read(LATEST_REVISION);
  if (row) await read(CHANGE_SETS, { numbers: [row[0]!] });
};

await serveEngine(parentPort!, (onProven) => openEmbedded(directory, timeout, { ...options, onProven }), storeTasks, readNext);
