import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import type { ImportInput } from '../../../src/exchange/import/format.ts';
import type { ImportReport } from '../../../src/exchange/import/run.ts';
import { ucdpGedOf } from '../../../src/exchange/import/ucdp/ged.ts';
import { contents } from '../../support/export/contents.ts';
import { runImport } from '../../support/import/runImport.ts';
import { event, evidence, source, ties } from '../../support/write/stored.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';
import { emptyStore } from '../seed/seeded.ts';
import { type Cells, gedRelease } from './support/tables.ts';

const importAs = (engine: Engine, input: ImportInput | readonly ImportInput[], version: string | null = null) =>
  runImport(engine, ucdpGedOf(version), [input].flat(), { now: () => NOW });

const counts = ({ warnings }: ImportReport) => Object.fromEntries(warnings.map(({ code, count }) => [code, count]));
const messages = ({ warnings }: ImportReport, code: string) =>
  warnings.find((one) => one.code === code)?.examples.map(({ message }) => message) ?? [];

const day = (date: string): Cells => ({ date_start: date, date_end: date, year: date.slice(0, 4) });
const many = (count: number, cells: (index: number) => Cells): Cells[] =>
  Array.from({ length: count }, (_, index) => ({ id: 1_000 + index, ...day(`2020-0${1 + (index % 9)}-11`), ...cells(index) }));

/** What the passages of the only relationship of a dyad say, by their sources. */
async function coded(engine: Engine): Promise<string[]> {
  const [tie] = (await ties(engine)).filter(({ type }) => type === 'FIGHTS');
  return (await evidence(engine, tie!.id)).map(({ quote }) => quote);
}

describe('a file that has only a part of its release', () => {
  /** Ninety events of one dyad, and a few that differ from them in one respect: so few that a release might have dropped them. */
  const FEW: Readonly<Record<string, Cells>> = {
    'of a province': { adm_1: 'South Province' },
    'of a month': day('2020-11-30'),
    'with a precision of place': { where_prec: 6 },
    'within a month': { date_prec: 4, date_start: '2020-03-03', date_end: '2020-03-25' },
    'with no deaths': { best: 0, low: 0 },
    'with the most deaths': { best: 900, high: 900 },
    'with civilian deaths': { deaths_civilians: 3 },
  };

  it.each(Object.entries(FEW))('does not say of those %s that its release dropped them', async (_, cells) => {
    const engine = await emptyStore();
    const rest = many(90, () => ({}));
    await importAs(engine, gedRelease('ged191.csv', ...rest, ...many(4, (index) => ({ id: 5_000 + index, ...cells }))));
    const report = await importAs(engine, gedRelease('GEDEvent_v25_1.csv', ...rest));
    expect(counts(report)).toMatchObject({ 'release-elsewhere': 4 });
    expect(counts(report)).not.toHaveProperty('release-dropped');
    expect(messages(report, 'release-elsewhere')[0]).toContain('4 events of UCDP GED 19.1 that this table does not have, and may lack');
    await engine.close();
  });

  it('nor of those that are not clear, where it has only clear ones', async () => {
    const engine = await emptyStore();
    const rest = many(120, () => ({}));
    await importAs(engine, gedRelease('ged191.csv', ...rest, ...many(4, (index) => ({ id: 5_000 + index, event_clarity: 2 }))));
    const filtered = await importAs(engine, gedRelease('GEDEvent_v25_1.csv', ...rest));
    expect(counts(filtered)).toMatchObject({ 'release-elsewhere': 4 });
    const whole = await importAs(engine, gedRelease('GEDEvent_v26_1.csv', ...rest.with(0, { ...rest[0], event_clarity: 2 })));
    expect(counts(whole)).toMatchObject({ 'release-dropped': 4 });
    await engine.close();
  });

  it('nor of one of which a cell cannot be read', async () => {
    const engine = await emptyStore();
    await importAs(engine, gedRelease('ged191.csv', ...many(9, () => ({}))));
    const report = await importAs(
      engine,
      gedRelease(
        'ged251.csv',
        ...many(9, (index): Cells => (index === 4 ? { date_start: 'soon' } : index === 5 ? { country_id: 'X' } : {})),
      ),
    );
    expect([report.rejected, counts(report)['release-dropped']]).toEqual([2, undefined]);
    expect(await event(engine, 'ucdp-ged:1004')).not.toBeNull();
    await engine.close();
  });

  it('says which years it does not have, and does not ask whether it is complete for them', async () => {
    const engine = await emptyStore();
    await importAs(engine, gedRelease('ged191.csv', { id: 1 }, { id: 2, ...day('2015-05-05') }, { id: 3, ...day('2016-05-05') }));
    const report = await importAs(engine, gedRelease('ged251.csv', { id: 1 }));
    expect(messages(report, 'release-elsewhere')).toEqual([
      'The graph has 2 events of UCDP GED 19.1 in years of which this table has none: they stay and count.',
    ]);
    expect(counts(report)['release-elsewhere']).toBe(2);
    await engine.close();
  });

  it('of an older release adds what a newer one may merely lack, and says so', async () => {
    const engine = await emptyStore();
    await importAs(engine, gedRelease('ged251.csv', { id: 1 }));
    const other = { dyad_new_id: 99002, side_b_new_id: 9903, side_b: 'TLA-Renewal' };
    const report = await importAs(engine, gedRelease('ged191.csv', { id: 1 }, { id: 2, ...other }, { id: 3, ...other }));
    expect(messages(report, 'release-elsewhere')).toEqual([
      'This table has 2 events that UCDP GED 25.1, which is newer, does not have in the graph, and may lack because an extract of it was imported: they count.',
    ]);
    expect(counts(report)).toMatchObject({ 'release-older': 1, 'release-elsewhere': 2 });
    await engine.close();
  });

  describeEachStore((store) => {
    const all = [{ id: 1 }, { id: 2, ...day('2020-02-02') }, { id: 3, ...day('2021-03-03') }, { id: 4, ...day('2021-04-04') }];
    const whole = gedRelease('ged251.csv', ...all);
    const part = gedRelease('ged251-2020.csv', ...all.slice(0, 2));

    it('changes nothing after the whole, and says nothing that the release does not', async () => {
      await importAs(store(), whole);
      const before = await contents(store());
      const report = await importAs(store(), part);
      expect([report.created, report.updated, counts(report)]).toEqual([0, 0, { 'source-before-event': 1 }]);
      expect(await contents(store())).toEqual(before);
      expect(await coded(store())).toEqual([
        'Codes 4 events of fighting in Testland between Government of Testland and TLA, 40 deaths (best estimate).',
      ]);
    });
  });

  it('before the whole leaves what the whole alone gives', async () => {
    const [engine, alone] = [await emptyStore(), await emptyStore()];
    const coalition = { dyad_new_id: 99003, side_b_new_id: 9904, side_b: 'Alpha, Beta' };
    const alpha = { dyad_new_id: 99004, side_b_new_id: 9905, side_b: 'Alpha' };
    const all = [{ id: 1 }, { id: 2, ...coalition }, { id: 3, ...alpha }, { id: 4, ...day('2021-04-04') }];
    await importAs(engine, gedRelease('ged251-1.csv', all[0]!, all[1]!));
    await importAs(engine, gedRelease('ged251-2.csv', all[2]!, all[3]!));
    const report = await importAs(engine, gedRelease('ged251.csv', ...all));
    expect(report).toMatchObject({ rejected: 0 });
    await importAs(alone, gedRelease('ged251.csv', ...all));
    expect(await contents(engine)).toEqual(await contents(alone));
    await Promise.all([engine.close(), alone.close()]);
  });

  it('knows the members of a coalition that the graph knows', async () => {
    const engine = await emptyStore();
    const coalition = { id: 2, dyad_new_id: 99003, side_b_new_id: 9904, side_b: 'Alpha, Beta' };
    await importAs(engine, gedRelease('ged191.csv', { id: 1, dyad_new_id: 99004, side_b_new_id: 9905, side_b: 'Alpha' }, coalition));
    const members = async () =>
      (await ties(engine))
        .filter(({ type }) => type === 'PART_OF')
        .map(({ key }) => key!)
        .sort();
    const before = await members();
    expect(before).toEqual(['ucdp-coalition:9904:9905', 'ucdp-coalition:9904:Beta']);
    expect(counts(await importAs(engine, gedRelease('ged251.csv', coalition)))).not.toHaveProperty('release-dropped');
    expect(await members()).toEqual(before);
    await engine.close();
  });
});

describe('what a newer release recodes', () => {
  it('is also reported of the deaths of a side and of how exactly a place is known', async () => {
    const engine = await emptyStore();
    await importAs(engine, gedRelease('ged191.csv', { deaths_a: 2, deaths_b: 8 }));
    const report = await importAs(engine, gedRelease('ged251.csv', { deaths_a: 3, deaths_b: 7, where_prec: 3 }));
    expect(messages(report, 'release-recoded')).toEqual([
      'Event 900001 is coded otherwise than before: precision of the place EXACT → DISTRICT, deaths of side A 2 → 3, deaths of side B 8 → 7.',
    ]);
    await engine.close();
  });
});

describe('the months of a year in one release of the Candidate series', () => {
  const month = (version: string, ...rows: Cells[]) => gedRelease(`GEDEvent_v${version}.csv`, ...rows);
  const january = [
    { id: 1, ...day('2025-01-05') },
    { id: 2, ...day('2025-01-20') },
  ];
  const february = [
    { id: 3, ...day('2025-02-05') },
    { id: 4, ...day('2025-02-20') },
  ];
  const both = [...january.slice(0, 1), { ...february[0]!, best: 12, high: 12 }, february[1]!];

  it('replace those of each month, whichever comes first', async () => {
    const [engine, backwards] = [await emptyStore(), await emptyStore()];
    const months = [month('25_0_1', ...january), month('25_0_2', ...february)];
    await importAs(engine, months);
    const report = await importAs(engine, month('25_01_25_02', ...both));
    expect(counts(report)).toEqual({ 'release-dropped': 1, 'release-recoded': 1, 'source-before-event': 3 });
    expect(messages(report, 'release-dropped')[0]).toMatch(
      /^UCDP Candidate 25\.01\.25\.02 no longer has ucdp-ged:2, .*25\.0\.1 has: retracted\.$/,
    );
    await importAs(backwards, month('25_01_25_02', ...both));
    expect(counts(await importAs(backwards, months))).toEqual({ 'release-older': 4 });
    for (const one of [engine, backwards]) {
      const [fights] = (await ties(one)).filter(({ type }) => type === 'FIGHTS');
      expect([fights!.eventCount, fights!.deathsBest]).toEqual([3, 32]);
      await one.close();
    }
  });
});

describe('what states the release', () => {
  it('must not be two things', async () => {
    const engine = await emptyStore();
    await expect(importAs(engine, gedRelease('ged251.csv', { version: '24.1' }))).rejects.toThrow(
      'Expected one release; the name of ged251.csv states 25.1, and its first row 24.1. Say which it is: --version 24.1.',
    );
    await expect(importAs(engine, gedRelease('mine.csv', { version: '24.1' }, { id: 2, version: '25.1' }))).rejects.toThrow(
      'Expected rows of one release in mine.csv; line 3 states 25.1, and the first row or the name of the file 24.1.',
    );
    await importAs(engine, gedRelease('ged251.csv', { version: '24.1' }), '24.1');
    expect(await source(engine, 'ucdp-ged-24.1')).not.toBeNull();
    await engine.close();
  });

  it('is missed where there is none', async () => {
    const engine = await emptyStore();
    const report = await importAs(engine, gedRelease('mine.csv', {}));
    expect(counts(report)).toMatchObject({ 'release-unknown': 1 });
    expect(counts(await importAs(engine, gedRelease('ged251.csv', {})))).not.toHaveProperty('release-unknown');
    await engine.close();
  });
});

describe('an event on two rows', () => {
  it('counts once where they are equal, and is reported', async () => {
    const engine = await emptyStore();
    const report = await importAs(engine, [
      gedRelease('a-v25.1.csv', { id: 1 }, { id: 2 }),
      gedRelease('b-v25.1.csv', { id: 2 }, { id: 3 }),
    ]);
    expect([report.rejected, messages(report, 'event-repeated')]).toEqual([
      0,
      ['Event 2 is also on line 3 of a-v25.1.csv, with the same values; it is imported once.'],
    ]);
    expect(await coded(engine)).toEqual([expect.stringContaining('Codes 3 events')]);
    await engine.close();
  });

  it('counts as the first has it, and the other is rejected', async () => {
    const engine = await emptyStore();
    const report = await importAs(engine, gedRelease('ged251.csv', { id: 1 }, { id: 1, best: 99, high: 99 }));
    expect([report.rejected, report.problems.map(({ examples }) => examples[0]!.message)]).toEqual([
      1,
      ['id: expected each event once, and line 2 has other values of event 1; got "1"'],
    ]);
    expect((await event(engine, 'ucdp-ged:1'))!.deathsBest).toBe(10);
    expect(await coded(engine)).toEqual([expect.stringContaining('Codes 1 event of')]);
    await engine.close();
  });
});
