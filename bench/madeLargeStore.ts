import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedEngine, openEmbedded, withoutWriteAheadLog } from '../src/engine/embedded/embedded.ts';
import { STORE_FILE } from '../src/engine/embedded/storeFiles.ts';
import type { Engine, Value } from '../src/engine/engine.ts';
import { importInto } from '../src/exchange/import/run.ts';
import { storeTarget } from '../src/exchange/import/target/store.ts';
import { evidenceId, sourceId } from '../src/store/mintId.ts';
import { EVIDENCE } from '../src/store/source.ts';
import { CREATE } from '../src/write/apply/apply.cypher.ts';
import { loadEntities, loadTies } from '../tests/support/revisions/loadGraph.ts';
import { CREATE_EVENTS, madeEventFormat, madeEvents, rowOfEvent } from './madeEvents.ts';
import { randomGraph } from './madeGraph.ts';
import { startServer } from './soak/serverProcess.ts';

/** Relationships per actor. */
export const DENSITY = 8;
const TIMEOUT = 600_000;
const EVENTS_PER_WRITE = 5_000;

/**
 * Makes an embedded store with the seed, made relationships with a passage each, and made events, past the write path and the
 * write-ahead log. The directory must not exist.
 */
export async function makeLargeStore(directory: string, ties: number, events: number): Promise<void> {
  const server = await startServer(directory, null);
  await server.stop();
  // The next start begins a new log at the store as it is then.
  for (const name of readdirSync(directory)) if (/^(journal|base-)/.test(name)) rmSync(join(directory, name));
  const engine = embeddedEngine(withoutWriteAheadLog(join(directory, STORE_FILE)), TIMEOUT);
  await fillLargeStore(engine, ties, events);
  await engine.close();
  await (await openEmbedded(directory, TIMEOUT)).close();
}

/** Writes made relationships with a passage each, and made events, past the write path into a store that a server has prepared. */
export async function fillLargeStore(engine: Engine, ties: number, events: number): Promise<void> {
  await fillTies(engine, ties);
  await fillEvents(engine, events);
}

async function fillTies(engine: Engine, count: number): Promise<void> {
  const graph = randomGraph(Math.ceil(count / DENSITY), count);
  // Their names come last, so that no page of the reads shows them.
  for (const batch of graph.entities())
    await loadEntities(
      engine,
      batch.map((one) => ({ ...one, name: `zz ${one.id}` })),
    );
  let number = 0;
  for (const batch of graph.ties()) {
    await loadTies(engine, batch);
    await run(
      engine,
      CREATE.evidence,
      batch.map(({ id }) => passageAbout(id, number++)),
    );
  }
}

function passageAbout(about: string, number: number): Value {
  const source = sourceId('made-table');
  const quote = `Record ${number} says so.`;
  const parts = { about, source, locator: `row ${number}`, stance: 'ASSERTS' as const, speaker: null, quote };
  const record = { ...parts, id: evidenceId(parts), hedged: false, verbatim: false, recordedAt: '2026-01-01T00:00:00.000Z', revision: 0 };
  return EVIDENCE.encode(record as unknown as Parameters<typeof EVIDENCE.encode>[0]);
}

async function fillEvents(engine: Engine, count: number): Promise<void> {
  await importInto(
    storeTarget(engine, () => new Date()),
    madeEventFormat(count, 0),
    [],
  );
  const rows: Value[] = [];
  for (const event of madeEvents(count)) {
    rows.push(rowOfEvent(event) as unknown as Value);
    if (rows.length === EVENTS_PER_WRITE) await run(engine, CREATE_EVENTS, rows.splice(0));
  }
  if (rows.length > 0) await run(engine, CREATE_EVENTS, rows);
}

function run(engine: Engine, statement: { name: string; text: string }, rows: Value[]): Promise<void> {
  return engine.write(async (transaction) => {
    await transaction.run(statement, { rows });
    return { commit: true, value: undefined };
  });
}
