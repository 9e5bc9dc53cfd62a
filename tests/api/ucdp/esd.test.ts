import { describe, expect, it } from 'vitest';
import { ucdpEsd } from '../../../src/exchange/import/ucdp/esd.ts';
import { importItems } from './support/imported.ts';
import { type Cells, esdTable } from './support/tables.ts';

async function importRows(...rows: Cells[]) {
  const { rows: given, warnings, unreadable } = await importItems(ucdpEsd, esdTable(...rows));
  const of = (kind: string) => given.filter((item) => item.kind === kind).map(({ row }) => row);
  return { warnings, unreadable, actors: of('actors'), ties: of('relationships') };
}

const NOBODY: Cells = { ext_id: '', ext_name: '', ext_count: 0 };
const IRAN_AND_SYRIA: Cells = { ext_id: '114,118', ext_name: 'Government of Iran,Government of Syria', ext_count: 2 };

describe('a run of years', () => {
  it('is one relationship, whatever the kinds of support', async () => {
    const { ties } = await importRows(
      { year: 2010, ext_w_count: 1 },
      { year: 2011, ext_w_count: 1 },
      { year: 2012 },
      { year: 2013, ext_w_count: 1, ext_t_count: 1 },
    );
    expect(ties).toEqual([
      {
        ...{ key: 'ucdp-esd:366:114:891:2010', type: 'BACKS', from: 'ucdp:114', to: 'ucdp:366', against: ['ucdp:121'] },
        ...{ start: null, end: null, attestedFrom: '2010', attestedUntil: '2013' },
        periods: [
          { start: '2010', end: '2011', kinds: ['WEAPONS'] },
          { start: '2013', end: '2013', kinds: ['WEAPONS', 'TRAINING'] },
        ],
        evidence: [
          {
            source: 'ucdp-esd-18.1',
            locator: 'actor_id 366, ext_id 114, dyad_id 891, 2010-2013',
            quote: 'Lists Government of Iran as the backer of Hezbollah against Government of Israel in each year from 2010 to 2013.',
          },
        ],
      },
    ]);
  });

  it.each([
    ['no year before, none after', [], [null, null]],
    ['a year before that lacks the backer', [{ year: 2009, ...NOBODY }], ['2010', null]],
    ['a year after that lacks the backer', [{ year: 2012, ...NOBODY }], [null, '2011']],
    [
      'years before and after, with a gap',
      [
        { year: 2008, ...NOBODY },
        { year: 2013, ...NOBODY },
      ],
      [null, null],
    ],
    ['a year before of another dyad', [{ year: 2009, dyad_id: 1, ...NOBODY }], [null, null]],
  ] as const)('has a start and end only where the table shows them: %s', async (_, others, [start, end]) => {
    const { ties } = await importRows(...others, { year: 2010 }, { year: 2011 });
    expect(ties).toMatchObject([{ start, end, attestedFrom: '2010', attestedUntil: '2011' }]);
  });

  it('ends at a gap, after which another one begins', async () => {
    const { ties } = await importRows({ year: 2013 }, { year: 2010 }, { year: 2011 });
    expect(ties.map(({ key, start, end }) => [key, start, end])).toEqual([
      ['ucdp-esd:366:114:891:2010', null, null],
      ['ucdp-esd:366:114:891:2013', null, null],
    ]);
  });

  it('is separate for each opponent, with another key', async () => {
    const { ties } = await importRows({}, { dyad_id: 892 });
    expect(ties.map(({ key }) => key)).toEqual(['ucdp-esd:366:114:891:2010', 'ucdp-esd:366:114:892:2010']);
  });
});

describe('a kind of support', () => {
  it('is attributed to each backer where all gave it, and else to none', async () => {
    const { ties } = await importRows({ ...IRAN_AND_SYRIA, ext_w_count: 2, ext_t_count: 1, ext_f_count: 2 });
    expect(ties.map(({ from, periods }) => [from, periods])).toEqual([
      ['ucdp:114', [{ start: '2010', end: '2010', kinds: ['WEAPONS', 'FUNDING'] }]],
      ['ucdp:118', [{ start: '2010', end: '2010', kinds: ['WEAPONS', 'FUNDING'] }]],
    ]);
  });

  it.each([
    ['x', 'TROOPS'],
    ['p', 'FOREIGN_PRESENCE'],
    ['l', 'TERRITORY'],
    ['w', 'WEAPONS'],
    ['m', 'MATERIEL'],
    ['t', 'TRAINING'],
    ['f', 'FUNDING'],
    ['i', 'INTELLIGENCE'],
    ['y', 'INFRASTRUCTURE'],
    ['o', 'OTHER'],
  ])('has a letter: %s is %s', async (letter, kind) => {
    const { ties } = await importRows({ [`ext_${letter}_count`]: 1 });
    expect(ties).toMatchObject([{ periods: [{ kinds: [kind] }] }]);
  });

  it('that is unknown is left out', async () => {
    const { ties } = await importRows({ ext_u_count: 1 });
    expect(ties).toMatchObject([{ periods: [] }]);
  });
});

describe('the backers of a year', () => {
  it('are separated by commas without a space, since names can contain commas with one', async () => {
    const { actors, ties } = await importRows({ ext_id: '623,567', ext_name: 'Interahamwe, ex-FAR,UNITA', ext_count: 2 });
    expect(actors.map(({ slug, kind }) => [slug, kind])).toEqual([
      ['hezbollah', 'ARMED_GROUP'],
      ['israel', 'STATE'],
      ['interahamwe-ex-far', 'ARMED_GROUP'],
      ['unita', 'ARMED_GROUP'],
    ]);
    expect(ties).toMatchObject([
      { from: 'ucdp:623', evidence: [{ quote: expect.stringContaining('among the backers') }] },
      { from: 'ucdp:567' },
    ]);
  });

  it('can be a coalition, whose members are part of it', async () => {
    const { actors, ties } = await importRows({
      ext_id: '6356',
      ext_name: 'Government of United Kingdom, Government of Jordan',
      ext_count: 1,
    });
    expect(actors.at(-1)).toMatchObject({ kind: 'COALITION', identifiers: [{ value: '6356' }] });
    expect(ties.map(({ type, from, to }) => [type, from, to])).toEqual([
      ['PART_OF', 'united-kingdom', 'ucdp:6356'],
      ['PART_OF', 'jordan', 'ucdp:6356'],
      ['BACKS', 'ucdp:6356', 'ucdp:366'],
    ]);
  });

  it('are named by their ids where the table has fewer names than ids', async () => {
    const { actors, warnings } = await importRows({ ext_id: '671,11545', ext_name: 'Puntland State of Somalia', ext_count: 2 });
    expect(actors.slice(2).map(({ name }) => name)).toEqual(['UCDP actor 671', 'UCDP actor 11545']);
    expect(warnings.map((item) => item.warning)).toEqual(['name-missing', 'name-missing']);
  });
});

it('a line without a year is reported', async () => {
  const { ties, unreadable } = await importRows({ year: '' }, {});
  expect(unreadable).toMatchObject([{ line: 2, message: 'year: expected a year; got ""' }]);
  expect(ties).toHaveLength(1);
});
