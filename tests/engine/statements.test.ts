import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cypher } from '../../src/engine/cypher.ts';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { releasesHere, useNeo4j } from '../support/neo4j/use.ts';
import { oneOf } from '../support/sample.ts';
import { type Answer, answersTo, contentsOf } from './support/answers.ts';
import type { Cases } from './support/cases/cases.ts';
import { CASES } from './support/cases/index.ts';
import { canonical, digest } from './support/digest.ts';
import { engineFor, engineOn } from './support/engines.ts';
import { familyOf, isFirst, isFirstOrLast, isRepresentative, STATEMENTS } from './support/statements.ts';
import { fillWorld, readWorld, type World } from './support/world.ts';

let embedded: Engine;
let world: World;
const known = new Map<Cypher, Promise<Answer[]>>();

beforeAll(async () => {
  embedded = await openEmbedded(null);
  await fillWorld(embedded);
  world = await readWorld(embedded);
});
afterAll(() => embedded.close());

/** Planning takes Neo4j its time, once for each statement and type of parameters: not every member of a family has every case. */
const CASES_OF_A_MEMBER = 3;

const casesOf = (statement: Cypher): Cases => {
  const { family, options } = familyOf(statement);
  const cases = CASES[family]!(world, options);
  return isFirstOrLast(statement) ? cases : Object.fromEntries(Object.entries(cases).slice(0, CASES_OF_A_MEMBER));
};

/** What the embedded engine answers: asked once, for as many as compare themselves with it. */
function expected(statement: Cypher): Promise<Answer[]> {
  const answers = known.get(statement) ?? answersTo(embedded, statement, casesOf(statement));
  known.set(statement, answers);
  return answers;
}

/** The first of each family and a sixth of those that show every two options together; all of all with `npm run test:statements`. */
const tried =
  process.env.ALLEGIANCE_STATEMENTS === 'all'
    ? STATEMENTS
    : [
        ...STATEMENTS.filter(isFirst),
        ...oneOf(
          6,
          STATEMENTS.filter((statement) => isRepresentative(statement) && !isFirst(statement)),
        ),
      ];
const named = tried.map((statement) => ({ name: statement.name, statement }));

describe('every statement', () => {
  test('that the source makes is known here', () => {
    const families = new Set(STATEMENTS.map((statement) => familyOf(statement).family));
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const made = sources.flatMap((file) => [...readFileSync(join('src', file), 'utf8').matchAll(/\bcypher\(\s*['`]([a-zA-Z.]+)/g)]);
    expect(made.map(([, name]) => name!).filter((name) => !families.has(name))).toEqual([]);
    expect(made.length).toBeGreaterThan(60);
  });

  test('has its cases, and no cases are left of statements that are gone', () => {
    const families = new Set(STATEMENTS.map((statement) => familyOf(statement).family));
    expect([...families].sort()).toEqual(Object.keys(CASES).sort());
  });

  /** Without edits and tokens these have nothing to tell; `tests/live/statements.test.ts` asks them over some. */
  const TRIED_ELSEWHERE = ['token.revoke', 'live.changed', 'live.changedSince', 'export.scanRetracted', 'export.changesSince'];

  test('answers its cases differently, so that each is tried on something', { timeout: 120_000 }, async () => {
    const vacuous: string[] = [];
    for (const statement of tried) {
      const answers = await expected(statement);
      const different = new Set(answers.map(({ rows, changes }) => canonical([rows, changes])));
      if (different.size < Math.min(2, answers.length)) vacuous.push(statement.name);
    }
    expect(vacuous.filter((name) => !TRIED_ELSEWHERE.includes(name))).toEqual([]);
  });
});

const servers = releasesHere();

describe.skipIf(servers.length === 0)('every statement answers on every Neo4j as on the embedded engine', () => {
  const engines = servers.map((server) => {
    useNeo4j(server);
    return { name: server.name, engine: engineFor(async () => engineOn(server), fillWorld) };
  });

  /** Side by side: planning keeps each server busy with one statement at a time. */
  const onEach = async <T>(ask: (engine: Engine) => Promise<T>) =>
    Promise.all(engines.map(async ({ name, engine }) => ({ name, answer: await ask(engine()) })));

  const alike = <T>(answer: T) => engines.map(({ name }) => ({ name, answer }));

  test('over the same graph', async () => {
    expect(await onEach(contentsOf)).toEqual(alike(await contentsOf(embedded)));
  });

  test.each(named)('$name', async ({ statement }) => {
    const known = await expected(statement);
    expect(await onEach((engine) => answersTo(engine, statement, casesOf(statement)))).toEqual(alike(known));
  });

  test('and leaves no trace of what was rolled back', async () => {
    const contents = (engine: Engine) => digest((statement) => engine.read(statement));
    expect(await contents(embedded)).toEqual(await contentsOf(embedded));
    expect(await onEach(contents)).toEqual(alike(await contentsOf(embedded)));
  });
});
