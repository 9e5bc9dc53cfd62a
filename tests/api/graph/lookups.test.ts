import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { describeEachEngine, engineFor } from '../../support/engine/engines.ts';
import { MERGES } from '../../support/engine/richRows.ts';
import { fillWorld } from '../../support/engine/world.ts';
import { answer, dataOf } from './support/answer.ts';
import { statementsOf } from './support/counted.ts';

const BY_ANY_NAME = 'query($ids: [ID!]!) { entities(ids: $ids) { __typename id slug identifiers { scheme value } } }';

interface Found {
  readonly __typename: string;
  readonly id: string;
  readonly slug: string;
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
}

describeEachEngine((engine) => {
  const find = async (ids: readonly string[]): Promise<(Found | null)[]> => (await dataOf(engine(), BY_ANY_NAME, { ids })).entities;

  describe('entities', () => {
    test('are found by any name, in the order asked for, each as often as asked for', async () => {
      const [iran, aleppo] = await find(['iran', 'aleppo']);
      const { scheme, value } = iran!.identifiers[0]!;
      const found = await find([aleppo!.id, `${scheme}:${value}`, 'iran', 'atlantis', iran!.id, 'aleppo', '000000000000', 'ucdp:0']);
      expect(found.map((one) => one?.slug ?? null)).toEqual(['aleppo', 'iran', 'iran', null, 'iran', 'aleppo', null, null]);
      expect(found.map((one) => one?.__typename ?? null)).toEqual(['Place', 'Actor', 'Actor', null, 'Actor', 'Place', null, null]);
    });

    test('that were merged are the one they were merged into', async () => {
      const [merged, remaining] = MERGES[0]!;
      const [one, other] = await find([merged, remaining]);
      expect(one).toEqual(other);
      expect(one!.slug).toBe(remaining);
    });

    test('none for none', async () => expect(await find([])).toEqual([]));
  });

  test('relationships from some entities to some: both ends are among them, also where the type is symmetric', async () => {
    const query = `query($from: [ID!], $to: [ID!]) {
      relationships(first: 100, filter: { from: $from, to: $to, certainty: POSSIBLE }) { nodes { id type from { slug } to { slug } } }
    }`;
    const listed = async (
      from: readonly string[] | null,
      to: readonly string[] | null,
    ): Promise<{ id: string; type: string; ends: string[] }[]> => {
      const { relationships } = await dataOf(engine(), query, { from, to });
      return relationships.nodes.map((node: { id: string; type: string; from: { slug: string }; to: { slug: string } }) => ({
        id: node.id,
        type: node.type,
        ends: [node.from.slug, node.to.slug],
      }));
    };
    const some = ['iran', 'israel', 'hezbollah', 'syrian-government', 'islamic-state'];
    const all = (await listed(some, null)).filter(({ ends }) => ends.every((slug) => some.includes(slug)));
    const found = await listed(some, some);
    expect(found.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(found.some(({ type }) => type === 'FIGHTS')).toBe(true);
    const [fight] = found.filter(({ type }) => type === 'FIGHTS');
    const [a, b] = fight!.ends as [string, string];
    for (const ends of [
      [a, b],
      [b, a],
    ] as const) {
      expect((await listed([ends[0]], [ends[1]])).map(({ id }) => id)).toContain(fight!.id);
    }
  });

  describe('the other end', () => {
    const QUERY = `query($from: [ID!], $to: [ID!], $of: ID!) {
      relationships(first: 1, filter: { from: $from, to: $to, undated: true, certainty: POSSIBLE }) { nodes { from { slug } to { slug } otherEnd(of: $of) { slug __typename } } }
    }`;
    const otherEnd = async (of: string) =>
      (await dataOf(engine(), QUERY, { from: ['iran'], to: ['hezbollah'], of })).relationships.nodes[0].otherEnd.slug;

    test('is seen from either, by any name', async () => {
      const [iran, hezbollah] = await find(['iran', 'hezbollah']);
      const { scheme, value } = iran!.identifiers[0]!;
      const outside = `${scheme}:${value}`;
      expect(await Promise.all(['iran', iran!.id, outside].map(otherEnd))).toEqual(['hezbollah', 'hezbollah', 'hezbollah']);
      expect(await Promise.all(['hezbollah', hezbollah!.id].map(otherEnd))).toEqual(['iran', 'iran']);
    });

    test('is seen from an actor by the name that it had before it was merged', async () => {
      const [merged, remaining] = MERGES[0]!;
      const query = `query($of: ID!) { actor(id: $of) { slug relationships(first: 100, filter: { certainty: POSSIBLE }) { nodes { from { slug } to { slug } otherEnd(of: $of) { slug } } } } }`;
      const { actor } = await dataOf(engine(), query, { of: merged });
      expect(actor.slug).toBe(remaining);
      expect(actor.relationships.nodes.length).toBeGreaterThan(0);
      for (const { from, to, otherEnd } of actor.relationships.nodes) expect(otherEnd).toEqual(from.slug === remaining ? to : from);
    });

    test.each(['russia', 'atlantis'])('is unknown of %s, which is no end, and the error names the ends', async (of) => {
      const message = `Expected \`of\` to name an end of this relationship, "iran" or "hezbollah"; got "${of}".`;
      const { data, errors } = await answer(engine(), QUERY, { from: ['iran'], to: ['hezbollah'], of });
      expect(data).toEqual({ relationships: null });
      expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_INPUT', ends: ['iran', 'hezbollah'] } }]);
    });
  });
}, fillWorld);

describe('a hundred are looked up as one', () => {
  const engine = engineFor(() => openEmbedded(null), fillWorld);

  test.each([
    ['iran', (number: number) => `nobody-${number}`],
    ['000000000000', (number: number) => `0000000000${number}`],
    ['ucdp:1', (number: number) => `ucdp:none-${number}`],
  ])('by names like %s', async (name, another) => {
    const query = 'query($ids: [ID!]!) { entities(ids: $ids) { name aliases { name } } }';
    const cost = (ids: readonly string[]) => statementsOf(engine(), query, { ids });
    const others = Array.from({ length: 99 }, (_, number) => another(number + 10));
    expect(await cost([name, ...others])).toEqual(await cost([name]));
  });
});
