import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { openInThread } from '../../../src/engine/embedded/thread/openInThread.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { openNeo4j } from '../../../src/engine/neo4j/neo4j.ts';
import type { ProvidedNeo4j } from '../neo4j/provided.ts';
import { describeEachNeo4j } from '../neo4j/use.ts';

/** An engine over one of the test servers, with long limits (milliseconds) for a busy machine. */
export function neo4jEngine({ uri, user, password }: ProvidedNeo4j, timeout = 30_000, responseTimeout = 20_000): Engine {
  const login = password === '' ? { user: null, password: null } : { user, password };
  return openNeo4j({ uri, ...login, database: null, timeout, responseTimeout });
}

/** Fills a store before the tests of a block. */
export type Fill = (engine: Engine) => Promise<unknown>;

/**
 * A describe block for the embedded engine, in memory, and one for each Neo4j. Each starts with an empty store, or one that
 * `fill` has filled; `engine()` is the open engine.
 */
export function describeEachEngine(block: (engine: () => Engine) => void, fill?: Fill): void {
  describe('embedded', () => block(engineFor(() => openEmbedded(null), fill)));
  describeEachNeo4j((server) => block(engineFor(async () => neo4jEngine(server), fill)));
}

/** As `describeEachEngine`, also for the embedded engine in a thread of its own, which the built program has. */
export function describeEveryEngine(block: (engine: () => Engine) => void): void {
  describeEachEngine(block);
  describe('embedded, in a thread', () => {
    const directory = mkdtempSync(join(tmpdir(), 'allegiance-thread-'));
    afterAll(() => rmSync(directory, { recursive: true, force: true }));
    block(engineFor(() => openInThread(directory, 10_000, {})));
  });
}

/** Opens an engine before the tests of a block, fills it, and closes it after them. */
export function engineFor(open: () => Promise<Engine>, fill?: Fill): () => Engine {
  let opened: Engine | undefined;
  beforeAll(async () => {
    opened = await open();
    await fill?.(opened);
  });
  afterAll(async () => opened?.close());
  return () => opened!;
}
