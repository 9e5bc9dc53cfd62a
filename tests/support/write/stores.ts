import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import type { ProvidedNeo4j } from '../neo4j/provided.ts';
import { describeEachNeo4j } from '../neo4j/use.ts';

export const NOW = new Date('2026-01-31T12:00:00.000Z');
const DELETE_ALL = { name: 'test.deleteAll', text: 'MATCH (n) WHERE NOT n:Migration DETACH DELETE n' };

/** A describe block for the embedded engine and for each Neo4j. Every test begins with an empty, migrated store. */
export function describeEachStore(block: (store: () => Engine) => void): void {
  describe('embedded', () => {
    let engine: Engine;
    beforeEach(async () => {
      engine = await openEmbedded(null);
      await migrate(engine, NOW);
    });
    afterEach(() => engine.close());
    block(() => engine);
  });
  describeEachNeo4j((server) => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await openServer(server);
      await migrate(engine, NOW);
    });
    beforeEach(() => empty(engine));
    afterAll(() => engine.close());
    block(() => engine);
  });
}

async function openServer({ uri, user, password }: ProvidedNeo4j): Promise<Engine> {
  const { openNeo4j } = await import('../../../src/engine/neo4j/neo4j.ts');
  const login = password === '' ? { user: null, password: null } : { user, password };
  return openNeo4j({ uri, ...login, database: null, timeout: 30_000, responseTimeout: 20_000 });
}

async function empty(engine: Engine): Promise<void> {
  await engine.write(async (transaction) => ({ commit: true, value: await transaction.run(DELETE_ALL) }));
  await engine.define({ kind: 'counter', id: 'revision' });
}
