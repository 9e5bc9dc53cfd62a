import type { Cypher } from '../../../src/engine/cypher.ts';
import type { Engine, Parameters, Row } from '../../../src/engine/engine.ts';
import type { Cases } from './cases/cases.ts';
import { canonical, digest } from './digest.ts';
import { familyOf, writes } from './statements.ts';

/** Result of a statement in one case. */
export interface StatementResult {
  readonly title: string;
  readonly rows: readonly unknown[];
  /** Its changes of the store: removed and added lines of the digest. */
  readonly changes: { readonly removed: readonly string[]; readonly added: readonly string[] };
}

const contents = new WeakMap<Engine, Promise<string[]>>();

/** Contents of a store, computed once: every write of these tests is rolled back. */
export function contentsOf(engine: Engine): Promise<string[]> {
  const cached = contents.get(engine) ?? digest((statement) => engine.read(statement));
  contents.set(engine, cached);
  return cached;
}

/** Runs a statement in all its cases; what it writes is rolled back. */
export async function resultsOf(engine: Engine, statement: Cypher, cases: Cases): Promise<StatementResult[]> {
  const answers: StatementResult[] = [];
  for (const [title, parameters] of Object.entries(cases)) answers.push({ title, ...(await resultOf(engine, statement, parameters)) });
  return answers;
}

async function resultOf(engine: Engine, statement: Cypher, parameters: Parameters): Promise<Omit<StatementResult, 'title'>> {
  if (!writes(statement)) {
    return { rows: inOrder(statement, await engine.read(statement, parameters)), changes: { removed: [], added: [] } };
  }
  const before = await contentsOf(engine);
  return engine.write(async (transaction) => {
    const rows = inOrder(statement, await transaction.run(statement, parameters));
    const after = await digest((read) => transaction.run(read));
    return { commit: false, value: { rows, changes: { removed: without(before, after), added: without(after, before) } } };
  });
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const cached = new Set(others);
  return lines.filter((line) => !cached.has(line));
}

/** Sorts the collections in the rows of statements that collect in no defined order. */
const SORTED_COLLECTIONS: Readonly<Record<string, (row: Row) => readonly unknown[]>> = {
  'tie.neighbors': ([id, found]) => [
    id,
    sorted((found as [string, unknown[], string, unknown[]][]).map(([other, entity, sort, ties]) => [other, entity, sort, sorted(ties)])),
  ],
  'tie.ofEntity': ([id, found]) => [id, sorted(found as unknown[])],
  'projection.scanTies': ([ties]) => [sorted(ties as unknown[])],
  'passages.scanSameTies': ([id, ties]) => [id, sorted(ties as unknown[])],
  'events.scan': (row) => [...row.slice(0, -1), sorted(row.at(-1) as unknown[])],
  'write.aboutBySource': ([id, found]) => [id, sorted(found as unknown[])],
};

/** Sorts the rows, unless the statement has an ORDER BY outside of its subqueries. */
function inOrder(statement: Cypher, rows: readonly Row[]): readonly unknown[] {
  const sortCollections = SORTED_COLLECTIONS[familyOf(statement).family];
  const stable = sortCollections ? rows.map(sortCollections) : rows;
  const outside = statement.text.replace(/\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, '');
  return /\bORDER BY\b/.test(outside) ? stable : sorted(stable);
}

function sorted(values: readonly unknown[]): unknown[] {
  return values
    .map((value) => ({ value, text: canonical(value) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ value }) => value);
}
