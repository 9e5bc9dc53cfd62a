import { expect, inject, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { type Neo4jSettings, openNeo4j } from '../../src/engine/neo4j/neo4j.ts';
import { NEO4J_RELEASES, Neo4jUnavailable } from '../support/neo4j/releases.ts';
import { startNeo4j } from '../support/neo4j/server.ts';

const ONE = { name: 'test.one', text: 'RETURN 1' };

/** An engine that is closed when the test is over. */
function open(settings: Partial<Neo4jSettings> & { uri: string }): Engine {
  const engine = openNeo4j({ user: null, password: null, database: null, timeout: 10_000, ...settings });
  onTestFinished(() => engine.close());
  return engine;
}

test.skipIf(inject('neo4j').length === 0)(
  'a login with another password, or without the database: STORE_UNAVAILABLE, with the settings to check',
  { timeout: 120_000 },
  async (context) => {
    const server = await startNeo4j(NEO4J_RELEASES[0].version, { password: 'the right one' }).catch((error: unknown) => {
      if (error instanceof Neo4jUnavailable) return context.skip(error.message);
      throw error;
    });
    onTestFinished(() => server.stop());
    const rejected = {
      code: 'STORE_UNAVAILABLE',
      message: 'The store rejected the connection. Check NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE.',
    };
    const { uri, user } = server;
    expect(await open({ uri, user, password: 'the right one' }).read(ONE)).toEqual([[1]]);
    await expect(open({ uri, user, password: 'another' }).read(ONE)).rejects.toMatchObject(rejected);
    await expect(open({ uri }).read(ONE)).rejects.toMatchObject(rejected);
    await expect(open({ uri, user, password: 'the right one', database: 'nowhere' }).read(ONE)).rejects.toMatchObject(rejected);
  },
);
