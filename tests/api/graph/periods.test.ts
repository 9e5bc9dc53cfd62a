import fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '../../../src/engine/migrations.ts';
import { dayText } from '../../../src/model/calendar.ts';
import { CERTAINTIES, type Certainty, type Window } from '../../../src/model/interval.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { write } from '../../../src/write/write.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { runnerOf } from '../../support/paths/runner.ts';
import { holdsByPeriods, periods, window } from '../../support/periods/byDay.ts';
import { AT } from '../../support/revisions/revisions.ts';

const LASTING = vocabularyOf('BACKS').lastingDays!;
const SEED = 20_260;
/** The periods of each relationship from the backer to a client. */
const PERIODS = fc.sample(periods, { seed: SEED, numRuns: 60 });
const WINDOWS = fc.sample(window, { seed: SEED, numRuns: 16 });

const client = (n: number) => `client-${n}`;

const actors = ['backer', ...PERIODS.map((_, n) => client(n))].map((slug) => ({ slug, kind: 'STATE' as const, name: slug }));
const relationships = PERIODS.map((given, n) => ({
  type: 'BACKS' as const,
  from: 'backer',
  to: client(n),
  periods: given.map((period) => ({ ...period, kinds: [] })),
}));

/** By certainty: the fields of both kinds of list, their counts, and the list of all relationships, which other code answers. */
function queriesOf({ first, last }: Window): string[] {
  const during = `{ start: "${dayText(first)}", end: "${dayText(last)}" }`;
  const lists = CERTAINTIES.flatMap((certainty) => {
    const conditions = `during: ${during}, certainty: ${certainty}`;
    return [
      `neighbors${certainty}: actor(id: "backer") { backs(first: 100, filter: { ${conditions} }) { totalCount nodes { slug } } }`,
      `ties${certainty}: actor(id: "backer") { relationships(first: 100, filter: { ${conditions} }) { totalCount nodes { to { slug } } } }`,
      `all${certainty}: relationships(first: 100, filter: { ${conditions}, types: [BACKS] }) { totalCount nodes { to { slug } } }`,
    ];
  });
  const said = `holds: actor(id: "backer") { relationships(first: 100, filter: { certainty: POSSIBLE }) {
    nodes { to { slug } holds(during: ${during}) } } }`;
  return [...lists, said].map((field) => `{ ${field} }`);
}

interface List {
  readonly totalCount: number;
  readonly nodes: readonly ({ readonly slug: string } | { readonly to: { readonly slug: string } })[];
}

const slugsIn = ({ nodes, totalCount }: List) => {
  expect(totalCount).toBe(nodes.length);
  return nodes.map((node) => ('to' in node ? node.to.slug : node.slug)).sort();
};

describeEachEngine(
  (engine) => {
    test('relationships with several periods of support are listed, counted and said to hold as the periods say', async () => {
      const runner = runnerOf(engine());
      const seen = new Set<string>();
      for (const window of WINDOWS) {
        const answer: Record<string, List & { backs: List; relationships: List }> = {};
        for (const query of queriesOf(window)) Object.assign(answer, await runner.execute(query));
        for (const certainty of CERTAINTIES) {
          const held = PERIODS.flatMap((given, n) => (holdsByPeriods(given, window, certainty, LASTING) ? [client(n)] : [])).sort();
          expect(slugsIn(answer[`neighbors${certainty}`]!.backs)).toEqual(held);
          expect(slugsIn(answer[`ties${certainty}`]!.relationships)).toEqual(held);
          expect(slugsIn(answer[`all${certainty}`]!)).toEqual(held);
          if (held.length > 0 && held.length < PERIODS.length) seen.add(certainty);
        }
        const said = answer.holds!.relationships.nodes as unknown as readonly { to: { slug: string }; holds: Certainty | null }[];
        const expected = PERIODS.map((given, n) => {
          const holds = CERTAINTIES.findLast((certainty) => holdsByPeriods(given, window, certainty, LASTING)) ?? null;
          return { to: { slug: client(n) }, holds };
        });
        const bySlug = (a: { to: { slug: string } }, b: { to: { slug: string } }) => (a.to.slug < b.to.slug ? -1 : 1);
        expect([...said].sort(bySlug)).toEqual(expected.sort(bySlug));
      }
      expect([...seen].sort()).toEqual([...CERTAINTIES].sort());
    }, 120_000);

    test('two that a merge makes the same have the periods of both, until the merge is undone', async () => {
      const backs = (from: string, start: string, end: string) => ({
        type: 'BACKS' as const,
        from,
        to: 'client-0',
        periods: [{ start, end, kinds: [] }],
      });
      const states = ['one', 'two'].map((slug) => ({ slug, kind: 'STATE' as const, name: slug }));
      const stamp = { by: 'tests', at: AT, action: 'UPDATED' as const, summary: 'two that are the same' };
      const rows = { actors: states, relationships: [backs('one', '1981', '1982'), backs('two', '1990', '1991')] };
      expect(await write(engine(), rows, { ...stamp, key: 'two' })).toMatchObject({ problems: [] });
      const years = ['1980', '1981', '1982', '1983', '1985', '1990', '1991', '1992'];
      const held = async () => {
        const fields = years.map((year) => `in${year}: holds(at: "${year}")`).join(' ');
        const query = `{ actor(id: "one") { relationships(filter: { certainty: POSSIBLE }) { nodes { ${fields} } } } }`;
        const { actor } = await runnerOf(engine()).execute<{ actor: { relationships: { nodes: Record<string, string | null>[] } } }>(query);
        return actor.relationships.nodes.map((node) => years.map((year) => node[`in${year}`]));
      };
      const before = await held();
      expect(before).toEqual([[null, 'CERTAIN', 'CERTAIN', null, null, null, null, null]]);
      await write(engine(), { merges: [{ keep: 'one', merge: 'two', reason: 'the same' }] }, { ...stamp, key: 'merge' });
      expect(await held()).toEqual([[null, 'CERTAIN', 'CERTAIN', 'LIKELY', 'POSSIBLE', 'CERTAIN', 'CERTAIN', null]]);
      await write(engine(), { unmerges: [{ id: 'two', reason: 'they are two' }] }, { ...stamp, key: 'unmerge' });
      expect(await held()).toEqual(before);
    });
  },
  async (engine) => {
    await migrate(engine, AT);
    const stamp = { key: 'periods', by: 'tests', at: AT, action: 'IMPORTED' as const, summary: 'periods of support' };
    const { problems } = await write(engine, { actors, relationships }, stamp);
    if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
  },
);
