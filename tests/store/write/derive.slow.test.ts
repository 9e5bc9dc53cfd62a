import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { MIGRATIONS } from '../../../src/engine/migrations.ts';
import { loadSeed } from '../../../src/exchange/import/seed.ts';
import { prepareStore } from '../../../src/write/derive/derive.ts';
import { digest } from '../../support/engine/digest.ts';
import { MERGES, RICH_ROWS } from '../../support/engine/richRows.ts';
import { recording } from '../../support/revisions/recordingEngine.ts';
import { makeOutdated } from '../../support/write/outdated.ts';
import { writeRows } from '../../support/write/rows.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';

const LATER = new Date('2027-01-01T00:00:00.000Z');
const APPLIED = { name: 'test.applied', text: 'MATCH (m:Migration) RETURN m.number ORDER BY m.number' };
const ALL = MIGRATIONS.map(({ number }) => [number]);

/** So small that most kinds of records have several batches; Neo4j takes a transaction each. */
const batchSize = (engine: Engine) => (engine.kind === 'embedded' ? 7 : 100);

const says = (source: string, quote: string, more: object = {}) => ({ source, quote, ...more });
const reason = 'the same';

/** What the seed and the rich rows do not have: relationships that merges make the same, speakers that are one, what is retracted. */
async function fill(engine: Engine): Promise<void> {
  await loadSeed(engine, 'seed', NOW);
  const writes = [
    RICH_ROWS,
    { merges: MERGES.map(([merge, keep]) => ({ keep, merge, reason })) },
    {
      sources: [
        { key: 'p1', title: 'The Paper 10', reliability: 'B', publisher: 'A.P.' },
        { key: 'p2', title: 'É-Paper', reliability: 'B', publisher: 'AP', publishedOn: '2021' },
      ],
      actors: ['P.K.K. wing', 'al-Alpha', 'Béta 10', 'Beta 2', 'Speaker', 'Spokesman', 'X', 'Y'].map((name, index) => ({
        slug: `same-${index}`,
        name,
        kind: 'ARMED_GROUP',
      })),
      relationships: [
        { type: 'BACKS', from: 'same-0', to: 'same-2', start: '2010', evidence: [says('p1', 'One.', { attributedTo: 'same-4' })] },
        { type: 'BACKS', from: 'same-1', to: 'same-2', start: '2010', end: '2015', evidence: [says('p2', 'Two.', { stance: 'DENIES' })] },
        { type: 'BACKS', from: 'same-1', to: 'same-3', start: '2010', evidence: [says('p2', 'Three.', { attributedTo: 'same-5' })] },
        { type: 'FIGHTS', from: 'same-0', to: 'same-7', confidence: 0.5, evidence: [says('p1', 'Four.')] },
        { type: 'FIGHTS', from: 'same-7', to: 'same-1', evidence: [says('p2', 'Five.')] },
        { type: 'BACKS', from: 'same-2', to: 'same-7', against: ['same-6'], key: 'k1', evidence: [says('p1', 'Six.')] },
        {
          ...{ type: 'BACKS', from: 'same-2', to: 'same-7', against: ['same-0'], key: 'k2', evidence: [says('p2', 'Seven.')] },
          periods: [{ start: '2001', end: '2002', kinds: [] }],
        },
        { type: 'OPPOSES', from: 'same-6', to: 'same-7', key: 'retracted', evidence: [says('p1', 'Eight.'), says('p2', 'Nine.')] },
      ],
      events: ['event-1', 'event-2'].map((key) => ({
        ...{ key, kind: 'BATTLE', title: key, start: '2012', participants: [{ actor: 'same-0', role: 'SIDE_A' }] },
        evidence: [says('p1', 'Then.', { statedOn: '2013' }), says('p1', 'Not then.', { stance: 'DENIES', statedOn: '2014' })],
      })),
    },
    {
      merges: [
        ['same-0', 'same-1'],
        ['same-2', 'same-3'],
        ['same-4', 'same-5'],
        ['same-0', 'same-6'],
      ].map(([keep, merge]) => ({ keep, merge, reason })),
    },
  ];
  for (const rows of writes) expect((await writeRows(engine, rows)).problems).toEqual([]);
  const ids = await engine.read({
    name: 'test.retractable',
    text: "MATCH (n:Event {key: 'event-2'}) RETURN n.id UNION MATCH (n:Evidence) WHERE n.quote = 'Five.' RETURN n.id UNION MATCH (n:Entity)-[r:OPPOSES]->(m:Entity) WHERE r.key = 'retracted' RETURN r.id AS `n.id`",
  });
  expect(ids).toHaveLength(3);
  const retractions = [...ids.map(([id]) => id as string), 'rich-actor-unused'].map((id) => ({ id, reason }));
  await writeRows(engine, { actors: [{ slug: 'rich-actor-unused', name: 'É', kind: 'PERSON', activeFrom: '1999' }] });
  expect((await writeRows(engine, { retractions })).problems).toEqual([]);
}

/** All that is stored, without when migrations were applied and by whom the counter was locked. */
async function contents(engine: Engine): Promise<string[]> {
  const lines = await digest((statement) => engine.read(statement));
  return lines.filter((line) => !line.startsWith('[["Migration"]')).map((line) => line.replace(/"lock":"[^"]*"/, '"lock":""'));
}

class Killed extends Error {}

/** An engine that is lost before its write with this number commits. */
function killedAt(engine: Engine, write: number): { engine: Engine; writes: () => number } {
  let writes = 0;
  const killed: Engine = {
    ...engine,
    write: (work) =>
      engine.write(async (transaction) => {
        const result = await work(transaction);
        writes += 1;
        if (writes === write) throw new Killed();
        return result;
      }),
  };
  return { engine: killed, writes: () => writes };
}

describeEachStore((store) => {
  test('a store of an earlier version holds after the start what one written now holds, record by record', {
    timeout: 300_000,
  }, async () => {
    await fill(store());
    const written = await contents(store());
    expect(written.filter((line) => line.includes('"standsFor":["')).length).toBeGreaterThanOrEqual(3);
    await makeOutdated(store());
    expect(await contents(store())).not.toEqual(written);
    const lines: string[] = [];
    await prepareStore(store(), LATER, (line) => lines.push(line), batchSize(store()));
    expect(await contents(store())).toEqual(written);
    expect(await store().read(APPLIED)).toEqual(ALL);
    expect([lines[0], lines.at(-1)]).toEqual([
      expect.stringContaining('Stored values of an earlier version are derived again.'),
      expect.stringMatching(/^Stored values were derived again in [\d.]+ s\.$/),
    ]);

    // What was retracted is restored with what is derived of it now.
    const [id] = (await store().read({ name: 'test.gone', text: "MATCH (n:Retracted {kind: 'tie'}) RETURN n.id" }))[0] as [string];
    await writeRows(store(), { restorations: [{ id, reason }] });
    const restored = {
      name: 'test.restored',
      text: 'MATCH (n:Entity)-[r:OPPOSES]->(m:Entity) WHERE r.id = $id RETURN r.confidence, r.alo',
    };
    expect(await store().read(restored, { id })).toEqual([[0.85, 4_000_000]]);
  });

  test('a start that was killed begins again, whatever it had done', { timeout: 600_000 }, async () => {
    await fill(store());
    const written = await contents(store());
    await makeOutdated(store());
    const counting = killedAt(store(), Number.POSITIVE_INFINITY);
    await prepareStore(counting.engine, LATER, () => {}, batchSize(store()));
    const parts = store().kind === 'embedded' ? [0, 0.2, 0.4, 0.6, 0.8, 1] : [0.5, 1];
    for (const part of parts) {
      const write = Math.max(1, Math.floor(counting.writes() * part));
      await makeOutdated(store());
      await expect(prepareStore(killedAt(store(), write).engine, LATER, () => {}, batchSize(store()))).rejects.toThrow(Killed);
      expect(await store().read(APPLIED)).not.toEqual(ALL);
      await prepareStore(store(), LATER, () => {}, batchSize(store()));
      expect(await contents(store())).toEqual(written);
    }
  });

  test('a store of this version is only asked which migrations it has, and so is an empty one', async () => {
    await writeRows(store(), RICH_ROWS);
    const { engine, statements } = recording(store());
    const lines: string[] = [];
    await prepareStore(engine, LATER, (line) => lines.push(line));
    expect(statements).toEqual(['migration.applied', 'migration.applied']);
    expect(lines).toEqual([]);
  });
});
