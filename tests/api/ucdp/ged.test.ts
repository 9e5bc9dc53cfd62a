import { describe, expect, it } from 'vitest';
import { ucdpGed } from '../../../src/exchange/import/ucdp/ged.ts';
import { gedSource, versionInName } from '../../../src/exchange/import/ucdp/sources.ts';
import { importItems } from './support/imported.ts';
import { type Cells, gedTable } from './support/tables.ts';

async function importRows(...rows: Cells[]) {
  const { rows: given, warnings, unreadable } = await importItems(ucdpGed, gedTable(...rows));
  const of = (kind: string) => given.filter((item) => item.kind === kind).map(({ row }) => row);
  return { given, warnings, unreadable, events: of('events'), actors: of('actors'), ties: of('relationships'), sources: of('sources') };
}

describe('an event', () => {
  it('becomes a row with its sides and their deaths', async () => {
    const { events } = await importRows({});
    expect(events).toEqual([
      {
        key: 'ucdp-ged:1001',
        kind: 'STATE_BASED_VIOLENCE',
        title: 'Government of Syria and Syrian insurgents fight, Azaz town',
        start: '2017-03-05',
        place: expect.stringMatching(/^azaz-town-[0-9a-f]{6}$/),
        placePrecision: 'EXACT',
        participants: [
          { actor: 'ucdp:118', role: 'SIDE_A', deaths: 1 },
          { actor: 'ucdp:4456', role: 'SIDE_B', deaths: 2 },
        ],
        ...{ deathsBest: 3, deathsLow: 3, deathsHigh: 3, civilianDeaths: 0 },
        evidence: [
          {
            source: 'ucdp-ged-19.1',
            locator: 'id 1001',
            quote: 'Codes 3 deaths (best estimate), of these Government of Syria 1, Syrian insurgents 2.',
            ...{ deathsBest: 3, deathsLow: 3, deathsHigh: 3 },
          },
          {
            source: 'publisher:sohr',
            locator: 'SOHR, 2017-03-06, Clashes in Aleppo',
            quote: 'UCDP names this report as one on which the event rests.',
            statedOn: '2017-03-06',
          },
        ],
      },
    ]);
  });

  it.each([
    [1, 'STATE_BASED_VIOLENCE'],
    [2, 'NON_STATE_VIOLENCE'],
    [3, 'ONE_SIDED_VIOLENCE'],
  ])('of type %s is %s', async (type_of_violence, kind) => {
    const { events } = await importRows({ type_of_violence });
    expect(events[0]).toMatchObject({ kind });
  });

  it.each([
    [1, 'EXACT'],
    [2, 'NEAR'],
    [3, 'DISTRICT'],
    [4, 'PROVINCE'],
    [5, 'NEAR'],
    [6, 'COUNTRY'],
    [7, null],
  ])('of place precision %s is %s', async (where_prec, placePrecision) => {
    const { events } = await importRows({ where_prec });
    expect(events[0]).toMatchObject({ placePrecision });
  });

  it('within a week is on one unknown day of it', async () => {
    const { events } = await importRows({ date_prec: 3, date_start: '2016-01-11', date_end: '2016-01-17' });
    expect(events[0]).toMatchObject({ start: '[2016-01-11..2016-01-17]' });
    expect(events[0]).not.toHaveProperty('end');
  });

  it('without figures has none: -9 is unknown', async () => {
    const { events } = await importRows({ best: -9, low: '', high: -9, deaths_a: -9 });
    expect(events[0]).toMatchObject({ deathsBest: null, deathsLow: null, deathsHigh: null });
    expect(events[0]!.participants).toContainEqual({ actor: 'ucdp:118', role: 'SIDE_A', deaths: null });
  });

  it('stays separate from one with the same dyad, day and place', async () => {
    const { events, ties } = await importRows({}, { id: 1002 });
    expect(events.map(({ key }) => key)).toEqual(['ucdp-ged:1001', 'ucdp-ged:1002']);
    expect(ties.find(({ type }) => type === 'FIGHTS')).toMatchObject({ eventCount: 2, deathsBest: 6 });
  });
});

describe('one-sided violence', () => {
  const attack: Cells = { type_of_violence: 3, dyad_new_id: 973, side_a_new_id: 234, side_a: 'IS', side_b_new_id: 1, side_b: 'Civilians' };
  const dead: Cells = { deaths_a: 0, deaths_b: 0, deaths_civilians: 4, low: 4, best: 4, high: 5 };

  it('is against the one population of the country, which has the deaths', async () => {
    const { events, actors } = await importRows({ ...attack, ...dead }, { ...attack, ...dead, id: 1002 });
    expect(actors.filter(({ kind }) => kind === 'POPULATION')).toEqual([
      { slug: 'civilians-of-syria', kind: 'POPULATION', name: 'Civilians of Syria' },
    ]);
    expect(events[0]).toMatchObject({ title: 'IS attacks civilians, Azaz town', civilianDeaths: 4 });
    expect(events[0]!.participants).toEqual([
      { actor: 'ucdp:234', role: 'SIDE_A', deaths: 0 },
      { actor: 'civilians-of-syria', role: 'SIDE_B', deaths: 4 },
    ]);
  });

  it('is summed up as ATTACKS', async () => {
    const { ties } = await importRows({ ...attack, ...dead });
    expect(ties.find(({ key }) => key === 'ucdp-dyad:973')).toMatchObject({
      ...{ type: 'ATTACKS', from: 'ucdp:234', to: 'civilians-of-syria', eventCount: 1, deathsBest: 4, deathsLow: 4, deathsHigh: 5 },
      evidence: [{ quote: 'Codes 1 event of one-sided violence by IS against civilians in Syria, 4 deaths (best estimate).' }],
    });
  });

  it('is against another population in another country', async () => {
    const { ties } = await importRows({ ...attack, ...dead }, { ...attack, ...dead, id: 1002, country: 'Iraq', country_id: 645 });
    expect(ties.filter(({ type }) => type === 'ATTACKS').map(({ to }) => to)).toEqual(['civilians-of-syria', 'civilians-of-iraq']);
  });
});

describe('the events of a dyad', () => {
  it('are summed up as FIGHTS, attested from the earliest end to the latest start', async () => {
    const { ties } = await importRows(
      { date_prec: 2, date_start: '2017-02-01', date_end: '2017-02-10' },
      { id: 1002 },
      { id: 1003, date_prec: 2, date_start: '2017-04-01', date_end: '2017-04-03', low: 1, best: 2, high: 9 },
    );
    expect(ties.find(({ type }) => type === 'FIGHTS')).toEqual({
      ...{ key: 'ucdp-dyad:11973', type: 'FIGHTS', from: 'ucdp:118', to: 'ucdp:4456', derived: true },
      ...{ attestedFrom: '[2017-02-01..2017-02-10]', attestedUntil: '[2017-04-01..2017-04-03]' },
      ...{ eventCount: 3, deathsBest: 8, deathsLow: 7, deathsHigh: 15 },
      evidence: [
        {
          source: 'ucdp-ged-19.1',
          locator: 'dyad_new_id 11973, 3 events, 2017-02-01 to 2017-04-03',
          quote: 'Codes 3 events of fighting in Syria between Government of Syria and Syrian insurgents, 8 deaths (best estimate).',
        },
      ],
    });
  });
});

describe('a warning', () => {
  it.each([
    ['deaths-out-of-order', { low: 177, best: 142, high: 177 }],
    ['end-before-start', { date_prec: 3, date_start: '2016-01-17', date_end: '2016-01-11', source_date: '2016-02-01' }],
    ['source-before-event', { source_date: '2015-03-06' }],
    ['before-actor-existed', { side_b_new_id: 6815, side_b: 'HTS', date_start: '2016-04-05', date_end: '2016-04-05' }],
  ] as const)('is given for %s, and the event is imported', async (code, cells) => {
    const { warnings: items, events, unreadable } = await importRows(cells);
    expect(items.map((item) => [item.warning, item.line])).toEqual([[code, 2]]);
    expect([events.length, unreadable]).toEqual([1, []]);
  });

  it('is also given for the members of a coalition', async () => {
    const { warnings } = await importRows({
      side_b_new_id: 7056,
      side_b: 'Ahrar al-Sham, HTS, Southern Front',
      date_start: '2016-04-05',
      date_end: '2016-04-05',
    });
    expect(warnings.map(({ message }) => message)).toEqual(['Event 1001 of 2016-04-05 names HTS, which was formed on 2017-01-28.']);
  });

  it('does not change the figures', async () => {
    const { events } = await importRows({ low: 177, best: 142, high: 177 });
    expect(events[0]).toMatchObject({ deathsLow: 177, deathsBest: 142, deathsHigh: 177 });
  });
});

describe('a line that is not an event', () => {
  it.each([
    ['type_of_violence: expected 1, 2 or 3; got "4"', { type_of_violence: 4 }],
    ['best: expected a whole number of 0 or more; got "many"', { best: 'many' }],
    ['id: expected a numeric id; got ""', { id: '' }],
    ['latitude: expected degrees of at most 90; got "361"', { latitude: 361 }],
  ] as const)('is reported with the reason: %s', async (message, cells) => {
    const { events, unreadable } = await importRows(cells, { id: 1002 });
    expect(unreadable).toMatchObject([{ unreadable: 'bad-cell', line: 2, message }]);
    expect(unreadable[0]!.text).toContain('"""SOHR,2017-03-06,Clashes in Aleppo""",SOHR,');
    expect(events.map(({ key }) => key)).toEqual(['ucdp-ged:1002']);
  });
});

describe('the release', () => {
  it.each([
    ['ged191.csv', null, 'ucdp-ged-19.1', 'version 19.1'],
    ['ged251-csv.zip', null, 'ucdp-ged-25.1', 'version 25.1'],
    ['GEDEvent_v25_1.csv', null, 'ucdp-ged-25.1', 'version 25.1'],
    ['GEDEvent_v25_1 (2).csv', null, 'ucdp-ged-25.1', 'version 25.1'],
    ['ged251_yemen_2016.csv', null, 'ucdp-ged-25.1', 'version 25.1'],
    ['GEDEvent_v26_1.csv.gz', null, 'ucdp-ged-26.1', 'version 26.1'],
    ['ged50-csv.zip', null, 'ucdp-ged-5.0', 'version 5.0'],
    ['GEDEvent_v25_0_6.csv', null, 'ucdp-candidate-25.0.6', 'UCDP Candidate Events Dataset, version 25.0.6'],
    ['GEDEvent_v25_01_25_03.csv', null, 'ucdp-candidate-25.01.25.03', 'UCDP Candidate Events Dataset, version 25.01.25.03'],
    ['mine.csv', null, 'ucdp-ged', 'version not known'],
    ['-', null, 'ucdp-ged', 'version not known'],
    // None of these numbers is a release, or which one is not clear.
    ['part-201.csv', null, 'ucdp-ged', 'version not known'],
    ['ged-2017-1.csv', null, 'ucdp-ged', 'version not known'],
    ['ged-19.1.2020.csv', null, 'ucdp-ged', 'version not known'],
    ['ged191-and-ged251.csv', null, 'ucdp-ged', 'version not known'],
    ['mine.csv', '25.1', 'ucdp-ged-25.1', 'version 25.1'],
    ['mine.csv', '26.0.3', 'ucdp-candidate-26.0.3', 'Candidate'],
  ])('of %s with --version %s is cited as %s', (name, given, key, title) => {
    const source = gedSource(name, given ?? versionInName(name)) as Record<string, string>;
    expect([source.key, source.title, source.title!.includes('Syria')]).toEqual([key, expect.stringContaining(title), false]);
    expect(source.citation).toContain(title.replace('UCDP ', ''));
  });

  it('of the Support Dataset and of the actors is found in their names', () => {
    const names = ['ucdp-esd-ay-181.csv', 'esd-actor-year-18.1.csv.gz', 'actor-22.1.csv.gz', 'esd-2017.csv'];
    expect(names.map(versionInName)).toEqual(['18.1', '18.1', '22.1', null]);
  });

  it('before 17.1 is no year', () => {
    expect(gedSource('mine.csv', '5.0')).not.toHaveProperty('publishedOn');
  });
});
