import type { Cypher } from '../../../src/engine/cypher.ts';
import type { Engine, Parameters, Row } from '../../../src/engine/engine.ts';
import type { Cases } from './cases/cases.ts';
import { canonical, digest } from './digest.ts';
import { familyOf, writes } from './statements.ts';

/** What a statement came to in one case. */
export interface Answer {
  readonly title: string;
  readonly rows: readonly unknown[];
  /** What it changed in the store, as the digest says it: lines that went and lines that came. */
  readonly changes: { readonly gone: readonly string[]; readonly come: readonly string[] };
}

const contents = new WeakMap<Engine, Promise<string[]>>();

/** What a store holds when it is first asked for, and ever after: whatever is tried is rolled back. */
export function contentsOf(engine: Engine): Promise<string[]> {
  const known = contents.get(engine) ?? digest((statement) => engine.read(statement));
  contents.set(engine, known);
  return known;
}

/** Runs a statement in all its cases; what it writes is rolled back. */
export async function answersTo(engine: Engine, statement: Cypher, cases: Cases): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [title, parameters] of Object.entries(cases)) answers.push({ title, ...(await answerTo(engine, statement, parameters)) });
  return answers;
}

async function answerTo(engine: Engine, statement: Cypher, parameters: Parameters): Promise<Omit<Answer, 'title'>> {
  if (!writes(statement)) {
    return { rows: inOrder(statement, await engine.read(statement, parameters)), changes: { gone: [], come: [] } };
  }
  const before = await contentsOf(engine);
  return engine.write(async (transaction) => {
    const rows = inOrder(statement, await transaction.run(statement, parameters));
    const after = await digest((read) => transaction.run(read));
    return { commit: false, value: { rows, changes: { gone: without(before, after), come: without(after, before) } } };
  });
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}

/** Collections that a statement gathers in no order of its own, as they stand in its rows. */
const SETTLED: Readonly<Record<string, (row: Row) => readonly unknown[]>> = {
  'tie.neighbors': ([id, found]) => [
    id,
    sorted((found as [string, unknown[], string, unknown[]][]).map(([other, entity, sort, ties]) => [other, entity, sort, sorted(ties)])),
  ],
  'tie.ofEntity': ([id, found]) => [id, sorted(found as unknown[])],
  'feed.scanTies': ([ties]) => [sorted(ties as unknown[])],
  'write.aboutBySource': ([id, found]) => [id, sorted(found as unknown[])],
};

/** Rows come in any order unless the statement gives one outside of its subqueries. */
function inOrder(statement: Cypher, rows: readonly Row[]): readonly unknown[] {
  const settle = SETTLED[familyOf(statement).family];
  const settled = settle ? rows.map(settle) : rows;
  const outside = statement.text.replace(/\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, '');
  return /\bORDER BY\b/.test(outside) ? settled : sorted(settled);
}

function sorted(values: readonly unknown[]): unknown[] {
  return values
    .map((value) => ({ value, text: canonical(value) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ value }) => value);
}
