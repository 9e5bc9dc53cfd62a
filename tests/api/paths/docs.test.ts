import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fillWithSeed } from '../../support/engine/world.ts';
import { filledRunner } from '../../support/paths/filledRunner.ts';

/** Each request of the document, and the numbered list that follows it before the next one. */
const EXAMPLES = readFileSync('docs/paths.md', 'utf8')
  .split('```graphql\n')
  .slice(1)
  .map((part) => {
    const [query, text] = part.split('```\n') as [string, string];
    return { query, statements: [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, statement]) => statement) };
  });

const runner = filledRunner(fillWithSeed);

type Statements = ReadonlyArray<{ readonly statement: string }>;

describe('docs/paths.md', () => {
  test('has examples', () => expect(EXAMPLES.length).toBeGreaterThan(3));

  test.each(EXAMPLES)('has this answer on the seed: $query', async ({ query, statements }) => {
    const { paths, chains } = await runner().execute<{ paths?: { paths: Statements }; chains?: { chains: Statements } }>(query);
    const found = paths?.paths ?? chains?.chains ?? [];
    expect(found.map(({ statement }) => statement)).toEqual(statements);
  });
});
