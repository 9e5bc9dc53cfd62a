import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { dataOf, errorsOf } from './support/answer.ts';

const engine = engineFor(() => openEmbedded(null), fillWithSeed);

describe('the arguments of a list', () => {
  const sizeOf = async (page: string) => (await dataOf(engine(), `{ relationships(${page}) { nodes { id } } }`)).relationships.nodes.length;

  test('default to twenty from the start', async () => {
    const { relationships } = await dataOf(engine(), '{ relationships { nodes { id } } }');
    expect(relationships.nodes).toHaveLength(20);
  });

  test.each([
    ['first: null', 20],
    ['first: null, last: null', 20],
    ['first: 0', 0],
    ['last: 0', 0],
    ['first: 100', 100],
    ['last: 100', 100],
    ['first: 7, last: null', 7],
  ])('%s gives %d', async (page, size) => {
    expect(await sizeOf(page)).toBe(size);
  });

  test('first: 0 says whether there is anything', async () => {
    const none = await dataOf(
      engine(),
      '{ actors(first: 0) { edges { cursor } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
    );
    expect(none.actors).toEqual({
      edges: [],
      totalCount: 58,
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  const tooLarge = (name: string, size: number) =>
    `Expected \`${name}\` of at most 100; got ${size}. Request 100, then the next page with \`after\`.`;

  test.each([
    ['first: 101', 'PAGE_TOO_LARGE', tooLarge('first', 101)],
    ['last: 101', 'PAGE_TOO_LARGE', tooLarge('last', 101)],
    ['first: -1', 'BAD_PAGE', 'Expected `first` from 0 to 100; got -1.'],
    ['last: -7', 'BAD_PAGE', 'Expected `last` from 0 to 100; got -7.'],
    ['first: 3, last: 3', 'BAD_PAGE', 'Expected `first` or `last`, got both (3 and 3). Leave one out.'],
    ['first: 0, last: 0', 'BAD_PAGE', 'Expected `first` or `last`, got both (0 and 0). Leave one out.'],
  ])('%s is refused in every list', async (page, code, message) => {
    for (const query of [
      `{ actors(${page}) { totalCount } }`,
      `{ places(${page}) { totalCount } }`,
      `{ sources(${page}) { totalCount } }`,
      `{ events(${page}) { totalCount } }`,
      `{ relationships(${page}) { totalCount } }`,
      `{ actor(id: "iran") { backs(${page}) { totalCount } } }`,
      `{ actor(id: "iran") { relationships(${page}) { totalCount } } }`,
      `{ place(id: "aleppo") { controlledBy(${page}) { totalCount } } }`,
      `{ event(id: "aleppo-2024:offensive") { evidence(${page}) { totalCount } } }`,
    ]) {
      expect(await errorsOf(engine(), query)).toEqual([[code, message]]);
    }
  });
});

describe('a cursor', () => {
  const cursorOf = async (field: string) => (await dataOf(engine(), `{ list: ${field} { edges { cursor } } }`)).list.edges[0].cursor;

  const refused = (list: string, cursor: string) =>
    `Expected a cursor of ${list.replace(/ (.+)/, ' (order $1)')}; got "${cursor}". Take it from \`pageInfo\` or an edge of the same field.`;

  test.each([
    ['of another list', 'places(first: 1)', (cursor: string) => `actors(after: "${cursor}")`, 'Query.actors NAME'],
    ['of another order', 'actors(first: 1, orderBy: DEGREE)', (cursor: string) => `actors(before: "${cursor}")`, 'Query.actors NAME'],
    [
      'of the other direction of time',
      'relationships(first: 1, orderBy: START_DESC)',
      (cursor: string) => `relationships(after: "${cursor}")`,
      'Query.relationships START_ASC',
    ],
    [
      'of another kind of list',
      'events(first: 1)',
      (cursor: string) => `relationships(last: 2, before: "${cursor}")`,
      'Query.relationships START_ASC',
    ],
  ])('%s is refused', async (_, from, to, list) => {
    const cursor = await cursorOf(from);
    const message = refused(list, cursor.length > 80 ? `${cursor.slice(0, 77)}...` : cursor);
    expect(await errorsOf(engine(), `{ ${to(cursor)} { totalCount } }`)).toEqual([['BAD_CURSOR', message]]);
  });

  test.each(['x', 'not a cursor', 'AAAA', '%%%', 'e30=', 'bnVsbA'])('%j, which is none, is refused', async (cursor) => {
    expect(await errorsOf(engine(), `{ actors(after: "${cursor}") { totalCount } }`)).toEqual([
      ['BAD_CURSOR', refused('Query.actors NAME', cursor)],
    ]);
  });

  test('of a field of one actor may be used on another: both have one order', async () => {
    const { actor } = await dataOf(engine(), '{ actor(id: "syrian-insurgents") { backedBy(first: 1) { pageInfo { endCursor } } } }');
    const query = `{ actor(id: "syrian-government") { backedBy(after: "${actor.backedBy.pageInfo.endCursor}") { nodes { slug } } } }`;
    expect((await dataOf(engine(), query)).actor.backedBy.nodes.map(({ slug }: { slug: string }) => slug)).toEqual([
      'iran',
      'iraq',
      'russia',
    ]);
  });

  describe('of the same list with other arguments', () => {
    const VOICES = 'voices: { minReliability: B }';
    const IRAN = 'actor(id: "iran")';
    const SOURCE = 'source(id: "ucdp-esd-18.1")';
    /** A list with two sets of arguments, and what the message calls it. */
    const LISTS: readonly (readonly [around: string, field: string, one: string, other: string, list: string])[] = [
      ['', 'actors', '', 'filter: { kinds: [STATE] }', 'Query.actors (order NAME)'],
      ['', 'actors', 'orderBy: DEGREE', 'orderBy: DEGREE, filter: { activeAt: "2016" }', 'Query.actors (order DEGREE)'],
      ['', 'places', 'filter: { kinds: [CITY, TOWN] }', 'filter: { kinds: [CITY] }', 'Query.places'],
      ['', 'events', 'filter: { minDeaths: 1 }', 'filter: { minDeaths: 2 }', 'Query.events (order START_ASC)'],
      [
        '',
        'relationships',
        'orderBy: CONFIDENCE_DESC, filter: { at: "2016" }',
        'orderBy: CONFIDENCE_DESC',
        'Query.relationships (order CONFIDENCE_DESC)',
      ],
      ['', 'relationships', `filter: { ${VOICES} }`, 'filter: { voices: { minReliability: C } }', 'Query.relationships (order START_ASC)'],
      ['', 'disputes', '', 'filter: { types: [CONTROLS, ATTACKS] }', 'Query.disputes'],
      ['', 'revisions', '', 'since: 1', 'Query.revisions'],
      ['', 'reachable', 'from: "iran"', 'from: "iran", maxDepth: 3', 'Query.reachable'],
      ['', 'reachable', 'from: "iran"', 'from: "iraq"', 'Query.reachable'],
      ['', 'changes', 'from: "2010", to: "2020"', 'from: "2011", to: "2020"', 'Query.changes'],
      ['', 'changes', 'from: "2010", to: "2020"', 'from: "2010", to: "2020", filter: { undated: true }', 'Query.changes'],
      ['', 'impact', 'without: { sources: ["article-aleppo-2024-11-30"] }', 'without: { minReliability: E }', 'Query.impact'],
      [
        '',
        'compareVoices',
        `a: { minReliability: A }, b: { minReliability: C }`,
        `a: { minReliability: A }, b: { minReliability: D }`,
        'Query.compareVoices',
      ],
      [IRAN, 'backs', '', 'filter: { at: "2016" }', 'backs'],
      [IRAN, 'relationships', '', 'direction: OUT', 'relationships'],
      [IRAN, 'relationships', '', 'filter: { undated: false }', 'relationships'],
      ['actor(id: "syrian-government")', 'events', '', 'filter: { viaCoalitions: false }', 'events'],
      ['place(id: "aleppo")', 'controlledBy', '', 'inherit: true', 'controlledBy'],
      [SOURCE, 'relationships', '', 'onlyHere: true', 'Source.relationships'],
      ['source(id: "article-aleppo-2024-11-30")', 'events', '', 'onlyHere: true', 'Source.events'],
    ];

    const queryOf = (around: string, field: string, page: string, selection: string) => {
      const list = `list: ${field}(${page}) { ${selection} }`;
      return around === '' ? `{ ${list} }` : `{ ${around} { ${list} } }`;
    };
    const cursorIn = async (around: string, field: string, given: string): Promise<string> => {
      const data = await dataOf(engine(), queryOf(around, field, `${given} first: 1`, 'pageInfo { endCursor }'));
      return (around === '' ? data : Object.values(data as object)[0]).list.pageInfo.endCursor;
    };

    test.each(LISTS)('%s%s(%s) is refused for (%s), with words on what to do', async (around, field, one, other, list) => {
      const cursor = await cursorIn(around, field, one);
      expect(cursor.length).toBeLessThanOrEqual(120);
      for (const argument of ['after', 'before']) {
        const message = `Expected a cursor of ${list} with the same arguments; got "${cursor.length > 80 ? `${cursor.slice(0, 77)}...` : cursor}", which comes from it with others, such as another filter. Repeat these, or leave \`${argument}\` out to start again.`;
        expect(await errorsOf(engine(), queryOf(around, field, `${other} ${argument}: "${cursor}"`, 'totalCount'))).toEqual([
          ['BAD_CURSOR', message],
        ]);
        expect(await errorsOf(engine(), queryOf(around, field, `${one} ${argument}: "${cursor}"`, 'totalCount'))).toEqual([]);
      }
    });

    test.each<[string, string, string, string]>([
      ['', 'actors', '', 'filter: {}'],
      ['', 'events', '', 'filter: {}'],
      ['', 'events', 'filter: { certainty: POSSIBLE, kinds: [BATTLE, OFFENSIVE] }', 'filter: { kinds: [OFFENSIVE, BATTLE], at: null }'],
      ['', 'relationships', '', 'filter: { undated: true, certainty: LIKELY, voices: {} }'],
      ['', 'relationships', '', 'filter: null, orderBy: START_ASC'],
      ['', 'disputes', 'filter: {}', ''],
      ['', 'reachable', 'from: "iran"', 'from: "iran", filter: {}, maxDepth: 2, direction: ANY'],
      ['', 'changes', 'from: "2010", to: "2020"', 'from: "2010", to: "2020", filter: { undated: false }'],
      [IRAN, 'backs', '', 'filter: { certainty: LIKELY }'],
      ['place(id: "aleppo")', 'controlledBy', '', 'inherit: false, filter: {}'],
    ])('%s%s(%s) may be used for (%s), which are the same in other words', async (around, field, one, same) => {
      const cursor = await cursorIn(around, field, one);
      expect(await errorsOf(engine(), queryOf(around, field, `${same} after: "${cursor}"`, 'totalCount'))).toEqual([]);
    });
  });

  test('an empty one is none', async () => {
    expect(
      (await dataOf(engine(), '{ actors(first: 1, after: "") { pageInfo { hasPreviousPage } } }')).actors.pageInfo.hasPreviousPage,
    ).toBe(false);
  });
});
