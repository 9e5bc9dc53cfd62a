import { beforeAll, describe, expect, it } from 'vitest';
import { contentsWithoutHistory, type Editor, editor, problemsOf, projections, setUp } from '../../support/editing/editor.ts';
import { BACKING, HEZBOLLAH, IRAN, ISRAEL, PASSAGE, REPORT } from '../../support/editing/rows.ts';

import { describeEachEngine } from '../../support/engine/engines.ts';

const DENIAL = { ...PASSAGE, quote: 'It does not.', stance: 'DENIES' };

describeEachEngine((engine) => {
  let anna: Editor;
  let tie: string;
  beforeAll(async () => {
    anna = editor(engine());
    await anna.upsertActors([IRAN, ISRAEL, HEZBOLLAH]);
    await anna.upsertPlaces([{ slug: 'beirut', kind: 'CITY', name: 'Beirut' }]);
    await anna.upsertSources([REPORT]);
    tie = (await anna.recordRelationships([BACKING])).ids[0]!;
    await anna.services.projection.view();
  });

  const contents = () => contentsWithoutHistory(anna);
  const expectFollowedEqualsBuilt = async () => {
    const { followed, built } = await projections(anna);
    expect(followed).toEqual(built);
  };
  const shown = async () =>
    (await anna.query<{ relationship: object | null }>(`{ relationship(id: "${tie}") { status confidence } }`)).relationship;

  describe('a relationship', () => {
    it('leaves every answer, and is restored as it was', async () => {
      const before = await contents();
      expect(await anna.retract(tie, 'a mistake')).toMatchObject({ verdicts: ['UPDATED'], ids: [tie] });
      expect(await shown()).toBeNull();
      expect(
        await anna.query('{ actor(id: "iran") { backs { totalCount } relationships { totalCount } } relationships { totalCount } }'),
      ).toEqual({
        actor: { backs: { totalCount: 0 }, relationships: { totalCount: 0 } },
        relationships: { totalCount: 0 },
      });
      expect(await anna.query('{ distance(from: "iran", to: "hezbollah") }')).toEqual({ distance: null });
      await expectFollowedEqualsBuilt();
      expect(await anna.retract(tie)).toMatchObject({ verdicts: ['UNCHANGED'] });

      expect(await anna.restore(tie, 'it was right')).toMatchObject({ verdicts: ['UPDATED'], ids: [tie] });
      expect(await shown()).toEqual({ status: 'SUPPORTED', confidence: 0.85 });
      expect(await anna.query('{ distance(from: "iran", to: "hezbollah") }')).toEqual({ distance: 1 });
      await expectFollowedEqualsBuilt();
      const stamp = /"revision":\d+/g;
      expect((await contents()).map((line) => line.replace(stamp, ''))).toEqual(before.map((line) => line.replace(stamp, '')));
      expect(await anna.restore(tie)).toMatchObject({ verdicts: ['UNCHANGED'] });
    });

    it('cannot be written while it is retracted', async () => {
      await anna.retract(tie, 'a mistake');
      expect(await problemsOf(anna.recordRelationships([BACKING]))).toMatchObject([
        { field: 'id', code: 'RETRACTED', message: expect.stringContaining('a mistake') },
      ]);
      expect(await problemsOf(anna.addEvidence(tie, [DENIAL]))).toMatchObject([{ field: 'about', code: 'RETRACTED' }]);
      await anna.restore(tie);
    });

    it('is assessed by the evidence that exists when it is restored', async () => {
      const { ids } = await anna.addEvidence(tie, [DENIAL]);
      expect(await shown()).toMatchObject({ status: 'DISPUTED' });
      await anna.retract(tie);
      await anna.retract(ids[0]!);
      await anna.restore(tie);
      expect(await shown()).toEqual({ status: 'SUPPORTED', confidence: 0.85 });
      await expectFollowedEqualsBuilt();
    });
  });

  it('evidence no longer counts until it is restored', async () => {
    const denial = { ...DENIAL, quote: 'Not at all.' };
    const { ids } = await anna.addEvidence(tie, [denial]);
    await anna.retract(ids[0]!, 'misread');
    expect(await shown()).toMatchObject({ status: 'SUPPORTED' });
    expect(await problemsOf(anna.recordRelationships([{ ...BACKING, evidence: [denial] }]))).toMatchObject([
      { field: 'evidence[0]', code: 'RETRACTED' },
    ]);
    await expectFollowedEqualsBuilt();
    await anna.restore(ids[0]!);
    expect(await shown()).toMatchObject({ status: 'DISPUTED', confidence: 0.5 });
    await expectFollowedEqualsBuilt();
    await anna.retract(ids[0]!);
  });

  it('an event is retracted and restored with its place, participants and evidence', async () => {
    const participants = [{ actor: 'israel', role: 'INITIATOR', deaths: 1 }];
    const row = { key: 'e1', kind: 'AIRSTRIKE', title: 'A strike', start: '2024', place: 'beirut', participants, evidence: [PASSAGE] };
    const { ids } = await anna.upsertEvents([row]);
    const QUERY =
      '{ event(id: "e1") { title place { slug } participants { actor { slug } deaths } evidence { totalCount } } place(id: "beirut") { events { totalCount } } }';
    const before = await anna.query(QUERY);
    await anna.retract(ids[0]!);
    expect(await anna.query(QUERY)).toEqual({ event: null, place: { events: { totalCount: 0 } } });
    expect(await problemsOf(anna.upsertEvents([row]))).toMatchObject([{ field: 'key', code: 'RETRACTED' }]);
    await anna.restore(ids[0]!);
    expect(await anna.query(QUERY)).toEqual(before);
    expect((await anna.upsertEvents([row])).verdicts).toEqual(['UNCHANGED']);
  });

  describe('an actor, place or source', () => {
    it('cannot be retracted while something depends on it', async () => {
      for (const id of [
        'hezbollah',
        'beirut',
        (await anna.query<{ source: { id: string } }>('{ source(id: "report") { id } }')).source.id,
      ]) {
        expect(await problemsOf(anna.retract(id))).toMatchObject([{ code: 'STILL_NEEDED' }]);
      }
      const { message } = (await problemsOf(anna.retract('hezbollah')))[0]!;
      expect(message).toMatch(/^Hezbollah is referred to by .*1 BACKS relationship\b.*\. Retract these first, or merge it into another\.$/);
    });

    it('is retracted when nothing does, and restored with its names and identifiers', async () => {
      const row = {
        slug: 'nobody',
        kind: 'PERSON',
        name: 'Nobody',
        aliases: [{ name: 'Outis' }],
        identifiers: [{ scheme: 'x', value: '1' }],
      };
      const { ids } = await anna.upsertActors([row]);
      const before = await contents();
      await anna.retract('nobody', 'he does not exist');
      expect(await anna.query('{ a: actor(id: "nobody") { id } b: actor(id: "x:1") { id } search(text: "Outis") { score } }')).toEqual({
        a: null,
        b: null,
        search: [],
      });
      expect(await problemsOf(anna.upsertActors([row]))).toMatchObject([{ field: 'slug', code: 'RETRACTED' }]);
      await expectFollowedEqualsBuilt();
      expect(await anna.restore('nobody')).toMatchObject({ verdicts: ['UPDATED'], ids });
      const stamp = /"revision":\d+/g;
      expect((await contents()).map((line) => line.replace(stamp, ''))).toEqual(before.map((line) => line.replace(stamp, '')));
      await expectFollowedEqualsBuilt();
    });

    it('must exist before what refers to it is restored', async () => {
      await anna.upsertActors([{ slug: 'briefly', kind: 'PERSON', name: 'Briefly' }]);
      const { ids } = await anna.recordRelationships([{ type: 'LEADS', from: 'briefly', to: 'hezbollah' }]);
      await anna.retract(ids[0]!);
      await anna.retract('briefly');
      expect(await problemsOf(anna.restore(ids[0]!))).toMatchObject([{ code: 'UNKNOWN_ID' }]);
      await anna.restore('briefly');
      expect((await anna.restore(ids[0]!)).verdicts).toEqual(['UPDATED']);
      await expectFollowedEqualsBuilt();
    });
  });

  it('unknown ids are rejected', async () => {
    expect(await problemsOf(anna.retract('P-000000000000'))).toMatchObject([{ code: 'UNKNOWN_ID' }]);
    expect(await problemsOf(anna.restore('P-000000000000'))).toMatchObject([{ code: 'NOT_RETRACTED' }]);
    expect(await problemsOf(anna.retract(tie, ''))).toMatchObject([{ field: 'reason', code: 'BAD_INPUT' }]);
  });
}, setUp);
