import { cypher } from './cypher.ts';
import type { Engine, SchemaStep } from './engine.ts';
import { LATEST_REVISION } from './revisionNumbers.ts';

export interface Migration {
  readonly number: number;
  readonly title: string;
  readonly steps: readonly SchemaStep[];
  /** Since this migration, stored values are derived by other formulas: all of them are derived again (`src/write/derive`). */
  readonly derives?: true;
}

const unique = (label: string, property: string): SchemaStep => ({ kind: 'unique', label, property });
const text = (label: string, property: string): SchemaStep => ({ kind: 'text', label, property });
const index = (label: string, property: string): SchemaStep => ({ kind: 'index', label, property });

/** In order of their numbers. A released migration is never changed; a later change is a new migration. */
export const MIGRATIONS: readonly Migration[] = [
  {
    number: 1,
    title: 'entities, events, sources and evidence',
    steps: [
      unique('Migration', 'number'),
      unique('Entity', 'id'),
      unique('Entity', 'slug'),
      index('Entity', 'canon'),
      index('Actor', 'sort'),
      index('Place', 'sort'),
      unique('Identifier', 'key'),
      index('Identifier', 'owner'),
      index('Name', 'owner'),
      index('Name', 'folded'),
      text('Name', 'grams'),
      unique('Event', 'id'),
      index('Event', 'ord'),
      index('Event', 'deathsOrd'),
      unique('Source', 'id'),
      index('Source', 'sort'),
      unique('Evidence', 'id'),
      index('Evidence', 'about'),
    ],
  },
  {
    number: 2,
    title: 'revisions',
    steps: [
      unique('Counter', 'id'),
      unique('Revision', 'number'),
      unique('Revision', 'key'),
      index('ChangeSet', 'revision'),
      index('Change', 'about'),
      { kind: 'counter', id: 'revision' },
    ],
  },
  {
    number: 3,
    title: 'retracting, following changes',
    steps: [
      unique('Retracted', 'id'),
      index('Retracted', 'about'),
      index('Evidence', 'source'),
      index('Evidence', 'attributedTo'),
      index('Change', 'revision'),
      index('Change', 'previous'),
      index('Event', 'revision'),
    ],
  },
  {
    number: 4,
    title: 'voices, attested days, the order of names, relationships that merges make the same',
    steps: [],
    derives: true,
  },
  {
    number: 5,
    title: 'documents, drafts',
    steps: [unique('Document', 'id'), unique('Draft', 'id'), index('Draft', 'ord')],
  },
];

/** The numbers of the migrations that the store records as applied. */
export const APPLIED = cypher('migration.applied', 'MATCH (m:Migration) RETURN m.number ORDER BY m.number LIMIT 1000');

const RECORD = cypher('migration.record', 'MERGE (m:Migration {number: $number}) ON CREATE SET m.title = $title, m.at = $at');

/**
 * Applies all migrations of the schema that the store does not record as applied. Those that derive values again are left to do,
 * unless nothing was ever written to the store.
 */
export async function migrate(engine: Engine, now: Date): Promise<void> {
  await engine.prepare?.();
  for (const migration of await migrationsLeft(engine)) {
    for (const step of migration.steps) await engine.define(step);
    const [row] = migration.derives ? await engine.read(LATEST_REVISION) : [];
    if (row === undefined || row[0] === 0) await recordApplied(engine, migration, now);
  }
}

/** The migrations that the store does not record as applied. */
export async function migrationsLeft(engine: Engine): Promise<Migration[]> {
  const applied = new Set((await engine.read(APPLIED)).map((row) => row[0]));
  return MIGRATIONS.filter(({ number }) => !applied.has(number));
}

/** Records in the store that a migration was applied. */
export async function recordApplied(engine: Engine, { number, title }: Migration, now: Date): Promise<void> {
  await engine.write(async (transaction) => {
    await transaction.run(RECORD, { number, title, at: now.toISOString() });
    return { commit: true, value: undefined };
  });
}

/** The Cypher of a step, the same on both engines, except for text indexes, which only Neo4j creates by Cypher. */
export function stepText(step: SchemaStep): string {
  switch (step.kind) {
    case 'index':
      return `CREATE INDEX ${step.label}_${step.property} IF NOT EXISTS FOR (n:${step.label}) ON (n.${step.property})`;
    case 'unique':
      return `CREATE CONSTRAINT ${step.label}_${step.property}_unique IF NOT EXISTS FOR (n:${step.label}) REQUIRE n.${step.property} IS UNIQUE`;
    case 'text':
      return `CREATE FULLTEXT INDEX ${textIndexName(step)} IF NOT EXISTS FOR (n:${step.label}) ON EACH [n.${step.property}]
OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'whitespace'}}`;
    case 'counter':
      return `MERGE (c:Counter {id: '${step.id}'}) ON CREATE SET c.number = 0`;
  }
}

export function textIndexName({ label, property }: { readonly label: string; readonly property: string }): string {
  return `${label}_${property}_text`;
}
