import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { write } from '../../../src/write/write.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { graphOver, NOW } from '../seed/seeded.ts';
import { fillWithNames, firstThree } from './found.ts';

/** More names that begin alike than are ranked at once. */
const CROWD = Array.from({ length: 450 }, (_, number) => ({
  slug: `levant-brigade-${number}`,
  kind: 'ARMED_GROUP' as const,
  name: `Levant Brigade ${number}`,
}));

async function fillWithCrowd(engine: Engine): Promise<void> {
  await fillWithNames(engine);
  await write(engine, { actors: CROWD }, { key: 'crowd', by: 'tests', at: NOW, action: 'IMPORTED', summary: 'a crowd' });
}

const COUNT = `query ($name: String!, $after: String) {
  actors(filter: { name: $name }, first: 100, after: $after) { totalCount nodes { slug } pageInfo { endCursor hasNextPage } }
}`;
interface Page {
  actors: { totalCount: number; nodes: { slug: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
}

describeEachEngine((engine) => {
  test('the best answers are found among hundreds that are alike', async () => {
    expect(await firstThree(engine(), 'levant front')).toEqual(['levant-front: Levant Front']);
    expect(await firstThree(engine(), 'levant')).toEqual([
      'levant-front: Levant Front',
      'levant-brigade-0: Levant Brigade 0',
      'levant-brigade-1: Levant Brigade 1',
    ]);
    expect((await firstThree(engine(), 'LEVANT BRIGADE 449'))[0]).toBe('levant-brigade-449: Levant Brigade 449');
    expect(await firstThree(engine(), 'l')).toEqual([
      'levant-front: Levant Front',
      'liwa-al-islam: Liwa al-Islam',
      'levant-brigade-0: Levant Brigade 0',
    ]);
  });

  test.each(['Lévant', 'l'])('a filter by the name %j cuts nothing', async (name) => {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const { actors } = await graphOver(engine()).execute<Page>(COUNT, { name, after });
      found.push(...actors.nodes.map(({ slug }) => slug));
      after = actors.pageInfo.hasNextPage ? actors.pageInfo.endCursor : undefined;
      expect(actors.totalCount).toBe(name === 'l' ? 452 : 451);
    } while (after !== undefined);
    expect(new Set(found).size).toBe(name === 'l' ? 452 : 451);
  });
}, fillWithCrowd);
