import type { Migration } from '../../../src/engine/migrations.ts';
import { COUNT, type Field, type Fields, LINE } from '../../../src/records/field.ts';
import { RELATIONSHIP_FIELDS } from '../../../src/records/relationship.ts';
import { SOURCE_FIELDS } from '../../../src/records/source.ts';

// node scripts/run.mjs tests/store/records/withFields.ts: adds a field to tables of src/records before anything reads them, and
// prints what becomes of it. A program of its own, so that no other test sees the fields.

const add = (fields: Fields, name: string, field: Field): void => void Object.assign(fields, { [name]: field });
const described = { input: 'As given.', output: 'As recorded.' };
add(SOURCE_FIELDS, 'language', { value: LINE, label: 'language', ...described });
add(RELATIONSHIP_FIELDS, 'airstrikes', { value: COUNT, label: 'airstrikes', types: ['ATTACKS'], column: true, ...described });

const { cypher } = await import('../../../src/engine/cypher.ts');
const { MIGRATIONS, migrate } = await import('../../../src/engine/migrations.ts');
const { openEmbedded } = await import('../../../src/engine/embedded/embedded.ts');
const { schemaText } = await import('../../../src/graph/schema.ts');
const { csvFormat } = await import('../../../src/exchange/import/csv/format.ts');
const { readMapping } = await import('../../../src/exchange/import/csv/mapping.ts');
const { detailOf } = await import('../../../src/graph/common/detail.ts');
const { parse } = await import('graphql');
const { editor, setUp } = await import('../../support/editing/editor.ts');
const { exported } = await import('../../support/export/exported.ts');
const { imported } = await import('../../support/import/inputs.ts');
const { HEZBOLLAH, ISRAEL, REPORT } = await import('../../support/editing/rows.ts');

const engine = await openEmbedded(null);
await setUp(engine);
const number = MIGRATIONS.length + 1;
(MIGRATIONS as Migration[]).push({
  number,
  title: 'sources by language',
  steps: [{ kind: 'index', label: 'Source', property: 'language' }],
});
const { upsertSources, upsertActors, recordRelationships, query } = editor(engine);
const ATTACK = { type: 'ATTACKS', from: 'israel', to: 'hezbollah' };

await upsertActors([HEZBOLLAH, ISRAEL]);
const older = await upsertSources([{ ...REPORT, key: 'older' }]);
await migrate(engine, new Date(0));
const source = await upsertSources([{ ...REPORT, language: 'ar' }]);
const tie = await recordRelationships([{ ...ATTACK, airstrikes: 7 }]);
const problemsOf = (writing: Promise<unknown>) =>
  writing.then(
    () => [],
    ({ details }) =>
      details.rows.flatMap(({ problems, row }: { problems: object[]; row: number }) => problems.map((one) => ({ row, ...one }))),
  );
const rejected = [
  await problemsOf(upsertSources([{ ...REPORT, language: 'a\nb' }])),
  await problemsOf(recordRelationships([{ ...ATTACK, airstrikes: -1 }])),
  await problemsOf(recordRelationships([{ ...ATTACK, type: 'FIGHTS', airstrikes: 1 }])),
];
const read = await query(
  `query($older: ID!, $source: ID!, $tie: ID!) {
    older: source(id: $older) { language }
    source(id: $source) { language }
    relationship(id: $tie) { ... on Attacks { airstrikes } }
  }`,
  { older: older.ids[0], source: source.ids[0], tie: tie.ids[0] },
);
const byLanguage = await engine.read(cypher('test.byLanguage', "MATCH (s:Source {language: 'ar'}) RETURN s.key LIMIT 10"));
const migrations = await engine.read(cypher('test.migrations', `MATCH (m:Migration {number: ${number}}) RETURN m.title LIMIT 10`));
const files = { lines: await exported(engine, 'graph.jsonl'), edges: await exported(engine, 'edges.csv') };
await recordRelationships([{ ...ATTACK, airstrikes: null }]);
const history = await query('query($tie: ID!) { history(id: $tie) { summary } }', { tie: tie.ids[0] });
const mapping = `rows:
  - kind: relationships
    fields: { type: ATTACKS, from: israel, to: hezbollah, airstrikes: { column: n } }`;
const mapped = await imported(csvFormat(readMapping(mapping, 'mapping.yaml')), 'n\n3\n');
const needsFull = detailOf(parse('{ relationships { nodes { ... on Attacks { airstrikes } } } }')) === 'full';
await engine.close();

console.log(
  JSON.stringify({
    schema: schemaText(),
    problems: rejected,
    read,
    byLanguage,
    migrations,
    files,
    history,
    mapped,
    needsFull,
  }),
);
