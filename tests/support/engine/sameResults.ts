import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cypher } from '../../../src/engine/cypher.ts';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { describeEachNeo4j } from '../neo4j/use.ts';
import { quickly } from '../sample.ts';
import type { CasesOf } from './cases/cases.ts';
import { engineFor, neo4jEngine } from './engines.ts';
import { resultsOf, type StatementResult } from './results.ts';
import { familyOf, STATEMENTS } from './statements.ts';
import { fillWorld, readWorld, type World } from './world.ts';

interface Comparison {
  /** The statements, by family, with the cases on which the engines are compared. */
  readonly cases: Readonly<Record<string, CasesOf>>;
  /** What the graph of the engine tests lacks for them: a statement that creates it. */
  readonly more: string;
  /** Milliseconds that a statement may take. */
  readonly timeout?: number;
}

/** The statements under comparison, and their results on the embedded engine. */
interface Compared {
  readonly named: readonly { readonly name: string; readonly statement: Cypher }[];
  readonly resultsOnEmbedded: (statement: Cypher) => Promise<StatementResult[]>;
}

/** Tests that these statements have the same results on each Neo4j as on the embedded engine. */
export function describeSameResults(title: string, { cases, more, timeout }: Comparison): Compared {
  let embedded: Engine;
  let world: World;
  beforeAll(async () => {
    embedded = await openEmbedded(null);
    await fill(embedded);
    world = await readWorld(embedded);
  });
  afterAll(() => embedded.close());

  const named = STATEMENTS.filter((statement) => familyOf(statement).family in cases).map((statement) => ({
    name: statement.name,
    statement,
  }));
  const resultsOn = (engine: Engine, statement: Cypher) => resultsOf(engine, statement, cases[familyOf(statement).family]!(world, []));

  test('every case has a statement', () => {
    expect(named.map(({ name }) => name).sort()).toEqual(Object.keys(cases).sort());
  });

  describe(title, () => {
    describeEachNeo4j((server) => {
      const engine = engineFor(async () => neo4jEngine(server, timeout), fill);

      test.each(quickly(3, named))('$name', async ({ statement }) => {
        expect(await resultsOn(engine(), statement)).toEqual(await resultsOn(embedded, statement));
      });
    });
  });
  return { named, resultsOnEmbedded: (statement) => resultsOn(embedded, statement) };

  async function fill(engine: Engine): Promise<void> {
    await fillWorld(engine);
    await engine.write(async (transaction) => {
      await transaction.run({ name: 'test.more', text: more });
      return { commit: true, value: undefined };
    });
  }
}
