import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import type { ImportInput } from '../../../src/exchange/import/format.ts';
import type { ImportReport } from '../../../src/exchange/import/run.ts';
import { ucdpEsdOf } from '../../../src/exchange/import/ucdp/esd.ts';
import { ucdpGedOf } from '../../../src/exchange/import/ucdp/ged.ts';
import { entityId } from '../../../src/store/mintId.ts';
import { write } from '../../../src/write/write.ts';
import { runImport } from '../../support/import/runImport.ts';
import { event, source, ties } from '../../support/write/stored.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';
import { emptyStore, graphOver } from '../seed/seeded.ts';
import { type Cells, esdRelease, gedRelease } from './support/tables.ts';

const RENEWAL = { dyad_new_id: 99002, side_b_new_id: 9903, side_b: 'TLA-Renewal' };
const day = (date: string): Cells => ({ date_start: date, date_end: date, year: date.slice(0, 4) });

/** Three events of one dyad. In the newer release one has other deaths, one is gone, one has another side, and one is new. */
const OLDER: readonly Cells[] = [{}, { id: 900002 }, { id: 900003, ...day('2020-02-01'), best: 3, high: 3, low: 3 }];
const NEWER: readonly Cells[] = [
  { ...day('2020-01-02'), best: 14, high: 20, low: 12 },
  { id: 900003, ...day('2020-02-01'), best: 3, high: 3, low: 3, ...RENEWAL },
  { id: 900004, ...day('2020-03-01'), best: 5, high: 5, low: 5 },
];
const older = (name = 'ged191.csv') => gedRelease(name, ...OLDER);
const newer = (name = 'ged251.csv') => gedRelease(name, ...NEWER);

const importAs = (
  engine: Engine,
  input: ImportInput | readonly ImportInput[],
  version: string | null = null,
  dryRun = false,
  isComplete = false,
) => runImport(engine, ucdpGedOf(version, isComplete), [input].flat(), { now: () => NOW, dryRun });

const warningsOf = ({ warnings }: ImportReport) => Object.fromEntries(warnings.map(({ code, count }) => [code, count]));
const messagesOf = ({ warnings }: ImportReport, code: string) =>
  warnings.find((one) => one.code === code)?.examples.map(({ message }) => message) ?? [];

/** What the relationships count: `FIGHTS tla 2 events 19 deaths (17 to 25), 2020-01-02 to 2020-03-01`. */
async function counted(engine: Engine): Promise<string[]> {
  const names = new Map(['tla', 'tla-renewal', 'testland', 'civilians-of-testland', 'a-b'].map((slug) => [entityId(slug), slug]));
  const violent = (await ties(engine)).filter(({ type }) => type !== 'LOCATED_IN');
  return violent
    .map(({ type, from, to, eventCount, deathsBest, deathsLow, deathsHigh, attestedFrom, attestedUntil }) => {
      const ends = [names.get(from) ?? from, names.get(to) ?? to].filter((slug) => slug !== 'testland').join(' ');
      return `${type} ${ends} ${eventCount} events ${deathsBest} deaths (${deathsLow} to ${deathsHigh}), ${attestedFrom} to ${attestedUntil}`;
    })
    .sort();
}

const NEWEST = [
  'FIGHTS tla 2 events 19 deaths (17 to 25), 2020-01-02 to 2020-03-01',
  'FIGHTS tla-renewal 1 events 3 deaths (3 to 3), 2020-02-01 to 2020-02-01',
];

describe('releases of GED', () => {
  describeEachStore((store) => {
    it('a newer one over an older one: only the newest counts, and what was dropped and recoded is reported', async () => {
      await importAs(store(), older());
      expect(await counted(store())).toEqual(['FIGHTS tla 3 events 23 deaths (23 to 23), 2020-01-01 to 2020-02-01']);
      const report = await importAs(store(), newer());
      expect(report).toMatchObject({ rejected: 0 });
      expect(warningsOf(report)).toMatchObject({ 'release-dropped': 1, 'release-recoded': 2 });
      expect(messagesOf(report, 'release-dropped')).toEqual([
        'UCDP GED 25.1 no longer has ucdp-ged:900002, “Government of Testland and TLA fight, Testville” of 2020-01-01, 10 deaths, which UCDP GED 19.1 has: retracted.',
      ]);
      expect(messagesOf(report, 'release-recoded')).toEqual([
        'Event 900001 is coded otherwise than before: start 2020-01-01 → 2020-01-02, deaths 10 → 14, low 10 → 12, high 10 → 20.',
        'Event 900003 is coded otherwise than before: sides ucdp:9901 and ucdp:9902 → ucdp:9901 and ucdp:9903.',
      ]);
      expect(await counted(store())).toEqual(NEWEST);
      expect(await event(store(), 'ucdp-ged:900002')).toBeNull();
      expect((await event(store(), 'ucdp-ged:900003'))!.participants).toEqual(['SIDE_A testland 0', 'SIDE_B tla-renewal 0']);
    });

    it('either imported again changes nothing more', async () => {
      await importAs(store(), older());
      await importAs(store(), newer());
      for (const again of [newer(), older(), newer()]) {
        expect(await importAs(store(), again)).toMatchObject({ created: 0, rejected: 0 });
        expect(await counted(store())).toEqual(NEWEST);
      }
    });

    it('an older one after a newer does not overwrite it, and says so', async () => {
      await importAs(store(), newer());
      const report = await importAs(store(), older());
      expect([report.created, report.updated, report.rejected]).toEqual([0, 0, 0]);
      expect(messagesOf(report, 'release-older')).toEqual([
        'Event 900001 is left out: UCDP GED 25.1, which is newer, has it.',
        'Event 900002 is left out: UCDP GED 25.1, which is newer, does not have it.',
        'Event 900003 is left out: UCDP GED 25.1, which is newer, has it.',
      ]);
      expect(await counted(store())).toEqual(NEWEST);
      expect(await source(store(), 'ucdp-ged-19.1')).toBeNull();
    });

    it('a third release that has a dropped event again restores it', async () => {
      await importAs(store(), older());
      await importAs(store(), newer());
      const report = await importAs(store(), gedRelease('ged261.csv', ...OLDER, { id: 900004, ...day('2020-03-01'), best: 5 }));
      expect(report).toMatchObject({ rejected: 0 });
      expect((await event(store(), 'ucdp-ged:900002'))!.deathsBest).toBe(10);
      expect(await counted(store())).toEqual(['FIGHTS tla 4 events 28 deaths (33 to 33), 2020-01-01 to 2020-03-01']);
      expect(warningsOf(report)).toMatchObject({ 'release-dropped': 1 });
    });

    it('a dry run reports the same, and writes nothing', async () => {
      await importAs(store(), older());
      const before = await counted(store());
      const dry = await importAs(store(), newer(), null, true);
      expect(await counted(store())).toEqual(before);
      const report = await importAs(store(), newer());
      expect({ ...dry, revision: 0 }).toEqual({ ...report, revision: 0 });
    });

    it('a relationship of which other sources speak stays, without the counts', async () => {
      await importAs(store(), gedRelease('ged191.csv', { ...RENEWAL }, { id: 900002 }));
      const tie = (await ties(store())).find(({ key }) => key === 'ucdp-dyad:99002')!;
      await write(
        store(),
        { sources: [{ key: 'paper', title: 'A paper' }], passages: [{ about: tie.id, source: 'paper', quote: 'They fight.' }] },
        { key: 'a', by: 'an editor', at: NOW, action: 'UPDATED', summary: 'A passage' },
      );
      const report = await importAs(store(), gedRelease('ged251.csv', {}, { id: 900002 }));
      expect(warningsOf(report)).toMatchObject({ 'release-dropped': 1, 'release-recoded': 1 });
      expect(await counted(store())).toEqual([
        'FIGHTS tla 2 events 20 deaths (20 to 20), 2020-01-01 to 2020-01-01',
        'FIGHTS tla-renewal null events null deaths (null to null), 2020-01-01 to 2020-01-01',
      ]);
    });

    it('an extract replaces only what is in its countries and years', async () => {
      const elsewhere = { id: 900005, country: 'Otherland', country_id: 991, best: 100, high: 100, low: 100 };
      await importAs(store(), gedRelease('ged191.csv', ...OLDER, elsewhere, { id: 900006, ...day('2019-05-05'), best: 7 }));
      const report = await importAs(store(), newer('testland-v25.1.csv'));
      expect(warningsOf(report)).toMatchObject({ 'release-dropped': 1, 'release-elsewhere': 2 });
      expect((await counted(store()))[0]).toBe('FIGHTS tla 4 events 126 deaths (127 to 135), 2019-05-05 to 2020-03-01');
    });

    it('a file that is said to be complete has no longer what is nowhere in it, also in another country', async () => {
      const elsewhere = { id: 900005, country: 'Otherland', country_id: 991 };
      await importAs(store(), gedRelease('GEDEvent_v19_1.csv', ...OLDER, elsewhere));
      const report = await importAs(store(), newer('GEDEvent_v25_1.csv'));
      expect(warningsOf(report)).toMatchObject({ 'release-dropped': 1, 'release-elsewhere': 1 });
      expect(messagesOf(report, 'release-elsewhere')).toEqual([expect.stringContaining('say --complete')]);
      const complete = await importAs(store(), newer('GEDEvent_v25_1.csv'), null, false, true);
      expect(warningsOf(complete)).toMatchObject({ 'release-dropped': 1 });
      expect(await counted(store())).toEqual(NEWEST);
    });

    describe('a filtered file under the name of a whole release retracts nothing that it merely does not contain', () => {
      const OTHER = { dyad_new_id: 99002, side_b_new_id: 9903, side_b: 'TLA-Renewal' };
      const many = (count: number, cells: (index: number) => Cells): Cells[] =>
        Array.from({ length: count }, (_, index) => ({ id: 910_000 + index, ...cells(index) }));
      const everything = [
        ...many(20, (index) => ({ best: index % 4 === 0 ? 30 : 2 })),
        ...many(10, (index) => ({ id: 920_000 + index, ...OTHER })),
        ...many(10, (index) => ({
          id: 930_000 + index,
          type_of_violence: 3,
          side_b: 'Civilians',
          side_b_new_id: 9999,
          dyad_new_id: 99009,
        })),
        ...many(10, (index) => ({ id: 940_000 + index, country: 'Otherland', country_id: 991 })),
      ];
      it.each<[string, (row: Cells) => boolean]>([
        ['one country', ({ country }) => country === undefined],
        ['one dyad', ({ dyad_new_id }) => dyad_new_id === undefined],
        ['one kind of violence', ({ type_of_violence }) => type_of_violence === undefined],
        ['many deaths', ({ best }) => Number(best ?? 10) >= 10],
        ['every second event', ({ id }) => Number(id) % 2 === 0],
      ])('%s', async (_, keep) => {
        await importAs(store(), gedRelease('ged191.csv', ...everything));
        const report = await importAs(store(), gedRelease('GEDEvent_v25_1.csv', ...everything.filter(keep)));
        const missing = everything.length - everything.filter(keep).length;
        expect(warningsOf(report)).toMatchObject({ 'release-elsewhere': missing });
        expect(warningsOf(report)).not.toHaveProperty('release-dropped');
        const deaths = (rows: readonly Cells[]) => rows.reduce((sum, { best }) => sum + Number(best ?? 10), 0);
        const sums = (await ties(store())).map(({ deathsBest }) => deathsBest ?? 0);
        expect(sums.reduce((sum, one) => sum + one, 0)).toBe(deaths(everything));
        // Nor does an older file that is whole lose what a newer, filtered one does not have.
        expect(warningsOf(await importAs(store(), gedRelease('ged201.csv', ...everything)))['release-older'] ?? 0).toBe(
          everything.length - missing,
        );
      });
    });

    it('a coalition that is no side any more loses its members', async () => {
      const coalition = { dyad_new_id: 99003, side_b_new_id: 9904, side_b: 'Alpha, Beta' };
      await importAs(store(), gedRelease('ged191.csv', { id: 1, ...coalition }, { id: 2 }));
      expect((await ties(store())).filter(({ type }) => type === 'PART_OF')).toHaveLength(2);
      await importAs(store(), gedRelease('ged251.csv', { id: 1 }, { id: 2 }));
      expect((await ties(store())).filter(({ type }) => type === 'PART_OF')).toHaveLength(0);
      expect(await counted(store())).toEqual(['FIGHTS tla 2 events 20 deaths (20 to 20), 2020-01-01 to 2020-01-01']);
    });

    it('a month of the Candidate series adds to GED and to other months, until GED has the year itself', async () => {
      const month = (number: number, ...rows: Cells[]) => gedRelease(`GEDEvent_v25_0_${number}.csv`, ...rows);
      await importAs(store(), gedRelease('GEDEvent_v25_1.csv', { id: 1, ...day('2024-12-30') }));
      await importAs(store(), [month(2, { id: 3, ...day('2025-02-03') }), month(1, { id: 2, ...day('2025-01-02') })]);
      expect((await counted(store()))[0]).toBe('FIGHTS tla 3 events 30 deaths (30 to 30), 2024-12-30 to 2025-02-03');
      const report = await importAs(store(), month(2, { id: 3, ...day('2025-02-03') }));
      expect([report.created, report.updated]).toEqual([0, 0]);
      await importAs(store(), gedRelease('GEDEvent_v26_1.csv', { id: 1, ...day('2024-12-30') }, { id: 3, ...day('2025-02-03'), best: 9 }));
      expect(await event(store(), 'ucdp-ged:2')).toBeNull();
      expect((await counted(store()))[0]).toBe('FIGHTS tla 2 events 19 deaths (20 to 20), 2024-12-30 to 2025-02-03');
      expect(warningsOf(await importAs(store(), month(1, { id: 2, ...day('2025-01-02') })))).toMatchObject({ 'release-older': 1 });
    });

    it('what does not state its release replaces nothing of one that does', async () => {
      await importAs(store(), newer());
      const report = await importAs(store(), gedRelease('mine.csv', ...OLDER, { id: 900009, ...day('2031-01-01') }));
      expect(warningsOf(report)).toMatchObject({ 'release-older': 3 });
      expect(await source(store(), 'ucdp-ged')).toMatchObject({
        title: 'UCDP Georeferenced Event Dataset (GED), version not known',
        publishedOn: null,
      });
      expect((await counted(store()))[0]).toBe('FIGHTS tla 3 events 29 deaths (27 to 35), 2020-01-02 to 2031-01-01');
    });
  });

  describeEachStore((store) => {
    const backing = async () =>
      (await ties(store()))
        .filter(({ type }) => type === 'BACKS')
        .map(({ key, attestedUntil }) => `${key} until ${attestedUntil}`)
        .sort();
    const importEsd = (input: ImportInput) => runImport(store(), ucdpEsdOf(null), [input], { now: () => NOW });
    const OTHER = { actor_id: 367, actor_name: 'Amal', dyad_id: 892 };
    // The newer one has two years more, and none of the support of Amal in 2010.
    const old = esdRelease('esd-18.1.csv', {}, { ...OTHER }, { ...OTHER, year: 2014 });
    const recent = esdRelease('esd-25.1.csv', {}, { year: 2011 }, { year: 2012 }, { ...OTHER, year: 2014 });
    const RECENT = ['ucdp-esd:366:114:891:2010 until 2012', 'ucdp-esd:367:114:892:2014 until 2014'];

    it('of ESD: the newer one replaces the older, reports what it dropped and recoded, and is not overwritten', async () => {
      await importEsd(old);
      const report = await importEsd(recent);
      expect(warningsOf(report)).toMatchObject({ 'release-dropped': 1, 'release-recoded': 1 });
      expect(messagesOf(report, 'release-dropped')).toEqual([
        'UCDP ESD 25.1 no longer has ucdp-esd:367:114:892:2010, which UCDP ESD 18.1 has: retracted.',
      ]);
      expect(await backing()).toEqual(RECENT);
      const again = await importEsd(old);
      expect([again.created, again.updated, again.rejected, warningsOf(again)]).toEqual([0, 0, 0, { 'release-older': 3 }]);
      expect(await backing()).toEqual(RECENT);
    });

    it('of ESD: kinds of support are those of the newest alone, and their change is reported', async () => {
      const weapons = { ext_w_count: 1 };
      const training = { ext_t_count: 1 };
      await importEsd(esdRelease('esd-18.1.csv', weapons, { ...weapons, year: 2011 }));
      const periods = async () => (await ties(store())).filter(({ type }) => type === 'BACKS').map((tie) => tie.periods);
      expect(await periods()).toEqual([['2010/2011 WEAPONS']]);
      const newest = esdRelease('esd-25.1.csv', weapons, { ...training, year: 2011 });
      const report = await importEsd(newest);
      expect(messagesOf(report, 'release-recoded')).toEqual([
        'ucdp-esd:366:114:891:2010 is coded otherwise than before: support 2010/2011 WEAPONS → 2010/2010 WEAPONS, 2011/2011 TRAINING.',
      ]);
      expect(await periods()).toEqual([['2010/2010 WEAPONS', '2011/2011 TRAINING']]);
      const again = await importEsd(newest);
      expect([again.created, again.updated, warningsOf(again)]).toEqual([0, 0, {}]);
    });

    it('of ESD: a file of some years says nothing of support that began before them', async () => {
      const years = [2008, 2009, 2010, 2011];
      await importEsd(esdRelease('esd-18.1.csv', ...years.map((year) => ({ year }))));
      const report = await importEsd(esdRelease('esd-25.1.csv', { year: 2010 }, { year: 2011 }, { year: 2012 }));
      expect(warningsOf(report)).toEqual({ 'release-elsewhere': 1 });
      expect(await backing()).toEqual(['ucdp-esd:366:114:891:2008 until 2011', 'ucdp-esd:366:114:891:2010 until 2012']);
    });

    it('of ESD: a file of one backer or one side retracts nothing of others, unless it is said to be complete', async () => {
      const rows: Cells[] = [{}, { ext_id: 120, ext_name: 'Government of Jordan' }, { ...OTHER }];
      await importEsd(esdRelease('esd-18.1.csv', ...rows));
      const report = await importEsd(esdRelease('esd-25.1.csv', {}));
      expect(warningsOf(report)).toMatchObject({ 'release-elsewhere': 2 });
      expect(await backing()).toHaveLength(3);
      const complete = await runImport(store(), ucdpEsdOf(null, true), [esdRelease('esd-25.1.csv', {})], { now: () => NOW });
      expect(warningsOf(complete)).toMatchObject({ 'release-dropped': 2 });
      expect(await backing()).toEqual(['ucdp-esd:366:114:891:2010 until 2010']);
    });

    it('of ESD: an older one after a newer adds nothing', async () => {
      await importEsd(recent);
      await importEsd(old);
      expect(await backing()).toEqual(RECENT);
    });
  });

  it('count alike in lists, sums, series and breakdowns', async () => {
    const engine = await emptyStore();
    await importAs(engine, older());
    await importAs(engine, newer());
    const graph = graphOver(engine);
    const answer = await graph.execute<object>(`{
      events { totalCount deaths { best low high } }
      series: eventSeries(by: YEAR) { start events deaths { best } }
      dyads: eventBreakdown(by: DYAD) { label events deaths { best } }
      actors: eventBreakdown(by: ACTOR) { label events }
      sources: eventBreakdown(by: SOURCE) { label events }
      tieSources: relationshipBreakdown(by: SOURCE, filter: { types: [FIGHTS] }) { label relationships }
      actor(id: "ucdp:9902") { events { totalCount } }
      relationships(filter: { types: [FIGHTS] }) { nodes { statement ... on Fights { eventCount fatalities { best } } } }
    }`);
    await graph.close();
    expect(answer).toEqual({
      events: { totalCount: 3, deaths: { best: 22, low: 20, high: 28 } },
      series: [{ start: '2020', events: 3, deaths: { best: 22 } }],
      dyads: [
        { label: 'Testland – TLA', events: 2, deaths: { best: 19 } },
        { label: 'Testland – TLA-Renewal', events: 1, deaths: { best: 3 } },
      ],
      actors: [
        { label: 'Testland', events: 3 },
        { label: 'TLA', events: 2 },
        { label: 'TLA-Renewal', events: 1 },
      ],
      // Of the releases only the newest is named for what it counts, beside the paper that it cites.
      sources: [
        { label: 'UCDP Georeferenced Event Dataset (GED), version 25.1', events: 3 },
        { label: 'X', events: 3 },
      ],
      tieSources: [{ label: 'UCDP Georeferenced Event Dataset (GED), version 25.1', relationships: 2 }],
      actor: { events: { totalCount: 2 } },
      relationships: {
        nodes: expect.arrayContaining([
          { statement: 'Testland fights TLA', eventCount: 2, fatalities: { best: 19 } },
          { statement: 'Testland fights TLA-Renewal', eventCount: 1, fatalities: { best: 3 } },
        ]),
      },
    });
  });

  it('of what was known on a day: the events of which the older one spoke, each with what it said', async () => {
    const engine = await emptyStore();
    await importAs(engine, older());
    await importAs(engine, newer());
    const graph = graphOver(engine);
    const answer = await graph.execute<object>(`{
      events(filter: { voices: { knownBy: "2019" } }) {
        nodes { key deaths { best } evidence { nodes { source { key } claimedDeaths { best } } } }
      }
    }`);
    await graph.close();
    const coded = (version: string, best: number) => ({ source: { key: `ucdp-ged-${version}` }, claimedDeaths: { best } });
    const report = { source: { key: 'publisher:x' }, claimedDeaths: null };
    const passages = (before: number, after: number) => ({
      nodes: expect.arrayContaining([coded('19.1', before), coded('25.1', after), report]),
    });
    // The numbers of the event are those of the newest release; what the older one dropped is in the history alone.
    expect(answer).toEqual({
      events: {
        nodes: [
          { key: 'ucdp-ged:900001', deaths: { best: 14 }, evidence: passages(10, 14) },
          { key: 'ucdp-ged:900003', deaths: { best: 3 }, evidence: passages(3, 3) },
        ],
      },
    });
  });

  it.each([
    ['GEDEvent_v26_1.csv', null, 'ucdp-ged-26.1', '2026'],
    ['ged251-csv.zip', null, 'ucdp-ged-25.1', '2025'],
    ['mine.csv', '24.1', 'ucdp-ged-24.1', '2024'],
    ['GEDEvent_v25_0_6.csv', null, 'ucdp-candidate-25.0.6', '2025'],
    ['GEDEvent_v25_0_12.csv', null, 'ucdp-candidate-25.0.12', '2026'],
    ['mine.csv', '25.0.6', 'ucdp-candidate-25.0.6', '2025'],
  ])('%s, --version %s, is of the source %s, published in %s', async (name, version, key, publishedOn) => {
    const engine = await emptyStore();
    await importAs(engine, newer(name), version);
    expect(await source(engine, key)).toMatchObject({ publishedOn });
    await engine.close();
  });

  it('a column states the release where the name does not', async () => {
    const engine = await emptyStore();
    await importAs(engine, gedRelease('mine.csv', { version: '23.1' }));
    expect(await source(engine, 'ucdp-ged-23.1')).not.toBeNull();
    await engine.close();
  });

  it('of several at once only months of the Candidate series are read', async () => {
    const engine = await emptyStore();
    await expect(importAs(engine, [older(), newer()])).rejects.toThrow('Expected files of one release; got UCDP GED 19.1, UCDP GED 25.1.');
    const parts = [gedRelease('part-1-v25.1.csv', NEWER[0]!), gedRelease('part-2-v25.1.csv', NEWER[1]!, NEWER[2]!)];
    await importAs(engine, parts);
    expect(await counted(engine)).toEqual(NEWEST);
    await engine.close();
  });
});
