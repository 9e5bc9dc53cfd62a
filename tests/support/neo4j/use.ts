import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { releasesOf } from '../scope.ts';
import { withDriver } from './driver.ts';
import { clearNeo4j, emptyNeo4j } from './empty.ts';
import type { ProvidedNeo4j } from './provided.ts';
import { acquireServerLock } from './serverLock.ts';

/** Other files may use the server before: as long as the whole run may take. */
const WAIT_LIMIT_MS = 3_600_000;

/** Tests that need a server without the constraints and indexes of migrations; for others these stay. */
const BARE = /\btests\/(neo4j|faults|api\/http\/start)/;

/**
 * Gives a describe block exclusive use of an empty Neo4j: other test files wait until the block is over. A block that uses
 * two must acquire them in the order of the list, to avoid a deadlock between two files.
 */
export function useNeo4j(server: ProvidedNeo4j): void {
  let release = () => {};
  beforeAll(async () => {
    release = await acquireServerLock(server.lockPort);
    await withDriver(server, BARE.test(expect.getState().testPath ?? '') ? emptyNeo4j : clearNeo4j);
  }, WAIT_LIMIT_MS);
  afterAll(() => release());
}

/**
 * The servers that a test file uses: all releases, or the one of the Vitest worker that runs the file, so that two workers do not
 * wait for each other, or none.
 */
export function releasesHere(): ProvidedNeo4j[] {
  const servers = inject('neo4j');
  const releases = releasesOf(expect.getState().testPath ?? '');
  if (releases === 'none') return [];
  if (servers.length < 2 || releases === 'each') return servers;
  return [servers[Number(process.env.VITEST_POOL_ID) % servers.length]!];
}

/** A describe block for each Neo4j of this file, with exclusive use of it; one skipped test where the machine runs none. */
export function describeEachNeo4j(block: (server: ProvidedNeo4j) => void): void {
  const servers = releasesHere();
  if (releasesOf(expect.getState().testPath ?? '') !== 'none' && servers.length === 0) test.skip('on a real Neo4j', () => {});
  for (const server of servers) {
    describe(server.name, () => {
      useNeo4j(server);
      block(server);
    });
  }
}
