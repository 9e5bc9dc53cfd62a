import { describe, expect, it } from 'vitest';
import { entityId, sourceId } from '../../../src/store/mintId.ts';
import { BACKS, BASE, passage, verdicts, writeAfterBase, writeRows } from '../../support/write/rows.ts';
import { changeSets, changes, counter, entity, onlyTie, revisions, source, ties } from '../../support/write/stored.ts';
import { describeEachStore } from '../../support/write/stores.ts';

const WRONG = { slug: 'Wrong', kind: 'STATE', name: 'Wrong' };
const RUSSIA = { slug: 'russia', kind: 'STATE', name: 'Russia' };

describe('a write', () => {
  describeEachStore((store) => {
    it('is atomic: one rejected row rejects all others', async () => {
      const report = await writeRows(store(), { sources: BASE.sources, actors: [RUSSIA, WRONG] });
      expect(verdicts(report)).toEqual(['REJECTED', 'REJECTED', 'REJECTED', 'REJECTED']);
      expect(report.rows.map(({ id }) => id)).toEqual([null, null, null, null]);
      expect(report.problems.map(({ kind, row, code }) => [kind, row, code])).toEqual([['actors', 1, 'BAD_INPUT']]);
      expect([report.revision, await counter(store()), await revisions(store())]).toEqual([0, 0, []]);
      expect([await entity(store(), 'russia'), await source(store(), 'news')]).toEqual([null, null]);
    });

    it('that may be partial writes the valid rows, and rejects those that refer to a rejected one', async () => {
      const relationships = [
        { ...BACKS, from: 'russia' },
        { ...BACKS, from: 'wrong' },
      ];
      const report = await writeAfterBase(store(), { actors: [WRONG, RUSSIA], relationships }, { partial: true });
      expect(report.rows.map(({ kind, row, verdict }) => [kind, row, verdict])).toEqual([
        ['actors', 0, 'REJECTED'],
        ['actors', 1, 'CREATED'],
        ['relationships', 0, 'CREATED'],
        ['relationships', 1, 'REJECTED'],
      ]);
      expect(report.problems.map(({ kind, row, code }) => [kind, row, code])).toEqual([
        ['actors', 0, 'BAD_INPUT'],
        ['relationships', 1, 'UNKNOWN_ENTITY'],
      ]);
      expect(report.revision).toBe(2);
      expect((await onlyTie(store())).from).toBe(entityId('russia'));
    });

    it('that may be partial and has no valid row makes no revision', async () => {
      const report = await writeRows(store(), { actors: [WRONG] }, { partial: true });
      expect([report.revision, await counter(store())]).toEqual([0, 0]);
    });

    it('with the same key is done once, whatever its rows', async () => {
      await writeRows(store(), BASE, { key: 'one' });
      const again = await writeRows(store(), { actors: [RUSSIA] }, { key: 'one' });
      expect(again).toEqual({ rows: [{ kind: 'actors', row: 0, verdict: 'UNCHANGED', id: null }], problems: [], revision: 1 });
      expect(await entity(store(), 'russia')).toBeNull();
      expect((await revisions(store())).map(({ number }) => number)).toEqual([1]);
    });

    it('that was rejected may be sent again under the same key', async () => {
      await writeRows(store(), { actors: [WRONG] }, { key: 'one' });
      expect(verdicts(await writeRows(store(), { actors: [RUSSIA] }, { key: 'one' }))).toEqual(['CREATED']);
    });

    it('of the same rows changes nothing and makes no revision', async () => {
      const events = [
        { key: 'e', kind: 'BATTLE', title: 'B', start: '2016', place: 'aleppo', participants: [{ actor: 'iran', role: 'PARTY' }] },
      ];
      const relationships = [{ ...BACKS, start: '2016', against: ['israel'], periods: [{ kinds: ['TROOPS'] }], evidence: [passage()] }];
      const rows = { ...BASE, events: events.map((one) => ({ ...one, evidence: [passage()] })), relationships };
      await writeRows(store(), rows);
      const before = [await ties(store()), await entity(store(), 'iran')];
      const again = await writeRows(store(), rows);
      expect(new Set(verdicts(again))).toEqual(new Set(['UNCHANGED']));
      expect(again.rows.every(({ id }) => id !== null)).toBe(true);
      expect([again.revision, await counter(store()), (await revisions(store())).length]).toEqual([1, 1, 1]);
      expect([await ties(store()), await entity(store(), 'iran')]).toEqual(before);
      expect(await changes(store())).toEqual([]);
    });

    it('of one row twice writes it once', async () => {
      const report = await writeAfterBase(store(), { relationships: [BACKS, BACKS] });
      expect(verdicts(report)).toEqual(['CREATED', 'UNCHANGED']);
      await onlyTie(store());
    });

    it('of no rows makes no revision', async () => {
      expect(await writeRows(store(), {})).toEqual({ rows: [], problems: [], revision: 0 });
    });

    it('that only adds evidence is reported as UPDATED', async () => {
      await writeAfterBase(store(), { relationships: [{ ...BACKS, evidence: [passage()] }] });
      const report = await writeRows(store(), { relationships: [{ ...BACKS, evidence: [passage({ quote: 'Again.' })] }] });
      expect([verdicts(report), report.revision]).toEqual([['UPDATED'], 3]);
    });

    it('is numbered without gaps, also between rejected and unchanged ones', async () => {
      for (let number = 0; number < 6; number++) {
        await writeRows(store(), { actors: [{ ...RUSSIA, slug: `actor-${number}` }] });
        await writeRows(store(), { actors: [{ ...RUSSIA, slug: `actor-${number}` }] });
        await writeRows(store(), { actors: [WRONG] });
      }
      expect((await revisions(store())).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(await counter(store())).toBe(6);
    });

    it('stores a change set with the new entities, and each changed tie with its bounds, status, confidence and passages', async () => {
      await writeRows(store(), { sources: BASE.sources, actors: BASE.actors.slice(0, 3) });
      const relationships = [{ ...BACKS, key: 'k', start: '2011', end: '2013', evidence: [passage({ hedged: true })] }];
      await writeRows(store(), { actors: [RUSSIA], relationships });
      await writeRows(store(), { relationships: [{ ...BACKS, key: 'k', end: '2014' }] });
      const sets = await changeSets(store());
      const { id } = await onlyTie(store());
      const tie = { op: 'tie', id, lo: 734_137, clo: 734_501, status: 'REPORTED', confidence: 0.7042 };
      const passages = [[sourceId('news'), null, null, 0, 1, null, expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]];
      expect(sets.get(1)).toMatchObject([
        ...BASE.actors.slice(0, 3).map(({ slug, kind, name }) => ({ op: 'entity', id: entityId(slug), kind, name })),
        ...BASE.sources.map(({ key }) => ({ op: 'source', id: sourceId(key), publisher: null, publishedOn: null })),
        { op: 'touched', lists: ['actors', 'sources'] },
      ]);
      expect(sets.get(2)).toMatchObject([
        { op: 'entity', id: entityId('russia'), kind: 'STATE', name: RUSSIA.name },
        { ...tie, hi: 735_232, chi: 734_868 },
        { op: 'passages', id, passages },
        { op: 'touched', cited: [sourceId('news')], lists: ['actors'] },
      ]);
      expect(sets.get(3)).toMatchObject([{ ...tie, hi: 735_597, chi: 735_233 }, { op: 'touched' }]);
      expect([...sets.keys()]).toEqual([1, 2, 3]);
      expect((await revisions(store())).map(({ ties: count }) => count)).toEqual([0, 1, 1]);
    });

    it('stores what it changed, before and after, and no history for what it created', async () => {
      await writeAfterBase(store(), { relationships: [{ ...BACKS, key: 'k', start: '2011' }] });
      expect(await changes(store())).toEqual([]);
      await writeRows(store(), { sources: [{ key: 'news', title: 'The News' }], relationships: [{ ...BACKS, key: 'k', ongoing: true }] });
      const { id } = await onlyTie(store());
      expect(await changes(store())).toContainEqual({ about: id, revision: 3, before: { ongoing: null }, after: { ongoing: true } });
      expect((await changes(store())).length).toBe(2);
    });
  });
});
