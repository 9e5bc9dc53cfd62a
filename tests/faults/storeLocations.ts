import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { neo4jEngine } from '../support/engine/engines.ts';
import { withDriver } from '../support/neo4j/driver.ts';
import { clearNeo4j } from '../support/neo4j/empty.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';

/** A store for server processes, given by their settings. */
export interface StoreLocation {
  readonly environment: Readonly<Record<string, string>>;
  /** Opens the store, which no process may use meanwhile, reads it, and closes it. */
  withStore<T>(withStore: (engine: Engine) => Promise<T>): Promise<T>;
  empty(): Promise<void>;
}

/** A describe block for a directory of the embedded engine, and one for each Neo4j. */
export function describeEachLocation(block: (place: StoreLocation) => void): void {
  describe('embedded', () => {
    const directory = mkdtempSync(join(tmpdir(), 'allegiance-killed-'));
    const data = join(directory, 'data');
    afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
    // With what was acknowledged in it, which would let a new store go on with higher numbers.
    const empty = async () => {
      for (const path of [data, `${data}.acknowledged`]) rmSync(path, { recursive: true, force: true });
    };
    block({
      environment: { ALLEGIANCE_DATA: data },
      withStore: (withStore) => thenClose(openEmbedded(data), withStore),
      empty,
    });
  });
  describeEachNeo4j((server) => {
    const environment = {
      NEO4J_URI: server.uri,
      ALLEGIANCE_QUERY_TIMEOUT_MS: '60000',
      ...(server.password && { NEO4J_USER: server.user, NEO4J_PASSWORD: server.password }),
    };
    const empty = () => withDriver(server, clearNeo4j);
    beforeAll(empty);
    block({ environment, withStore: (withStore) => thenClose(Promise.resolve(neo4jEngine(server)), withStore), empty });
  });
}

async function thenClose<T>(opened: Promise<Engine>, withStore: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await opened;
  try {
    return await withStore(engine);
  } finally {
    await engine.close();
  }
}
