import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import type { ImportInput } from '../../../src/exchange/import/format.ts';
import type { ImportReport } from '../../../src/exchange/import/run.ts';
import { ucdpGedOf } from '../../../src/exchange/import/ucdp/ged.ts';
import { contents } from '../../support/export/contents.ts';
import { runImport } from '../../support/import/runImport.ts';
import { ties } from '../../support/write/stored.ts';
import { emptyStore, graphOver, NOW } from '../seed/seeded.ts';
import { haveUcdpTables, ucdpTable } from '../seed/ucdpTables.ts';
import { type Cells, gedRelease } from './support/tables.ts';

/*
 * Pairs of releases made from a slice of a real one: of every thirtieth event in Syria from 2016 to 2019 some are dropped in the newer
 * release, some have other deaths, days, opponents or places, and some come anew.
 */

if (!haveUcdpTables) console.log('UCDP skipped: ../shared/data/ucdp is not here');

interface Pair {
  readonly older: readonly Cells[];
  readonly newer: readonly Cells[];
  readonly dropped: number;
  readonly recoded: number;
}

function pairOf(all: readonly Cells[]): Pair {
  const older = all.filter((_, index) => index % 30 === 0);
  const places = ['where_prec', 'where_coordinates', 'adm_1', 'adm_2', 'latitude', 'longitude'];
  const counts = { dropped: 0, recoded: 0 };
  const newer = older.flatMap((row, index): Cells[] => {
    if (index % 30 === 7) {
      counts.dropped++;
      return [];
    }
    const other = [
      () => ({ ...row, best: Number(row.best) + 3, high: Number(row.high) + 3 }),
      () => ({ ...row, date_start: `${row.year}-06-16`, date_end: `${row.year}-06-16`, date_prec: 1 }),
      () => ({ ...row, dyad_new_id: 99001, side_b_new_id: 99002, side_b: 'Another opponent', type_of_violence: 1 }),
      () => ({ ...row, ...Object.fromEntries(places.map((name) => [name, older[(index + 1) % older.length]![name]!])) }),
    ][index % 10]?.();
    if (!other) return [row];
    // Where the event was already so, nothing is recoded; nor where a place is only said to be in another district.
    const said = (cells: Cells) => JSON.stringify({ ...cells, adm_2: '' });
    if (said(other) !== said(row)) counts.recoded++;
    return [other];
  });
  return { older, newer: [...newer, ...all.filter((_, index) => index % 300 === 5)], ...counts };
}

const importAs = (engine: Engine, input: ImportInput, dryRun = false, isComplete = false) =>
  runImport(engine, ucdpGedOf(null, isComplete), [input], { now: () => NOW, dryRun });
const counted = ({ warnings }: ImportReport, code: string) => warnings.find((one) => one.code === code)?.count ?? 0;
const numberOf = (rows: readonly Cells[], column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0);

/** What counts: the sums of events, and of relationships that rest on events. */
async function sums(engine: Engine): Promise<Record<string, number>> {
  const graph = graphOver(engine);
  const { events, eventSeries } = await graph.execute<{
    events: { totalCount: number; deaths: { best: number; low: number; high: number } };
    eventSeries: { events: number }[];
  }>('{ events { totalCount deaths { best low high } } eventSeries(by: YEAR) { events } }');
  const derived = (await ties(engine)).filter(({ key }) => key?.startsWith('ucdp-dyad:'));
  const total = (name: 'eventCount' | 'deathsBest') => derived.reduce((sum, tie) => sum + (tie[name] ?? 0), 0);
  return {
    events: events.totalCount,
    inSeries: eventSeries.reduce((sum, one) => sum + one.events, 0),
    ...events.deaths,
    ofTies: total('eventCount'),
    deathsOfTies: total('deathsBest'),
  };
}

const sumsOf = (rows: readonly Cells[]): Record<string, number> => ({
  events: rows.length,
  inSeries: rows.length,
  best: numberOf(rows, 'best'),
  low: numberOf(rows, 'low'),
  high: numberOf(rows, 'high'),
  ofTies: rows.length,
  deathsOfTies: numberOf(rows, 'best'),
});

describe.skipIf(!haveUcdpTables)('releases made from a real one', { timeout: 120_000 }, () => {
  const { older, newer, dropped, recoded } = pairOf(haveUcdpTables ? ucdpTable('ged-syria-2016-2019') : []);
  const [old, recent] = [gedRelease('ged191.csv', ...older), gedRelease('GEDEvent_v25_1.csv', ...newer)];

  it('a newer one over an older one: all that changed is reported, before as after, and only the newest counts', async () => {
    const [engine, alone] = [await emptyStore(), await emptyStore()];
    await importAs(engine, old);
    expect(await sums(engine)).toEqual(sumsOf(older));
    const dry = await importAs(engine, recent, true);
    const report = await importAs(engine, recent);
    expect({ ...dry, revision: 0 }).toEqual({ ...report, revision: 0 });
    expect(report.rejected).toBe(0);
    expect(counted(report, 'release-recoded')).toBe(recoded);
    const left = counted(report, 'release-elsewhere');
    expect(counted(report, 'release-dropped')).toBe(dropped - left);
    // What may be missing because the file is an extract stays: little, since most dropped events have many others like them.
    expect(left).toBeLessThan(dropped / 5);
    await importAs(engine, recent, false, true);
    expect(await sums(engine)).toEqual(sumsOf(newer));
    await importAs(alone, recent);
    expect(await sums(alone)).toEqual(sumsOf(newer));
    const before = await contents(engine);
    for (const again of [recent, gedRelease('GEDEvent_v25_1-2017.csv', ...newer.filter(({ year }) => year === '2017')), old]) {
      const { created, updated } = await importAs(engine, again);
      expect([created, updated]).toEqual([0, 0]);
    }
    expect(await contents(engine)).toEqual(before);
    await Promise.all([engine.close(), alone.close()]);
  });

  it('an older one after a newer one overwrites nothing', async () => {
    const engine = await emptyStore();
    await importAs(engine, recent);
    const report = await importAs(engine, old);
    const added = counted(report, 'release-elsewhere');
    expect(counted(report, 'release-older')).toBe(older.length - added);
    expect((await sums(engine)).events).toBe(newer.length + added);
    await engine.close();
  });

  it('a file of one part of a release after its older whole replaces that part and drops nothing else', async () => {
    const engine = await emptyStore();
    await importAs(engine, old);
    const part = newer.filter(({ year, adm_1 }) => year === '2017' && adm_1 === 'Aleppo Governorate');
    const report = await importAs(engine, gedRelease('GEDEvent_v25_1.csv', ...part));
    expect(counted(report, 'release-dropped')).toBe(0);
    const ids = new Set(part.map(({ id }) => id));
    expect(await sums(engine)).toEqual(sumsOf([...older.filter(({ id }) => !ids.has(id!)), ...part]));
    await engine.close();
  });
});
