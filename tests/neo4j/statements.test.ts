import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cypher } from '../../src/engine/cypher.ts';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Cases } from '../support/engine/cases/cases.ts';
import { CASES } from '../support/engine/cases/index.ts';
import { canonical, digest } from '../support/engine/digest.ts';
import { engineFor, neo4jEngine } from '../support/engine/engines.ts';
import { contentsOf, resultsOf, type StatementResult } from '../support/engine/results.ts';
import { familyOf, isFirst, isFirstOrLast, isRepresentative, STATEMENTS } from '../support/engine/statements.ts';
import { fillWorld, readWorld, type World } from '../support/engine/world.ts';
import { releasesHere, useNeo4j } from '../support/neo4j/use.ts';
import { oneOf, quickly } from '../support/sample.ts';
import { ALL } from '../support/scope.ts';

let embedded: Engine;
let world: World;
const cached = new Map<Cypher, Promise<StatementResult[]>>();

beforeAll(async () => {
  embedded = await openEmbedded(null);
  await fillWorld(embedded);
  world = await readWorld(embedded);
});
afterAll(() => embedded.close());

/** Neo4j plans each statement once for each type of parameters, which is slow: most members of a family are run with a few cases only. */
const CASES_OF_A_MEMBER = 3;

const casesOf = (statement: Cypher): Cases => {
  const { family, options } = familyOf(statement);
  const cases = CASES[family]!(world, options);
  return isFirstOrLast(statement) ? cases : Object.fromEntries(Object.entries(cases).slice(0, CASES_OF_A_MEMBER));
};

/** Results of the embedded engine, computed once for all comparisons. */
function expected(statement: Cypher): Promise<StatementResult[]> {
  const answers = cached.get(statement) ?? resultsOf(embedded, statement, casesOf(statement));
  cached.set(statement, answers);
  return answers;
}

/** The first of every 24th family; with --all of each, and a sixth of those that cover all pairs of options too; everything with `npm run test:statements`. */
const sampled =
  process.env.ALLEGIANCE_STATEMENTS === 'all'
    ? STATEMENTS
    : [
        ...quickly(24, STATEMENTS.filter(isFirst)),
        ...(ALL
          ? oneOf(
              6,
              STATEMENTS.filter((statement) => isRepresentative(statement) && !isFirst(statement)),
            )
          : []),
      ];
const named = sampled.map((statement) => ({ name: statement.name, statement }));

describe('every statement', () => {
  test('in the source is registered', () => {
    const families = new Set(STATEMENTS.map((statement) => familyOf(statement).family));
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const made = sources.flatMap((file) => [...readFileSync(join('src', file), 'utf8').matchAll(/\bcypher\(\s*['`]([a-zA-Z.]+)/g)]);
    expect(made.map(([, name]) => name!).filter((name) => !families.has(name))).toEqual([]);
    expect(made.length).toBeGreaterThan(60);
  });

  test('has cases, and there are no cases of deleted statements', () => {
    const families = new Set(STATEMENTS.map((statement) => familyOf(statement).family));
    expect([...families].sort()).toEqual(Object.keys(CASES).sort());
  });

  /** Without edits and tokens these return nothing; `tests/neo4j/liveStatements.slow.test.ts` runs them with some. */
  const TESTED_ELSEWHERE = [
    'token.revoke',
    'revision.changedRecords',
    'revision.changedLater',
    'export.scanRetracted',
    'derive.retracted',
    'reassess.position',
    'reassess.advance',
    'reassess.delete',
    'passages.scanSameBacking',
    'export.changesSince',
    'export.changesOfRevisions',
    'export.retractedUntil',
  ];

  test('has different results in its cases, so that the cases are not vacuous', { timeout: 120_000 }, async () => {
    const vacuous: string[] = [];
    for (const statement of sampled) {
      const answers = await expected(statement);
      const different = new Set(answers.map(({ rows, changes }) => canonical([rows, changes])));
      if (different.size < Math.min(2, answers.length)) vacuous.push(statement.name);
    }
    expect(vacuous.filter((name) => !TESTED_ELSEWHERE.includes(name))).toEqual([]);
  });
});

const servers = releasesHere();

describe.skipIf(servers.length === 0)('every statement has the same result on every Neo4j as on the embedded engine', () => {
  const engines = servers.map((server) => {
    useNeo4j(server);
    return { name: server.name, engine: engineFor(async () => neo4jEngine(server), fillWorld) };
  });

  /** Runs on all servers at the same time: each is busy planning one statement. */
  const onEach = async <T>(run: (engine: Engine) => Promise<T>) =>
    Promise.all(engines.map(async ({ name, engine }) => ({ name, answer: await run(engine()) })));

  const sameOnEach = <T>(answer: T) => engines.map(({ name }) => ({ name, answer }));

  test('over the same graph', async () => {
    expect(await onEach(contentsOf)).toEqual(sameOnEach(await contentsOf(embedded)));
  });

  test.each(named)('$name', async ({ statement }) => {
    const cached = await expected(statement);
    expect(await onEach((engine) => resultsOf(engine, statement, casesOf(statement)))).toEqual(sameOnEach(cached));
  });

  test('and a rollback leaves nothing behind', async () => {
    const contents = (engine: Engine) => digest((statement) => engine.read(statement));
    expect(await contents(embedded)).toEqual(await contentsOf(embedded));
    expect(await onEach(contents)).toEqual(sameOnEach(await contentsOf(embedded)));
  });
});
