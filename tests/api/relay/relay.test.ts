import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const COMPILER = join(dirname(createRequire(import.meta.url).resolve('relay-compiler/package.json')), 'cli.js');
const QUERIES = [
  'BackersPaginationQuery',
  'EventsPaginationQuery',
  'EvidencePaginationQuery',
  'ProfileRefetchQuery',
  'TiesPaginationQuery',
];

describe('the Relay compiler accepts the schema with five fragments', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'allegiance-relay-'));
    cpSync('tests/api/relay/fragments', join(directory, 'fragments'), { recursive: true });
    cpSync('schema/schema.graphql', join(directory, 'schema.graphql'));
    const settings = { src: './fragments', schema: './schema.graphql', language: 'typescript', persistConfig: { file: './queries.json' } };
    writeFileSync(join(directory, 'queries.json'), '{}');
    writeFileSync(join(directory, 'relay.config.json'), JSON.stringify(settings));
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMPILER, 'relay.config.json'], { cwd: directory, encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout + stderr);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const written = () => Object.values(JSON.parse(readFileSync(join(directory, 'queries.json'), 'utf8')) as Record<string, string>);
  const queryNamed = (name: string) => written().find((text) => text.startsWith(`query ${name}`))!;

  test('and makes a query to paginate or to refetch for each', () => {
    expect(
      written()
        .map((text) => /^query (\w+)/.exec(text)?.[1])
        .sort(),
    ).toEqual(QUERIES);
  });

  test.each(QUERIES)('%s selects `node` and what the schema has', (name) => {
    expect(queryNamed(name)).toContain('node(id: $id)');
    expect(validate(buildSchema(readFileSync('schema/schema.graphql', 'utf8')), parse(queryNamed(name)))).toEqual([]);
  });

  test('pages go forward with `hasNextPage` and `endCursor`, backward with `hasPreviousPage` and `startCursor`', () => {
    expect(queryNamed('BackersPaginationQuery')).toMatch(/pageInfo \{\s+endCursor\s+hasNextPage\s+\}/);
    expect(queryNamed('TiesPaginationQuery')).toMatch(/pageInfo \{\s+hasPreviousPage\s+startCursor\s+\}/);
  });
});
