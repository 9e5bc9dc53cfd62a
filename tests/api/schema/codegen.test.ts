import { readFileSync } from 'node:fs';
import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { schemaText } from '../../../src/graph/schema.ts';

const OPERATIONS = new URL('./client/operations.graphql', import.meta.url);
/** Bytes of all files that the client preset may write for the eight operations. */
const MAX_BYTES = 52_000;

/** The files that `@graphql-codegen`'s client preset writes with its defaults. */
async function clientFiles(): Promise<Map<string, string>> {
  const rawSDL = readFileSync(OPERATIONS, 'utf8');
  const sections = await preset.buildGeneratesSection({
    baseOutputDir: 'gql/',
    schema: parse(schemaText()),
    documents: [{ location: OPERATIONS.pathname, rawSDL, document: parse(rawSDL) }],
    presetConfig: {},
    config: {},
    plugins: [],
    pluginMap: {},
  });
  const files = await Promise.all(sections.map(async (section) => [section.filename, await codegen(section)] as const));
  return new Map(files);
}

it('makes a typed client of eight small operations in at most 52 kB', async () => {
  const files = await clientFiles();
  const text = [...files.values()].join('\n');
  for (const name of ['ActorsByName', 'ActorWithNeighbors', 'Paths', 'PlacesWithin', 'Events', 'Search'])
    expect(text).toContain(`${name}Query`);
  expect(text).toContain('RecordRelationshipsMutation');
  expect(text).toContain('GraphChangedSubscription');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_BYTES);
});
