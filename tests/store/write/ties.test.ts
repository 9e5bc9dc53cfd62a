import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { entityId, eventId, tieId } from '../../../src/store/mintId.ts';
import { BACKS, passage, verdicts, writeAfterBase, writeRows } from '../../support/write/rows.ts';
import { event, evidence, onlyTie, ties } from '../../support/write/stored.ts';
import { describeEachStore } from '../../support/write/stores.ts';

const FIGHTS = { type: 'FIGHTS', from: 'israel', to: 'hezbollah' } as const;
const relate = (engine: Engine, row: Record<string, unknown>) => writeRows(engine, { relationships: [row] });

describe('the identity of a tie', () => {
  describeEachStore((store) => {
    it('does not change when its dates are corrected by its id', async () => {
      const report = await writeAfterBase(store(), { relationships: [{ ...BACKS, start: '2011', evidence: [passage()] }] });
      const id = report.rows[0]!.id;
      const corrected = await relate(store(), { ...BACKS, id, start: '2012-06', end: '2014' });
      expect(corrected.rows).toEqual([{ kind: 'relationships', row: 0, verdict: 'UPDATED', id }]);
      expect(await onlyTie(store())).toMatchObject({ id, start: '2012-06', end: '2014', lo: 734_654, hi: 735_597, confidence: 0.85 });
      expect((await evidence(store(), id!)).length).toBe(1);
    });

    it('does not change when its dates are corrected by its key', async () => {
      await writeAfterBase(store(), { relationships: [{ ...BACKS, key: 'esd:1', start: '2011', attestedUntil: '2017' }] });
      await relate(store(), { ...BACKS, key: 'esd:1', start: '2012' });
      const id = tieId('BACKS', entityId('iran'), entityId('hezbollah'), { key: 'esd:1' });
      expect(await onlyTie(store())).toMatchObject({ id, key: 'esd:1', start: '2012', attestedUntil: '2017' });
    });

    it('is that of another graph where the row gives `mintedAs`', async () => {
      const mintedAs = '0123456789AV';
      const report = await writeAfterBase(store(), { relationships: [{ ...BACKS, mintedAs, key: 'esd:2', start: '2012' }] });
      const id = tieId('BACKS', entityId('iran'), entityId('hezbollah'), { own: mintedAs });
      expect(report.rows).toEqual([{ kind: 'relationships', row: 0, verdict: 'CREATED', id }]);
      expect(verdicts(await relate(store(), { ...BACKS, mintedAs, key: 'esd:2', start: '2012' }))).toEqual(['UNCHANGED']);
      expect((await relate(store(), { ...BACKS, mintedAs: id })).problems).toMatchObject([{ field: 'mintedAs', code: 'BAD_INPUT' }]);
      expect(await onlyTie(store())).toMatchObject({ id, key: 'esd:2' });
    });

    it('is derived, without a key, from type, ends, start and opponents', async () => {
      const rows = [BACKS, { ...BACKS, start: '2011' }, { ...BACKS, start: '2012' }, { ...BACKS, start: '2012', against: ['israel'] }];
      const relationships = [...rows, { ...BACKS, from: 'hezbollah', to: 'iran' }, { ...BACKS, type: 'LEADS' }];
      const report = await writeAfterBase(store(), { relationships });
      expect(verdicts(report)).toEqual(relationships.map(() => 'CREATED'));
      expect((await ties(store())).map(({ id }) => id).sort()).toEqual(report.rows.map(({ id }) => id).sort());
    });

    it('is the same whether its ends are given by id, slug or identifier', async () => {
      await writeAfterBase(store(), { relationships: [BACKS] });
      const report = await relate(store(), { type: 'BACKS', from: 'ucdp:114', to: entityId('hezbollah') });
      expect(verdicts(report)).toEqual(['UNCHANGED']);
    });

    it('is the same where a row of the same write adds the identifier of an end', async () => {
      await writeAfterBase(store(), { relationships: [BACKS] });
      const identified = { slug: 'hezbollah', kind: 'ARMED_GROUP', name: 'Hezbollah', identifiers: [{ scheme: 'test', value: '9' }] };
      const report = await writeRows(store(), { actors: [identified], relationships: [{ ...BACKS, to: 'test:9' }] });
      expect(verdicts(report)).toEqual(['UPDATED', 'UNCHANGED']);
      await onlyTie(store());
    });

    it('is the same for a symmetric tie written from either end', async () => {
      await writeAfterBase(store(), { relationships: [{ ...FIGHTS, start: '2006' }] });
      const again = await relate(store(), { type: 'FIGHTS', from: 'hezbollah', to: 'israel', start: '2006', eventCount: 3 });
      expect(verdicts(again)).toEqual(['UPDATED']);
      const [from, to] = [entityId('israel'), entityId('hezbollah')].sort();
      expect(await onlyTie(store())).toMatchObject({ from, to, eventCount: 3 });
    });

    it.each([
      ['type', { type: 'LEADS' }],
      ['ends', { to: 'israel' }],
      ['direction', { from: 'hezbollah', to: 'iran' }],
    ])('includes its %s: a row by id with another one is rejected and changes nothing', async (_what, otherwise) => {
      const report = await writeAfterBase(store(), { relationships: [BACKS] });
      const before = await ties(store());
      const contradicting = await relate(store(), { ...BACKS, id: report.rows[0]!.id, start: '2011', ...otherwise });
      expect(verdicts(contradicting)).toEqual(['REJECTED']);
      expect(await ties(store())).toEqual(before);
    });
  });
});

describe('writing an existing tie or event', () => {
  describeEachStore((store) => {
    const WHOLE = {
      ...BACKS,
      key: 'k',
      start: '2011',
      ongoing: true,
      against: ['israel'],
      periods: [{ start: '2011', kinds: ['TROOPS'] }],
    };

    it('leaves omitted fields as they are', async () => {
      await writeAfterBase(store(), { relationships: [WHOLE] });
      expect(verdicts(await relate(store(), { ...BACKS, key: 'k' }))).toEqual(['UNCHANGED']);
    });

    it('clears fields that are null', async () => {
      await writeAfterBase(store(), { relationships: [WHOLE] });
      await relate(store(), { ...BACKS, key: 'k', start: null, ongoing: null, against: null, periods: null });
      expect(await onlyTie(store())).toMatchObject({ start: null, ongoing: null, against: [], periods: [], lo: -1, clo: 4_000_000 });
    });

    it('adds opponents and periods to the stored ones', async () => {
      await writeAfterBase(store(), { relationships: [WHOLE] });
      await relate(store(), { ...BACKS, key: 'k', against: ['islamic-state'], periods: [{ start: '2012', kinds: ['FUNDING'] }] });
      const tie = await onlyTie(store());
      expect([...tie.against].sort()).toEqual([entityId('islamic-state'), entityId('israel')].sort());
      expect(tie.periods).toEqual(['2011/ TROOPS', '2012/ FUNDING']);
    });

    it('adds participants to an event, one entry for each actor and role', async () => {
      const row = { key: 'e', kind: 'BATTLE', title: 'Battle', start: '2016', place: 'aleppo', injured: 4 };
      await writeAfterBase(store(), { events: [{ ...row, participants: [{ actor: 'iran', role: 'SIDE_A', deaths: 1 }] }] });
      const more = [
        { actor: 'iran', role: 'SIDE_A', deaths: 2 },
        { actor: 'israel', role: 'SIDE_B' },
      ];
      await writeRows(store(), { events: [{ ...row, place: null, injured: undefined, participants: more }] });
      const stored = await event(store(), 'e');
      expect(stored).toMatchObject({ participants: ['SIDE_A iran 2', 'SIDE_B israel -'], place: null, happenedIn: [], injured: 4 });
    });

    it('finds an event by its id or its key', async () => {
      const row = { kind: 'BATTLE', title: 'Battle', start: '2016', participants: [{ actor: 'iran', role: 'SIDE_A' }] };
      await writeAfterBase(store(), { events: [{ ...row, key: 'e' }] });
      expect(verdicts(await writeRows(store(), { events: [{ ...row, key: eventId('e') }] }))).toEqual(['UNCHANGED']);
      expect((await event(store(), 'e'))!.key).toBe('e');
    });
  });
});
