import { describe, expect, test } from 'vitest';
import { fillWithSeed } from '../../support/engine/world.ts';
import { filledRunner } from '../../support/paths/filledRunner.ts';

const runner = filledRunner(fillWithSeed);

interface Page {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly edges: ReadonlyArray<{ readonly distance: number; readonly node: { readonly id: string; readonly name: string } }>;
  readonly nodes: ReadonlyArray<{ readonly name: string }>;
}

const FIELDS =
  'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { distance node { id name } } nodes { name }';

async function pageOf(args: string): Promise<Page> {
  return (await runner().execute<{ reachable: Page }>(`{ reachable(from: "iran", ${args}) { ${FIELDS} } }`)).reachable;
}

const names = ({ edges }: Page) => edges.map(({ distance, node }) => `${distance} ${node.name}`);

describe('what can be reached from Iran', () => {
  test('by backing those who back: nearest first, then by id', async () => {
    const page = await pageOf('direction: FORWARD, filter: { types: [BACKS] }, maxDepth: 8');
    expect(names(page)).toEqual([
      '1 Syrian government',
      '1 Lebanon',
      '1 Hezbollah',
      '1 Islamic State',
      '1 Ansarallah',
      "1 Kurdistan Workers' Party",
      '2 Syrian insurgents',
      '2 Democratic Union Party',
    ]);
    const places = page.edges.map(({ distance, node }) => `${distance} ${node.id}`);
    expect(places).toEqual([...places].sort());
    expect(page.nodes).toEqual(page.edges.map(({ node: { name } }) => ({ name })));
    expect(page.totalCount).toBe(8);
  });

  test('of some kinds only, through any', async () => {
    const args = 'direction: FORWARD, filter: { types: [BACKS] }, kinds: [COALITION]';
    expect(names(await pageOf(args))).toEqual(['2 Syrian insurgents']);
    expect(names(await pageOf(`${args}, maxDepth: 1`))).toEqual([]);
  });

  test('on a date, the other way, and without a hop through states', async () => {
    const backers = 'direction: BACKWARD, filter: { types: [BACKS], at: "2017", certainty: CERTAIN }';
    expect(names(await pageOf(backers))).toEqual(['1 Syrian government', '2 Iraq', '2 Russia']);
    const throughGroups = 'direction: FORWARD, filter: { types: [BACKS], entityKinds: [ARMED_GROUP] }';
    expect(names(await pageOf(throughGroups)).filter((name) => name.startsWith('2'))).toEqual([
      '2 Syrian insurgents',
      '2 Democratic Union Party',
    ]);
  });

  test.each([1, 7, 100])('page by page of %i, forward and backward: the whole', async (size) => {
    const whole = names(await pageOf('maxDepth: 3, first: 100'));
    expect(whole.length).toBeGreaterThan(40);
    const forward: string[] = [];
    for (let after = ''; ; ) {
      const page = await pageOf(`maxDepth: 3, first: ${size}${after}`);
      forward.push(...names(page));
      expect([page.totalCount, page.pageInfo.hasPreviousPage]).toEqual([whole.length, after !== '']);
      if (!page.pageInfo.hasNextPage) break;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(forward).toEqual(whole);

    const backward: string[] = [];
    for (let before = ''; ; ) {
      const page = await pageOf(`maxDepth: 3, last: ${size}${before}`);
      backward.unshift(...names(page));
      expect(page.pageInfo.hasNextPage).toBe(before !== '');
      if (!page.pageInfo.hasPreviousPage) break;
      before = `, before: "${page.pageInfo.startCursor}"`;
    }
    expect(backward).toEqual(whole);
  });
});
