import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { engineFor, neo4jEngine } from '../support/engine/engines.ts';
import { resultsOf } from '../support/engine/results.ts';
import { familyOf, STATEMENTS } from '../support/engine/statements.ts';
import { fillWorld, readWorld, type World } from '../support/engine/world.ts';
import { FOLLOWING } from '../support/live/cases.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';

const TRACES = `
CREATE (:Change {about: 'V-000000000001', revision: 2, kind: 'UPDATED', previous: 1, before: '{}', after: '{}'})
CREATE (:Change {about: 'changed twice', revision: 4, kind: 'UPDATED', previous: 2, before: '{}', after: '{}'})
CREATE (:Token {hash: '01', name: 'in force', role: 'reader', createdAt: '2026-01-01'})
CREATE (:Token {hash: '02', name: 'revoked', role: 'admin', createdAt: '2026-01-02', revokedAt: '2026-01-03'})`;

/** The graph of the engine tests with a history of edits and tokens. */
async function fill(engine: Engine): Promise<void> {
  await fillWorld(engine);
  await engine.write(async (transaction) => {
    await transaction.run({ name: 'test.traces', text: TRACES });
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

const named = STATEMENTS.filter((statement) => familyOf(statement).family in FOLLOWING).map((statement) => ({
  name: statement.name,
  statement,
}));

test('every case has a statement', () => {
  expect(named.map(({ name }) => name).sort()).toEqual(Object.keys(FOLLOWING).sort());
});

test.each(named)('$name returns different results for its cases', async ({ statement }) => {
  const cases = FOLLOWING[familyOf(statement).family]!(world, []);
  const answers = await resultsOf(embedded, statement, cases);
  expect(new Set(answers.map(({ rows, changes }) => JSON.stringify([rows, changes]))).size).toBeGreaterThan(
    Math.min(1, Object.keys(cases).length - 1),
  );
});

describe('every statement of subscriptions and tokens returns the same as on the embedded engine', () => {
  describeEachNeo4j((server) => {
    const engine = engineFor(async () => neo4jEngine(server, 60_000), fill);

    test.each(named)('$name', async ({ statement }) => {
      const cases = FOLLOWING[familyOf(statement).family]!(world, []);
      expect(await resultsOf(engine(), statement, cases)).toEqual(await resultsOf(embedded, statement, cases));
    });
  });
});
