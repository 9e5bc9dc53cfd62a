import { describe, expect, it } from 'vitest';
import { groupBy } from '../../../src/model/group.ts';
import type { RelationshipRow } from '../../../src/write/validate/rows.ts';
import { seedRows } from './rows.ts';
import { haveUcdpTables, ucdpTable } from './ucdpTables.ts';

if (!haveUcdpTables) console.log('UCDP skipped: ../shared/data/ucdp is not here');

const { relationships, actors } = seedRows();
const slugOf = new Map(
  actors.flatMap(({ slug, identifiers }) =>
    (identifiers ?? []).filter(({ scheme }) => scheme === 'ucdp').map(({ value }) => [value, slug]),
  ),
);

/** Ties whose key has this scheme, by the rest of the key. */
function keyed(scheme: string): [string, RelationshipRow][] {
  return relationships.flatMap((row) => (row.key?.startsWith(`${scheme}:`) ? [[row.key.slice(scheme.length + 1), row]] : []));
}

describe.skipIf(!haveUcdpTables)('FIGHTS and ATTACKS are those of GED 19.1', () => {
  const dyads = groupBy(haveUcdpTables ? ucdpTable('ged-syria-2016-2019') : [], (event) => event.dyad_new_id!);
  const sum = (numbers: string[]): number => numbers.reduce((total, number) => total + Number(number), 0);

  it.each(keyed('ucdp-dyad').filter(([dyad]) => dyads.has(dyad)))('dyad %s: ends, events, deaths, first and last day', (dyad, row) => {
    const events = dyads.get(dyad)!;
    const lasts = events.map((event) => event.date_end!).sort();
    const firsts = events.map((event) => event.date_start!).sort();
    const [event] = events;
    const sides = [slugOf.get(event!.side_a_new_id!), slugOf.get(event!.side_b_new_id!)];
    const oneSided = event!.type_of_violence === '3';
    expect(row).toMatchObject({
      type: oneSided ? 'ATTACKS' : 'FIGHTS',
      eventCount: events.length,
      deathsBest: sum(events.map(({ best }) => best!)),
      deathsLow: sum(events.map(({ low }) => low!)),
      deathsHigh: sum(events.map(({ high }) => high!)),
    });
    expect([row.from, row.to].sort()).toEqual((oneSided ? [sides[0], 'civilians-of-syria'] : sides).sort());
    expect([edge(row.attestedFrom!, 'last'), edge(row.attestedUntil!, 'first')]).toEqual([lasts[0], firsts.at(-1)]);
  });
});

describe.skipIf(!haveUcdpTables)('FIGHTS that GED has no events of in Syria are the active dyads of ESD 18.1', () => {
  const inGed = new Set(haveUcdpTables ? ucdpTable('ged-syria-2016-2019').map((event) => event.dyad_new_id) : []);
  const active = haveUcdpTables ? ucdpTable('esd-actor-year-18.1').filter((row) => row.active === '1') : [];

  it.each(keyed('ucdp-dyad').filter(([dyad]) => !inGed.has(dyad)))('dyad %s: ends, first and last year', (dyad, row) => {
    const years = active.filter(({ dyad_id }) => dyad_id === dyad);
    const sides = [...new Set(years.flatMap(({ actor_id, oppo_id }) => [slugOf.get(actor_id!), slugOf.get(oppo_id!)]))];
    expect([row.type, row.from, row.to]).toEqual(['FIGHTS', ...sides.sort((a, b) => (a === row.from ? -1 : b === row.from ? 1 : 0))]);
    const dates = years.map(({ year }) => year!).sort();
    expect([row.attestedFrom, row.attestedUntil]).toEqual([dates[0], dates.at(-1)]);
    expect([row.eventCount, row.deathsBest]).toEqual([undefined, undefined]);
  });
});

/** The first or last day of an EDTF date: the day itself, or an end of the range in brackets. */
function edge(date: string, side: 'first' | 'last'): string {
  const days = /^\[(.*)\.\.(.*)\]$/.exec(date);
  return days ? (side === 'first' ? days[1]! : days[2]!) : date;
}

describe.skipIf(!haveUcdpTables)('BACKS are the runs of years of ESD 18.1', () => {
  const table = groupBy(haveUcdpTables ? ucdpTable('esd-actor-year-18.1') : [], (row) => `${row.actor_id}:${row.dyad_id}`);
  // L is the older codebook's "location", access to territory; Y is infrastructure and joint operations.
  const KINDS = {
    ...{ TROOPS: 'x', FOREIGN_PRESENCE: 'p', TERRITORY: 'l', WEAPONS: 'w', MATERIEL: 'm', TRAINING: 't', FUNDING: 'f' },
    ...{ INTELLIGENCE: 'i', INFRASTRUCTURE: 'y', OTHER: 'o' },
  } as const;

  it.each(keyed('ucdp-esd'))('%s', (key, row) => {
    const [recipient, backer, dyad, first] = key.split(':') as [string, string, string, string];
    const years = new Map(table.get(`${recipient}:${dyad}`)!.map((year) => [Number(year.year), year]));
    const backs = (year: number): boolean => `,${years.get(year)?.ext_id},`.includes(`,${backer},`);
    let last = Number(first);
    while (backs(last + 1)) last++;
    expect([backs(Number(first)), backs(Number(first) - 1)]).toEqual([true, false]);
    expect([row.from, row.to]).toEqual([slugOf.get(backer), slugOf.get(recipient)]);
    expect([row.attestedFrom, row.attestedUntil]).toEqual([first, String(last)]);
    // Start and end are set only where the table has the year before or after, without the backer.
    expect(row.start ?? null).toBe(years.has(Number(first) - 1) ? first : null);
    expect(row.end ?? null).toBe(years.has(last + 1) ? String(last) : null);
    const opponent = slugOf.get(years.get(last)!.oppo_id!);
    expect(row.against).toEqual([opponent]);
  });

  it.each(keyed('ucdp-esd').filter(([, { periods }]) => periods?.length))(
    '%s: only kinds that all backers of the year gave',
    (key, row) => {
      const [recipient, , dyad] = key.split(':');
      for (const year of table
        .get(`${recipient}:${dyad}`)!
        .filter(({ year }) => year! >= row.attestedFrom! && year! <= row.attestedUntil!)) {
        const period = row.periods!.find(({ start, end }) => start! <= year.year! && year.year! <= end!);
        const given = Object.entries(KINDS).filter(([, letter]) => Number(year[`ext_${letter}_count`]) === Number(year.ext_count));
        expect([year.year, (period?.kinds ?? []).filter((kind) => kind in KINDS)]).toEqual([year.year, given.map(([kind]) => kind)]);
      }
    },
  );
});
