import { describe, expect, test } from 'vitest';
import { filledRunner } from '../../support/paths/filledRunner.ts';
import { pathsOf, pathTexts } from '../../support/paths/pathTexts.ts';
import { fillSmallGraph } from '../../support/paths/smallGraph.ts';

const runner = filledRunner(fillSmallGraph);

/** The intermediate entities of each path from the north to the south, best path first. */
async function intermediates(args: string): Promise<string[]> {
  interface Answer {
    readonly paths: { readonly paths: ReadonlyArray<{ readonly hops: ReadonlyArray<{ readonly to: { readonly slug: string } }> }> };
  }
  const depth = args.includes('maxDepth') ? '' : 'maxDepth: 2';
  const { paths } = await runner().execute<Answer>(
    `{ paths(from: "north", to: "south" ${depth} ${args}) { paths { hops { to { slug } } } } }`,
  );
  return paths.paths.map(({ hops }) =>
    hops
      .slice(0, -1)
      .map(({ to }) => to.slug)
      .join(' › '),
  );
}

describe('which paths lead from the north to the south', () => {
  const ALL = ['militia', 'general', 'league', 'rival'];

  test.each([
    ['', ALL],
    ['filter: { types: [BACKS, FIGHTS] }', ['militia']],
    ['filter: { types: [] }', []],
    ['filter: { excludeTypes: [FIGHTS] }', ['general', 'league']],
    ['filter: { types: [BACKS, LEADS, FIGHTS], excludeTypes: [FIGHTS] }', ['general']],
    ['filter: { sign: COOPERATIVE }', ['general']],
    ['filter: { sign: HOSTILE }', ['rival']],
    ['filter: { sign: NEUTRAL }', []],
    ['filter: { status: [SUPPORTED] }', ['rival']],
    ['filter: { status: [UNSOURCED, DENIED] }', ['militia', 'general', 'league', 'denier']],
    ['filter: { minConfidence: 0.7 }', ['militia', 'general']],
    ['filter: { minConfidence: 0.71 }', ['militia']],
  ])('%s', async (args, expected) => expect(await intermediates(args)).toEqual(expected));

  test.each([
    ['at: "2011"', ['militia', 'rival']],
    ['at: "2011", undated: false', ['militia']],
    ['at: "2012-06", undated: false', ['militia']],
    ['during: { start: "2012", end: "2014" }, undated: false', ['militia', 'general']],
    ['during: { start: "2014" }, undated: false', []],
    ['during: { end: "2013" }, undated: false', ['militia', 'league']],
    ['at: "2011", certainty: CERTAIN', ['militia']],
    ['at: "2011", certainty: THROUGHOUT', []],
    ['at: "2012-01-01", certainty: THROUGHOUT', ['militia']],
  ])('filter: { %s }', async (filter, expected) => expect(await intermediates(`filter: { ${filter} }`)).toEqual(expected));

  test.each([
    ['entityKinds: [PERSON]', ['general']],
    ['entityKinds: [POPULATION]', ['crowd']],
    ['entityKinds: [STATE, COALITION]', ['league', 'rival']],
    ['entityKinds: [PLACE]', []],
  ])('filter: { %s }', async (filter, expected) => expect(await intermediates(`filter: { ${filter} }`)).toEqual(expected));

  test.each([
    ['FORWARD', ['militia', 'general', 'rival']],
    ['BACKWARD', ['militia', 'league', 'rival']],
    ['ANY', ALL],
  ])('direction: %s', async (direction, expected) => expect(await intermediates(`direction: ${direction}`)).toEqual(expected));

  test.each([
    ['time: ANY_TIME', ALL],
    ['time: CHRONOLOGICAL', ['militia', 'league']],
    ['time: SIMULTANEOUS', ['militia']],
    ['time: SIMULTANEOUS, filter: { undated: true }', ['militia', 'rival']],
    ['time: SIMULTANEOUS, filter: { at: "2012" }', ['militia']],
    ['time: SIMULTANEOUS, filter: { at: "2010" }', []],
    ['time: CHRONOLOGICAL, filter: { during: { end: "2012" } }', ['militia']],
  ])('%s', async (args, expected) => expect(await intermediates(args)).toEqual(expected));

  test.each([
    ['maxDepth: 1', []],
    ['maxDepth: 3', [...ALL, 'militia › league', 'league › militia']],
    ['maxDepth: 3, orderBy: CONFIDENCE', ['militia', 'general', 'league', 'militia › league', 'league › militia', 'rival']],
    ['maxDepth: 3, through: ["militia"]', ['militia', 'militia › league', 'league › militia']],
    ['maxDepth: 3, through: ["league", "militia"]', ['militia › league', 'league › militia']],
    ['through: ["hermit"]', []],
    ['maxDepth: 3, avoid: ["militia", "rival"]', ['general', 'league']],
    ['through: ["militia"], avoid: ["militia"]', []],
    ['avoid: ["north"], through: ["south"]', ALL],
    ['maxDepth: 3, hubDegree: 3', ['general', 'league', 'rival']],
    ['maxDepth: 3, hubDegree: 0', []],
  ])('%s', async (args, expected) => expect(await intermediates(args)).toEqual(expected));

  test('distinct: by entities one path over the best relationships, by relationships one for each', async () => {
    const types = 'filter: { types: [BACKS, ALLIED_WITH, FIGHTS] }';
    const ends = 'from: "north", to: "south", maxDepth: 2';
    expect(await pathTexts(runner(), `${ends}, ${types}, distinct: ENTITIES`)).toEqual([
      'north backs militia, which fights south | 0.8 | HOSTILE | 2011/2012, surely 2011-12-31/2012-01-01 | THROUGHOUT +1, THROUGHOUT',
    ]);
    expect(await pathTexts(runner(), `${ends}, ${types}, distinct: RELATIONSHIPS`)).toEqual([
      'north backs militia, which fights south | 0.8 | HOSTILE | 2011/2012, surely 2011-12-31/2012-01-01 | THROUGHOUT, THROUGHOUT',
      'north is allied with militia, which fights south | 0.75 | HOSTILE | 2011/2012, surely 2011-12-31/2012-01-01 | THROUGHOUT, THROUGHOUT',
    ]);
  });

  test('paths that never hold together have no validity, and say who is a person', async () => {
    expect(await pathTexts(runner(), 'from: "north", to: "south", maxDepth: 2, through: ["general"]')).toEqual([
      'north backs general, who leads south | 0.7 | COOPERATIVE | never together | THROUGHOUT, THROUGHOUT',
    ]);
    expect(await pathTexts(runner(), 'from: "south", to: "north", maxDepth: 2, through: ["general"], time: CHRONOLOGICAL')).toEqual([
      'south is led by general, who is backed by north | 0.7 | COOPERATIVE | never together | THROUGHOUT, THROUGHOUT',
    ]);
  });

  test('excluded hubs are named; the ends may be hubs', async () => {
    const { hubsAvoided, count } = await pathsOf(runner(), 'from: "north", to: "south", maxDepth: 2, hubDegree: 3');
    expect([hubsAvoided, count]).toEqual([[{ name: 'militia' }], 3]);
  });

  test('the maximum, and whether there are more', async () => {
    const best = async (maxPaths: number) => pathsOf(runner(), `from: "north", to: "south", maxDepth: 2, maxPaths: ${maxPaths}`);
    const { paths: whole } = await best(100);
    expect(await best(3)).toMatchObject({ count: 3, truncated: true, stoppedBy: 'MAX_PATHS', paths: whole.slice(0, 3) });
    expect(await best(4)).toMatchObject({ count: 4, truncated: false, stoppedBy: null, paths: whole });
  });
});
