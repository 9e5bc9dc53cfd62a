import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { EDITING } from '../support/editing/cases.ts';
import { engineFor, neo4jEngine } from '../support/engine/engines.ts';
import { resultsOf } from '../support/engine/results.ts';
import { familyOf, STATEMENTS } from '../support/engine/statements.ts';
import { fillWorld, readWorld, type World } from '../support/engine/world.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';

const CHANGED = `
CREATE (:Retracted {id: 'retracted 1', kind: 'tie', reason: 'x', record: '{}', recordedAt: 'then', revision: 3})
CREATE (:Retracted {id: 'retracted 2', kind: 'evidence', about: 'about 1', reason: 'y', record: '{}', recordedAt: 'then', revision: 4})
CREATE (:Change {about: 'changed 1', revision: 4, kind: 'UPDATED', previous: 1, before: '{}', after: '{}'})
CREATE (:Change {about: 'changed 2', revision: 3, kind: 'RETRACTED', previous: 2, before: '{}', after: '{}'})`;

/** The graph of the engine tests with a history of edits. */
async function fill(engine: Engine): Promise<void> {
  await fillWorld(engine);
  await engine.write(async (transaction) => {
    await transaction.run({ name: 'test.changed', text: CHANGED });
    return { commit: true, value: undefined };
  });
}

let embedded: Engine;
let world: World;
beforeAll(async () => {
  embedded = await openEmbedded(null);
  await fill(embedded);
  world = await readWorld(embedded);
});
afterAll(() => embedded.close());

const named = STATEMENTS.filter((statement) => familyOf(statement).family in EDITING).map((statement) => ({
  name: statement.name,
  statement,
}));

test('every case has a statement', () => {
  expect(named.map(({ name }) => name).sort()).toEqual(Object.keys(EDITING).sort());
});

describe('every statement of editing returns the same as on the embedded engine', () => {
  describeEachNeo4j((server) => {
    const engine = engineFor(async () => neo4jEngine(server), fill);

    test.each(named)('$name', async ({ statement }) => {
      const cases = EDITING[familyOf(statement).family]!(world, []);
      expect(await resultsOf(engine(), statement, cases)).toEqual(await resultsOf(embedded, statement, cases));
    });
  });
});
