import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { runnerOf } from '../../support/paths/runner.ts';

/** The queries of the README, in order, and the text up to the next bold question, list or heading. */
const EXAMPLES = [...readFileSync('README.md', 'utf8').matchAll(/```graphql\n(.*?)```\n(.*?)(?=\n\n|\n#)/gs)].map(([, query, answer]) => ({
  query: query!,
  answer: answer!,
}));

/** Words in quotation marks. */
const quotesOf = (text: string) => [...text.matchAll(/“([^”]+?)[.,]?”/g)].map(([, quote]) => quote!);

describe('the queries of the README', () => {
  const engine = engineFor(() => openEmbedded(null), fillWithSeed);

  test('are seven, of which five quote their answer', () => {
    expect(EXAMPLES.length).toBe(7);
    expect(EXAMPLES.filter(({ answer }) => quotesOf(answer).length > 0).length).toBe(5);
  });

  test.each(EXAMPLES)('have the answer that they quote: $query', async ({ query, answer }) => {
    const found = JSON.stringify(await runnerOf(engine()).execute(query));
    expect(found).toContain('"');
    expect(quotesOf(answer).filter((quote) => !found.includes(quote))).toEqual([]);
  });
});
