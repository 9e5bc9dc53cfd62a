import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { neo4jEngine } from '../engine/engines.ts';
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
      engine = neo4jEngine(server);
      await migrate(engine, NOW);
    });
    beforeEach(() => empty(engine));
    afterAll(() => engine.close());
    block(() => engine);
  });
}

async function empty(engine: Engine): Promise<void> {
  await engine.write(async (transaction) => ({ commit: true, value: await transaction.run(DELETE_ALL) }));
  await engine.define({ kind: 'counter', id: 'revision' });
}
