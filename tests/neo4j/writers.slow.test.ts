import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { ConnectionLost } from '../../src/engine/errors.ts';
import { confidenceOf } from '../../src/model/confidence.ts';
import { AllegianceError } from '../../src/model/errors.ts';
import { write } from '../../src/write/write.ts';
import { NOW, setUp } from '../support/editing/editor.ts';
import { BACKING, HEZBOLLAH, IRAN, PASSAGE, REPORT } from '../support/editing/rows.ts';
import { digest } from '../support/engine/digest.ts';
import { describeEachEngine } from '../support/engine/engines.ts';

const WRITERS = 8;
const WRITES = 10;

const options = (key: string = randomUUID(), by = 'a writer') => ({ key, by, at: NOW });

/** An engine that loses the response to its first commit. */
function losingOneResponse(engine: Engine): Engine {
  let lost = false;
  const write: Engine['write'] = async (work) => {
    const value = await engine.write(work);
    if (lost) return value;
    lost = true;
    throw new ConnectionLost();
  };
  return { ...engine, write };
}

describeEachEngine((engine) => {
  const list = async (text: string) => (await engine().read({ name: 'test.list', text })).map(([value]) => value);

  it('lose no update when 8 write at once, and make revisions without gaps or repeats', { timeout: 120_000 }, async () => {
    await write(engine(), { actors: [IRAN, HEZBOLLAH], sources: [REPORT], relationships: [BACKING] }, options());
    const sources = Array.from({ length: WRITERS }, (_, number) => ({
      key: `source-${number}`,
      title: `Source ${number}`,
      reliability: 'C',
    }));
    await write(engine(), { sources }, options());
    const writer = async (number: number) => {
      for (let round = 0; round < WRITES; round++) {
        const passage = { source: `source-${number}`, quote: `words ${number} ${round}`, hedged: round > 0 };
        const own = { ...BACKING, key: `tie ${number} ${round}` };
        await write(engine(), { relationships: [{ ...BACKING, evidence: [passage] }, own] }, options(undefined, `writer ${number}`));
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));

    const latestRevision = 2 + WRITERS * WRITES;
    const numbers = Array.from({ length: latestRevision }, (_, index) => index + 1);
    expect(await list('MATCH (d:Revision) RETURN d.number ORDER BY d.number')).toEqual(numbers);
    expect(await list('MATCH (s:ChangeSet) RETURN s.revision ORDER BY s.revision')).toEqual(numbers);
    expect(await list("MATCH (c:Counter {id: 'revision'}) RETURN c.number")).toEqual([latestRevision]);
    expect(await list('MATCH (:Entity)-[r:BACKS]->(:Entity) RETURN count(r)')).toEqual([1 + WRITERS * WRITES]);
    const sourcesCited = [
      { voice: 'report', reliability: 'B' as const },
      ...sources.map(({ key }) => ({ voice: key, reliability: 'C' as const })),
    ];
    const expected = confidenceOf(sourcesCited.map((one) => ({ ...one, stance: 'ASSERTS' as const, hedged: false, said: null })));
    expect(await list('MATCH (:Entity)-[r:BACKS]->(:Entity) WHERE r.key IS NULL RETURN r.confidence')).toEqual([expected]);
    expect(await list('MATCH (p:Evidence) RETURN count(p)')).toEqual([1 + WRITERS * WRITES + WRITERS * WRITES]);
  });

  it('write once where the response to a commit is lost, and get the report', async () => {
    const rows = { relationships: [{ ...BACKING, key: 'lost' }, BACKING] };
    const report = await write(losingOneResponse(engine()), rows, { ...options(), at: new Date('2026-02-01T00:00:00.000Z') });
    expect(report.rows.map(({ verdict }) => verdict)).toEqual(['CREATED', 'UNCHANGED']);
    expect(report.rows.map(({ id }) => id)).toEqual([expect.any(String), expect.any(String)]);
    expect(await list("MATCH (:Entity)-[r:BACKS]->(:Entity) WHERE r.key = 'lost' RETURN r.id")).toEqual([report.rows[0]!.id]);
    expect(await list('MATCH (d:Revision) RETURN count(d)')).toEqual([report.revision]);
  });

  it('get the report of a command whose response was lost', async () => {
    const [tie] = await list("MATCH (:Entity)-[r:BACKS]->(:Entity) WHERE r.key = 'lost' RETURN r.id");
    for (const kind of ['retractions', 'restorations'] as const) {
      const report = await write(losingOneResponse(engine()), { [kind]: [{ id: tie, reason: 'a test' }] }, options());
      expect(report.rows).toEqual([{ kind, row: 0, verdict: 'UPDATED', id: tie }]);
    }
    const merge = { merges: [{ keep: 'iran', merge: 'hezbollah', reason: 'a test' }] };
    expect((await write(losingOneResponse(engine()), merge, options())).rows).toMatchObject([{ verdict: 'UPDATED' }]);
    const unmerge = { unmerges: [{ id: 'hezbollah', reason: 'a test' }] };
    const report = await write(losingOneResponse(engine()), unmerge, options());
    expect(report).toMatchObject({ problems: [], rows: [{ verdict: 'UPDATED', id: expect.stringMatching(/^[0-9A-V]{12}$/) }] });
  });

  it('change nothing under a key that was used', async () => {
    const rows = { relationships: [{ ...BACKING, key: 'keyed', evidence: [PASSAGE] }] };
    const first = await write(engine(), rows, options('a key'));
    const before = await digest((statement) => engine().read(statement));
    const again = await write(engine(), rows, options('a key'));
    expect(again).toMatchObject({ revision: first.revision, rows: [{ verdict: 'UNCHANGED' }] });
    expect(await digest((statement) => engine().read(statement))).toEqual(before);
  });

  it('write nothing where a statement fails in the middle', async () => {
    const failing: Engine = {
      ...engine(),
      write: (work) =>
        engine().write((transaction) =>
          work({
            ...transaction,
            run: (statement, parameters) => {
              if (statement.name === 'revision.append') throw new AllegianceError('QUERY_TIMEOUT', 'too long');
              return transaction.run(statement, parameters);
            },
          }),
        ),
    };
    const before = await digest((statement) => engine().read(statement));
    await expect(write(failing, { relationships: [{ ...BACKING, key: 'failing' }] }, options())).rejects.toMatchObject({
      code: 'QUERY_TIMEOUT',
    });
    expect(await digest((statement) => engine().read(statement))).toEqual(before);
  });
}, setUp);
