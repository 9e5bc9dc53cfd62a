import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { withDriver } from './driver.ts';
import { emptyNeo4j } from './empty.ts';
import type { ProvidedNeo4j } from './provided.ts';
import { takeTurn } from './turns.ts';

const WAIT_LIMIT_MS = 600_000;

/**
 * Gives a describe block one Neo4j to itself, empty: other test files wait until the block is over. A block that uses two
 * takes them in the order of the list, or two files could wait for each other.
 */
export function useNeo4j(server: ProvidedNeo4j): void {
  let passOn = () => {};
  beforeAll(async () => {
    passOn = await takeTurn(server.turns);
    await withDriver(server, emptyNeo4j);
  }, WAIT_LIMIT_MS);
  afterAll(() => passOn());
}

/** A describe block for each Neo4j, which it has to itself; where there is none, one skipped test that says so. */
export function describeEachNeo4j(block: (server: ProvidedNeo4j) => void): void {
  const servers = inject('neo4j');
  if (servers.length === 0) test.skip('on a real Neo4j', () => {});
  for (const server of servers) {
    describe(server.name, () => {
      useNeo4j(server);
      block(server);
    });
  }
}
