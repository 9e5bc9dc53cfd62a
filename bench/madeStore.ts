import { existsSync, mkdirSync } from 'node:fs';
import { openEmbedded } from '../src/engine/embedded/embedded.ts';
import type { Engine } from '../src/engine/engine.ts';
import { migrate } from '../src/engine/migrations.ts';
import { openNeo4j } from '../src/engine/neo4j/neo4j.ts';
import { importInto } from '../src/exchange/import/run.ts';
import { storeTarget } from '../src/exchange/import/target/store.ts';
import { madeFormat } from './importRows.ts';

const TIMEOUT = 600_000;

/**
 * Fills a store with made relationships, each with a passage, a third of them at hubs.
 * @param directory Of an embedded store; one that exists is taken as it is.
 */
export async function fillEmbedded(directory: string, ties: number): Promise<void> {
  if (existsSync(directory)) return;
  mkdirSync(directory, { recursive: true });
  await fill(await openEmbedded(directory, TIMEOUT), ties);
}

/** As `fillEmbedded`, into an empty Neo4j without a password. */
export async function fillNeo4j(uri: string, ties: number): Promise<void> {
  await fill(openNeo4j({ uri, user: null, password: null, database: null, timeout: TIMEOUT, responseTimeout: 60_000 }), ties);
}

async function fill(engine: Engine, ties: number): Promise<void> {
  await migrate(engine, new Date());
  await importInto(
    storeTarget(engine, () => new Date()),
    madeFormat(ties),
    [],
  );
  await engine.close();
}
