import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { idKind } from '../../../src/model/id.ts';
import { prepareStore } from '../../../src/write/derive/derive.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { digest } from '../../support/engine/digest.ts';
import { numRuns } from '../../support/scope.ts';
import { derivedTies } from '../../support/write/derivedTies.ts';
import { setNotDerived } from '../../support/write/outdated.ts';
import { writeRows } from '../../support/write/rows.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';

const ACTORS = ['a', 'b', 'c', 'x', 'y'];
/** Two of the three ends, or the two opponents: others are merged seldom. */
const merge = fc.constantFrom(['a', 'b'], ['b', 'a'], ['b', 'c'], ['x', 'y'], ['y', 'x'], ['a', 'x']);
const end = fc.constantFrom('a', 'b', 'c');
const opponents = fc.constantFrom(['x'], ['y'], ['x', 'y'], ['y', 'x'], undefined, undefined);
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });
const reason = 'because';
/** Which of those that there are: the index of one, modulo their number. */
const which = fc.nat(50);

const backing = fc.record({
  type: fc.constant('BACKS'),
  from: end,
  to: end,
  start: fc.constantFrom('2010', '2010', '2011'),
  end: fc.constantFrom('2015', undefined),
  against: opponents,
  key: fc.constantFrom('one', 'two', undefined, undefined),
  periods: fc.constantFrom([{ start: '2003', end: '2004', kinds: [] }], undefined, undefined),
});
const fight = fc.record({ type: fc.constant('FIGHTS'), from: end, to: end, start: fc.constant('2010') });
const passage = fc.record({
  tie: which,
  source: fc.constantFrom('news', 'table', 'other'),
  quote: fc.constantFrom('One.', 'Two.'),
  stance: fc.constantFrom('ASSERTS', 'DENIES'),
  attributedTo: fc.constantFrom('x', 'y', undefined),
  statedOn: fc.constantFrom('2020', '2021', undefined),
});

/** Rows and commands of one write. Those that are not possible are rejected. */
const batch = fc.record({
  relationships: few(fc.oneof(backing, backing, fight)),
  corrections: fc.array(fc.record({ tie: which, start: fc.constantFrom('2010', '2011', null) }), { maxLength: 1 }),
  passages: few(passage),
  retractions: fc.array(which, { maxLength: 1 }),
  restorations: fc.array(which, { maxLength: 1 }),
  merges: few(merge),
  unmerges: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constantFrom(['a'], ['b'], ['x', 'y']) }),
  publisher: fc.constantFrom('Agency', 'News', undefined, undefined, undefined),
});
type Batch = typeof batch extends fc.Arbitrary<infer T> ? T : never;

const BEGINNING: BatchRows = {
  sources: [
    { key: 'news', title: 'News', reliability: 'B', publisher: 'News' },
    { key: 'table', title: 'Table', reliability: 'A' },
    { key: 'other', title: 'Other', reliability: 'C', publishedOn: '2022' },
  ],
  actors: ACTORS.map((slug) => ({ slug, name: slug, kind: 'ARMED_GROUP' })),
};

const TIES = { name: 'test.ties', text: 'MATCH (a:Actor)-[r]->(b:Actor) RETURN r.id, type(r), a.slug, b.slug ORDER BY r.id' };
const RETRACTED = { name: 'test.retracted', text: 'MATCH (n:Retracted) RETURN n.id ORDER BY n.id' };
const DELETE_ALL = { name: 'test.deleteAll', text: 'MATCH (n) WHERE NOT n:Migration DETACH DELETE n' };

async function empty(engine: Engine): Promise<void> {
  await engine.write(async (transaction) => ({ commit: true, value: await transaction.run(DELETE_ALL) }));
  await engine.define({ kind: 'counter', id: 'revision' });
}

/** All that is stored of what is in the graph. */
async function contents(engine: Engine): Promise<string[]> {
  const lines = await digest((statement) => engine.read(statement));
  return lines.filter((line) => !line.startsWith('[["Retracted"]')).map((line) => line.replace(/"lock":"[^"]*"/, ''));
}

/** The rows of a batch, with the ids of what is in the store. */
async function rowsOf(engine: Engine, given: Batch): Promise<BatchRows> {
  const ties = (await engine.read(TIES)) as unknown as [id: string, type: string, from: string, to: string][];
  const retracted = (await engine.read(RETRACTED)).map(([id]) => id as string);
  const one = <T>(list: readonly T[], index: number): T[] => (list.length === 0 ? [] : [list[index % list.length]!]);
  const corrected = given.corrections.flatMap(({ tie, start }) =>
    one(ties, tie).map(([id, type, from, to]) => ({ id, type, from, to, start })),
  );
  return {
    sources: given.publisher ? [{ key: 'table', title: 'Table', publisher: given.publisher }] : [],
    relationships: [...given.relationships, ...corrected],
    passages: given.passages.flatMap(({ tie, ...rest }) => one(ties, tie).map(([about]) => ({ about, ...rest }))),
    retractions: given.retractions.flatMap((tie) => one(ties, tie).map(([id]) => ({ id, reason }))),
    restorations: given.restorations.flatMap((index) => one(retracted, index).map((id) => ({ id, reason }))),
    merges: given.merges.map(([keep, merge]) => ({ keep, merge, reason })),
    unmerges: given.unmerges.map((id) => ({ id, reason })),
  };
}

describeEachStore((store) => {
  test('after any sequence of writes, each relationship holds what follows from all that is recorded', { timeout: 600_000 }, async () => {
    const seen = { joined: 0, retractedWhileJoined: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 3, maxLength: 12 }), async (batches) => {
        await empty(store());
        await writeRows(store(), BEGINNING);
        for (const given of batches) {
          const before = await derivedTies(store());
          const rows = await rowsOf(store(), given);
          await writeRows(store(), rows, { partial: true });
          const { expected, stored } = await derivedTies(store());
          expect(stored).toEqual(expected);
          const joined = Object.values(stored).filter(({ sameAs }) => sameAs !== null);
          seen.joined += joined.length;
          for (const { id } of (rows.retractions ?? []) as { id: string }[]) {
            if (idKind(id) === 'tie' && before.stored[id]?.sameAs) seen.retractedWhileJoined += 1;
          }
        }
        // So does deriving all of it again.
        const written = await contents(store());
        await setNotDerived(store());
        await prepareStore(store(), NOW, () => {});
        expect(await contents(store())).toEqual(written);
      }),
      { numRuns: store().kind === 'embedded' ? numRuns(400) : 5, seed: 11 },
    );
    if (store().kind === 'neo4j') return;
    expect(seen.joined).toBeGreaterThan(10);
    expect(seen.retractedWhileJoined).toBeGreaterThan(0);
  });
});
