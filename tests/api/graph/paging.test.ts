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

  test('an empty one is none', async () => {
    expect(
      (await dataOf(engine(), '{ actors(first: 1, after: "") { pageInfo { hasPreviousPage } } }')).actors.pageInfo.hasPreviousPage,
    ).toBe(false);
  });
});
