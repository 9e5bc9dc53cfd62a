import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { runnerOf } from '../../support/paths/runner.ts';

const EXAMPLES = [...readFileSync('docs/analysis.md', 'utf8').matchAll(/```graphql\n(.*?)```/gs)].map(([, query]) => query!);

describe('docs/analysis.md', () => {
  const engine = engineFor(() => openEmbedded(null), fillWithSeed);

  test('has examples', () => expect(EXAMPLES.length).toBeGreaterThan(7));

  test.each(EXAMPLES)('has an answer on the seed: %s', async (query) => {
    const data = await runnerOf(engine()).execute<Record<string, unknown>>(query);
    const empty = Object.values(data).filter((value) => value === null || (Array.isArray(value) && value.length === 0));
    expect(empty).toEqual([]);
  });
});
