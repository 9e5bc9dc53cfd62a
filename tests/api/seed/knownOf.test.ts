import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded, type TestGraph } from './seeded.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await seeded();
});
afterAll(() => graph.close());

interface Found {
  readonly note: string | null;
  readonly paths: readonly {
    readonly certainty: string;
    readonly statement: string;
    readonly hops: readonly { readonly certainty: string }[];
  }[];
}

async function chains(time: string): Promise<Found> {
  const fields = 'note paths { certainty statement hops { certainty } }';
  const query = `{ paths(from: "iran", to: "hayat-tahrir-al-sham", maxPaths: 5${time}) { ${fields} } }`;
  return (await graph.execute<{ paths: Found }>(query)).paths;
}

const CLASSES = ['POSSIBLE', 'LIKELY', 'CERTAIN'];
const rank = (certainty: string) => CLASSES.indexOf(certainty === 'THROUGHOUT' ? 'CERTAIN' : certainty);

describe('chains from Iran to Hayat Tahrir al-Sham', () => {
  it('on the day of the article: the best known first, and a note that none is known', async () => {
    const { note, paths } = await chains(', filter: { at: "2024-11-30" }');
    const ranks = paths.map(({ certainty }) => rank(certainty));
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    for (const { certainty, hops } of paths) expect(rank(certainty)).toBe(Math.min(...hops.map((hop) => rank(hop.certainty))));
    expect(note).toBe(`None is known of 2024-11-30; possible: ${paths[0]?.statement}, last attested 2017.`);
  });

  it('without a date there is no note', async () => {
    const { note, paths } = await chains('');
    expect(note).toBeNull();
    expect(paths.map(({ certainty }) => certainty)).toEqual(paths.map(() => 'THROUGHOUT'));
  });
});
