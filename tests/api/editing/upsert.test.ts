import { beforeAll, describe, expect, it } from 'vitest';
import { codeOf, type Editor, editor, problemsOf, setUp } from '../../support/editing/editor.ts';
import { BACKING, HEZBOLLAH, IRAN, ISRAEL, PASSAGE, REPORT } from '../../support/editing/rows.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';

describeEachEngine((engine) => {
  let anna: Editor;
  beforeAll(async () => {
    anna = editor(engine());
    await anna.upsertActors([IRAN, ISRAEL, HEZBOLLAH]);
    await anna.upsertSources([REPORT]);
  });

  const tie = async (id: string) => (await anna.query<{ relationship: Record<string, unknown> }>(TIE, { id })).relationship;
  const TIE = `query ($id: ID!) { relationship(id: $id) { status confidence confidenceSet revision validity { start end ongoing }
    ... on Backs { against { slug } supportKinds } } }`;

  describe('rows', () => {
    it('are reported as created, then unchanged, then updated', async () => {
      const first = await anna.recordRelationships([BACKING]);
      expect(first).toMatchObject({ created: 1, verdicts: ['CREATED'], problems: [] });
      const again = await anna.recordRelationships([BACKING]);
      expect(again).toEqual({ ...first, created: 0, unchanged: 1, verdicts: ['UNCHANGED'] });
      const changed = await anna.recordRelationships([{ ...BACKING, end: '2024-12-08' }]);
      expect(changed).toEqual({ ...first, created: 0, updated: 1, verdicts: ['UPDATED'], revision: first.revision + 1 });
      expect(await tie(first.ids[0]!)).toMatchObject({ validity: { start: '1982', end: '2024-12-08' }, confidence: 0.85 });
    });

    it('leave omitted fields as they are, clear those that are null, and unite lists', async () => {
      const row = { slug: 'pmf', kind: 'COALITION', name: 'PMF', description: 'Forces.', identifiers: [{ scheme: 'x', value: '1' }] };
      await anna.upsertActors([row]);
      await anna.upsertActors([
        { slug: 'pmf', kind: 'COALITION', name: 'Hashd', aliases: [{ name: 'PMU' }], identifiers: [{ scheme: 'x', value: '2' }] },
      ]);
      const QUERY = '{ actor(id: "pmf") { name description aliases { name } identifiers { value } } }';
      const united = { name: 'PMF', aliases: [{ name: 'Hashd' }, { name: 'PMU' }], identifiers: [{ value: '1' }, { value: '2' }] };
      expect(await anna.query(QUERY)).toEqual({ actor: { ...united, description: 'Forces.' } });
      await anna.upsertActors([{ slug: 'pmf', kind: 'COALITION', name: 'PMF', description: null, identifiers: null }]);
      expect(await anna.query(QUERY)).toEqual({ actor: { ...united, description: null, identifiers: [] } });
      expect(await anna.query('{ actor(id: "x:1") { name } }')).toEqual({ actor: null });
    });

    it('with the id of a relationship correct that relationship only', async () => {
      const { ids } = await anna.recordRelationships([{ ...BACKING, key: 'k1' }]);
      const corrected = await anna.recordRelationships([{ id: ids[0], type: 'BACKS', from: 'iran', to: 'hezbollah', start: '1983' }]);
      expect(corrected).toMatchObject({ verdicts: ['UPDATED'], ids });
      const other = anna.recordRelationships([{ id: ids[0], type: 'OPPOSES', from: 'iran', to: 'hezbollah' }]);
      expect(await problemsOf(other)).toMatchObject([{ field: 'type', code: 'WRONG_FIELD' }]);
      const ends = anna.recordRelationships([{ id: ids[0], type: 'BACKS', from: 'israel', to: 'hezbollah' }]);
      expect(await problemsOf(ends)).toMatchObject([{ field: 'from', code: 'WRONG_END' }]);
    });

    it('of places and events are written', async () => {
      const places = await anna.upsertPlaces([
        { slug: 'syria-land', kind: 'COUNTRY', name: 'Syria' },
        { slug: 'aleppo', kind: 'CITY', name: 'Aleppo', within: 'syria-land', latitude: 36.2 },
      ]);
      expect(places).toMatchObject({ created: 2, problems: [] });
      const row = { key: 'e1', kind: 'AIRSTRIKE', title: 'A strike', start: '2024', place: 'aleppo', evidence: [PASSAGE] };
      const event = { ...row, participants: [{ actor: 'israel', role: 'INITIATOR' }], deathsBest: 3 };
      expect((await anna.upsertEvents([event])).verdicts).toEqual(['CREATED']);
      expect((await anna.upsertEvents([event])).verdicts).toEqual(['UNCHANGED']);
      const more = { ...row, participants: [{ actor: 'iran', role: 'TARGET', deaths: 3 }] };
      expect((await anna.upsertEvents([more])).verdicts).toEqual(['UPDATED']);
      const { event: found } = await anna.query<{ event: object }>('{ event(id: "e1") { deaths { best } participants { role } status } }');
      expect(found).toEqual({ deaths: { best: 3 }, participants: [{ role: 'INITIATOR' }, { role: 'TARGET' }], status: 'SUPPORTED' });
      expect(await problemsOf(anna.upsertEvents([{ ...event, key: 'V-000000000000' }]))).toMatchObject([{ code: 'UNKNOWN_EVENT' }]);
    });
  });

  describe('an invalid row', () => {
    const rows = [
      { ...BACKING, start: '1990' },
      { ...BACKING, to: 'nobody' },
      { ...BACKING, start: '1991' },
    ];

    it('rejects all others: the error has its problems, and nothing is written', async () => {
      const { revision } = await anna.recordRelationships([BACKING]);
      const write = anna.recordRelationships(rows);
      expect(await problemsOf(write)).toMatchObject([{ row: 1, field: 'to', code: 'UNKNOWN_ENTITY' }]);
      expect(await anna.query('{ status { revision } }')).toEqual({ status: { revision } });
    });

    it('is left out of a partial write', async () => {
      const report = await anna.recordRelationships(rows, { partial: true });
      expect(report).toMatchObject({ created: 2, rejected: 1, verdicts: ['CREATED', 'REJECTED', 'CREATED'] });
      expect(report.ids.map((id) => id === null)).toEqual([false, true, false]);
    });
  });

  it('more than 1000 rows are rejected', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, number) => ({ ...HEZBOLLAH, slug: `g-${number}` }));
    expect(await codeOf(anna.upsertActors(many(1001)))).toBe('TOO_MANY_ROWS');
    expect(await anna.upsertActors(many(1000))).toMatchObject({ created: 1000 });
  });

  describe('ifRevision', () => {
    it('rejects a change of what has changed since, and says what, when and by whom', async () => {
      const bob = editor(engine(), { name: 'Bob', role: 'editor' });
      const { revision } = await anna.recordRelationships([BACKING]);
      const theirs = await bob.recordRelationships([{ ...BACKING, ongoing: false }]);
      const mine = anna.recordRelationships([{ ...BACKING, ongoing: true }], { ifRevision: revision });
      await expect(mine).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining(`Iran backs Hezbollah (revision ${theirs.revision}, by Bob)`),
      });
      const same = await anna.recordRelationships([{ ...BACKING, ongoing: false }], { ifRevision: revision });
      expect(same.verdicts).toEqual(['UNCHANGED']);
      const fresh = await anna.recordRelationships([{ ...BACKING, ongoing: true }], { ifRevision: theirs.revision });
      expect(fresh.verdicts).toEqual(['UPDATED']);
      expect(await codeOf(anna.upsertSources([REPORT], { ifRevision: 10_000 }))).toBe('nothing was thrown');
      expect(await codeOf(anna.upsertSources([{ ...REPORT, title: 'x' }], { ifRevision: 10_000 }))).toBe('BAD_INPUT');
    });
  });

  describe('evidence', () => {
    it('changes the status and confidence of what it is about', async () => {
      const { ids } = await anna.recordRelationships([{ ...BACKING, start: '2001' }]);
      const wrong = anna.addEvidence(ids[0]!, [
        { ...PASSAGE, quote: 'It does not.', stance: 'DENIES', attributedTo: 'iran' },
        { ...PASSAGE, source: 'nowhere' },
      ]);
      expect(await problemsOf(wrong)).toMatchObject([{ row: 1, field: 'source', code: 'UNKNOWN_SOURCE' }]);
      const denied = { ...PASSAGE, quote: 'It does not.', stance: 'DENIES', attributedTo: 'iran' };
      expect(await anna.addEvidence(ids[0]!, [denied])).toMatchObject({ created: 1, problems: [] });
      expect(await tie(ids[0]!)).toMatchObject({ status: 'DISPUTED', confidence: 0.5 });
      expect(await anna.addEvidence(ids[0]!, [denied])).toMatchObject({ unchanged: 1 });
      expect(await problemsOf(anna.addEvidence('V-000000000000', [PASSAGE]))).toMatchObject([{ field: 'about', code: 'UNKNOWN_ID' }]);
    });

    it('counts by the current reliability of its source', async () => {
      await anna.upsertSources([{ key: 'paper', title: 'A paper' }]);
      const { ids } = await anna.recordRelationships([{ ...BACKING, start: '2002', evidence: [{ ...PASSAGE, source: 'paper' }] }]);
      expect(await tie(ids[0]!)).toMatchObject({ confidence: 0.5 });
      await anna.upsertSources([{ key: 'paper', title: 'A paper', reliability: 'A' }]);
      expect(await tie(ids[0]!)).toMatchObject({ confidence: 0.95 });
    });
  });

  it('requires the role of an editor', async () => {
    const reader = editor(engine(), { name: 'Rita', role: 'reader' });
    expect(await codeOf(reader.upsertActors([IRAN]))).toBe('FORBIDDEN');
    expect(await codeOf(reader.retract('iran'))).toBe('FORBIDDEN');
    expect(await codeOf(reader.merge('iran', 'israel'))).toBe('FORBIDDEN');
  });
}, setUp);
