import { describe, expect, it } from 'vitest';
import { entityId, eventId, sourceId } from '../../../src/store/mintId.ts';
import { BACKS, BASE, passage, verdicts, writeAfterBase, writeRows } from '../../support/write/rows.ts';
import { entity, event, evidence, identifiers, onlyTie, revisions, source } from '../../support/write/stored.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';

describe('a write stores all fields of', () => {
  describeEachStore((store) => {
    it('rows of every kind, each with its verdict and id, in one revision', async () => {
      const report = await writeRows(store(), BASE, { action: 'IMPORTED', key: 'first', summary: 'the base' });
      const ids = [
        ...BASE.sources.map(({ key }) => ['sources', sourceId(key)]),
        ...BASE.places.map(({ slug }) => ['places', entityId(slug)]),
        ...BASE.actors.map(({ slug }) => ['actors', entityId(slug)]),
      ];
      expect(report.rows.map(({ kind, id }) => [kind, id])).toEqual(ids);
      expect(report.rows.map(({ row }) => row)).toEqual([0, 1, 0, 1, 0, 1, 2, 3, 4]);
      expect(new Set(verdicts(report))).toEqual(new Set(['CREATED']));
      expect([report.problems, report.revision]).toEqual([[], 1]);
      const at = NOW.toISOString();
      const [revision, ...others] = await revisions(store());
      const passageRow = { by: 'editor', action: 'IMPORTED', summary: 'the base', reason: null, ties: 0 };
      expect([revision, others]).toEqual([{ number: 1, key: 'first', at, ...passageRow }, []]);
    });

    it('a source', async () => {
      const row = {
        key: 'k',
        title: 'T',
        publisher: 'P',
        url: 'https://x.org/a?b=c',
        publishedOn: '2024-11-30',
        citation: 'Line 1\nline 2',
      };
      await writeRows(store(), { sources: [row] });
      const stamp = { recordedAt: NOW.toISOString(), revision: 1 };
      expect(await source(store(), 'k')).toEqual({
        ...row,
        id: sourceId('k'),
        sort: `t\u0001${sourceId('k')}`,
        reliability: 'F',
        ...stamp,
      });
    });

    it('an actor, with the labels of its kind, names in the order given, identifiers and days', async () => {
      const aliases = [
        { name: 'HTS', language: 'en', kind: 'SHORT' },
        { name: 'هيئة تحرير الشام', language: 'ar', kind: 'NATIVE', start: '2017-01', end: '2025' },
      ];
      const identifiersOf = [{ scheme: 'ucdp', value: '6815' }];
      const dates = { activeFrom: '2017-01', activeTo: '2017-02' };
      await writeRows(store(), {
        places: [{ slug: 'land', kind: 'REGION', name: 'Land' }],
        actors: [{ slug: 'hts', kind: 'STATE', name: 'Hayat', aliases, identifiers: identifiersOf, ...dates, territory: 'land' }],
      });
      const stored = (await entity(store(), 'hts'))!;
      expect(stored.labels).toEqual(['Actor', 'Entity', 'State']);
      expect(stored).toMatchObject({ id: entityId('hts'), canon: entityId('hts'), mergedInto: null, slug: 'hts', kind: 'STATE' });
      expect(stored).toMatchObject({ ...dates, identifiers: ['ucdp:6815'], territory: entityId('land'), description: null });
      expect(stored.activeHi - stored.activeLo).toBe(58);
      expect(stored.names.map(({ name, kind, language, start, end }) => [name, kind, language, start, end])).toEqual([
        ['Hayat', 'PREFERRED', null, null, null],
        ['HTS', 'SHORT', 'en', null, null],
        ['هيئة تحرير الشام', 'NATIVE', 'ar', '2017-01', '2025'],
      ]);
      expect(await identifiers(store())).toEqual({ 'ucdp:6815': entityId('hts') });
    });

    it('a place, with the place that it lies within as a tie', async () => {
      const report = await writeRows(store(), {
        places: [
          { slug: 'syria-country', kind: 'COUNTRY', name: 'Syria' },
          { slug: 'aleppo', kind: 'CITY', name: 'Aleppo', latitude: 36.201241, longitude: 37, within: 'syria-country' },
        ],
      });
      expect(verdicts(report)).toEqual(['CREATED', 'CREATED']);
      const stored = (await entity(store(), 'aleppo'))!;
      expect(stored.labels).toEqual(['Entity', 'Place']);
      expect(stored).toMatchObject({ kind: 'PLACE', placeKind: 'CITY', latitude: 36.201241, longitude: 37 });
      const ends = { from: entityId('aleppo'), to: entityId('syria-country') };
      expect(await onlyTie(store())).toMatchObject({ type: 'LOCATED_IN', ...ends, status: 'UNSOURCED', confidence: 0 });
    });

    it('a tie, with its dates as given, its four bounds, the fields of its type and its evidence', async () => {
      const periods = [{ start: '2011', kinds: ['WEAPONS', 'TRAINING'] }, { kinds: [] }];
      const dates = { start: '2011', end: '[2016-01-11..2016-01-17]', ongoing: false, attestedFrom: '2011-06', attestedUntil: '2015' };
      const passageRow = passage({
        locator: 'p. 1',
        verbatim: true,
        attributedTo: 'israel',
        statedOn: '2016-02',
        asOf: '2015',
        deathsText: 'dozens',
      });
      const report = await writeAfterBase(store(), {
        relationships: [{ ...BACKS, ...dates, key: 'k', against: ['israel'], periods, evidence: [passageRow] }],
      });
      expect(verdicts(report)).toEqual(['CREATED']);
      const tie = await onlyTie(store());
      expect(tie.id).toBe(report.rows[0]!.id);
      expect(tie).toMatchObject({ type: 'BACKS', from: entityId('iran'), to: entityId('hezbollah'), key: 'k', ...dates });
      expect(tie).toMatchObject({ lo: 734_137, hi: 735_979, clo: 734_317, chi: 735_973, ord: `0734137|${tie.id}` });
      expect(tie).toMatchObject({
        against: [entityId('israel')],
        periods: ['2011/ WEAPONS TRAINING', '/'],
        extent: null,
        eventCount: null,
      });
      expect(tie).toMatchObject({
        status: 'SUPPORTED',
        confidence: 0.85,
        confidenceSet: false,
        derived: false,
        strength: `01500|${tie.id}`,
      });
      expect(tie).toMatchObject({ recordedAt: NOW.toISOString(), revision: 2 });
      const [storedPassage] = await evidence(store(), tie.id);
      expect(storedPassage).toMatchObject({
        ...passageRow,
        source: sourceId('news'),
        attributedTo: entityId('israel'),
        about: tie.id,
        stance: 'ASSERTS',
      });
      expect(storedPassage).toMatchObject({ hedged: false, attribution: null, deathsBest: null });
    });

    it('a tie of control, with the extent FULL by default', async () => {
      await writeAfterBase(store(), { relationships: [{ type: 'CONTROLS', from: 'syrian-army', to: 'aleppo' }] });
      expect(await onlyTie(store())).toMatchObject({
        extent: 'FULL',
        start: null,
        end: null,
        lo: -1,
        hi: 4_000_000,
        clo: 4_000_000,
        chi: -1,
      });
    });

    it('an event, with its participants and place, and the bounds of its start where it has no end', async () => {
      const participants = [
        { actor: 'iran', role: 'SIDE_A', deaths: 3 },
        { actor: 'ucdp:121', role: 'SIDE_B' },
      ];
      const figures = { deathsBest: 5, deathsLow: 4, deathsHigh: 9, deathsText: 'a few', civilianDeaths: 0, injured: 2 };
      const row = { key: 'e', kind: 'BATTLE', title: 'Battle', start: '2016-02', place: 'aleppo', placePrecision: 'NEAR', ...figures };
      const report = await writeAfterBase(store(), { events: [{ ...row, participants, evidence: [passage({ hedged: true })] }] });
      expect(report.rows).toEqual([{ kind: 'events', row: 0, verdict: 'CREATED', id: eventId('e') }]);
      const stored = (await event(store(), 'e'))!;
      expect(stored).toMatchObject({
        ...row,
        place: entityId('aleppo'),
        end: null,
        status: 'REPORTED',
        deathsOrd: `0000000005|${stored.id}`,
      });
      expect([stored.hi - stored.lo, stored.clo - stored.lo, stored.chi - stored.lo]).toEqual([28, 28, 0]);
      expect(stored.participants).toEqual(['SIDE_A iran 3', 'SIDE_B israel -']);
      expect(stored.happenedIn).toEqual(['aleppo']);
      expect((await evidence(store(), stored.id)).map(({ quote, hedged }) => [quote, hedged])).toEqual([['It is so.', true]]);
    });
  });
});
