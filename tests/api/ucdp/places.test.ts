import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ucdpGed } from '../../../src/exchange/import/ucdp/ged.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';
import { importItems, writeRows } from './support/imported.ts';
import { type Cells, gedTable } from './support/tables.ts';

async function importRows(...rows: Cells[]) {
  const { rows: given } = await importItems(ucdpGed, gedTable(...rows));
  const of = (kind: string) => given.filter((item) => item.kind === kind).map(({ row }) => row);
  const within = of('relationships').filter(({ type }) => type === 'LOCATED_IN');
  return { places: of('places'), within, at: of('events').map(({ place }) => place) };
}

describe('a place', () => {
  it('is in its district, which is in its province, which is in its country', async () => {
    const { places, within, at } = await importRows({});
    const district = 'mintaqat-azaz-district-aleppo-governorate-syria';
    expect(places.map(({ slug, kind, name }) => [slug, kind, name])).toEqual([
      ['syria-country', 'COUNTRY', 'Syria'],
      ['aleppo-province', 'PROVINCE', 'Aleppo province'],
      [district, 'DISTRICT', 'Mintaqat Azaz district'],
      [at[0], 'TOWN', 'Azaz town'],
    ]);
    expect(within.map(({ from, to }) => [from, to])).toEqual([
      ['aleppo-province', 'syria-country'],
      [district, 'aleppo-province'],
      [at[0], district],
    ]);
    expect(within[2]).toMatchObject({
      evidence: [
        {
          source: 'ucdp-ged-19.1',
          locator: 'where_coordinates "Azaz town" in "Mintaqat Azaz district"',
          quote: 'Places Azaz town in Mintaqat Azaz district.',
        },
      ],
    });
  });

  it('has one row, however often it occurs', async () => {
    const { places, within } = await importRows({}, { id: 1002 });
    expect([places.length, within.length]).toEqual([4, 3]);
  });

  it.each([
    ['province', { adm_1: 'Homs Governorate', adm_2: 'Homs district' }],
    ['coordinates, in one province', { latitude: 36.039, longitude: 37.307 }],
  ] as const)('is a different one where only its %s differs', async (_, cells) => {
    const { at } = await importRows({ where_coordinates: 'Bashkuy village' }, { id: 1002, where_coordinates: 'Bashkuy village', ...cells });
    expect(new Set(at).size).toBe(2);
  });

  it('is the same where only spaces of its name and zeros of its coordinates differ', async () => {
    const { at } = await importRows(
      { where_coordinates: 'Ar Rastan  town', latitude: '34.920' },
      { id: 1002, where_coordinates: 'Ar Rastan town', latitude: '34.92' },
    );
    expect(new Set(at).size).toBe(1);
  });

  it('can be the province, the district or the country itself', async () => {
    const { at, places } = await importRows(
      { where_coordinates: 'Aleppo Governorate', adm_2: '', latitude: 36.25, longitude: 37.616667 },
      { id: 1002, where_coordinates: 'Mintaqat Azaz district' },
      { id: 1003, where_coordinates: 'Syria', adm_1: '', adm_2: '', latitude: 35, longitude: 38 },
    );
    expect(at).toEqual(['aleppo-province', 'mintaqat-azaz-district-aleppo-governorate-syria', 'syria-country']);
    expect(places).toContainEqual(expect.objectContaining({ slug: 'aleppo-province', latitude: 36.25, longitude: 37.616667 }));
    expect(places.find(({ slug }) => slug === 'syria-country')).not.toHaveProperty('latitude');
  });

  it('is the smallest known area where the table names no place', async () => {
    const { at } = await importRows({ where_coordinates: '' });
    expect(at).toEqual(['mintaqat-azaz-district-aleppo-governorate-syria']);
  });

  it.each([
    ['Damascus city', 'CITY'],
    ['Azaz town', 'TOWN'],
    ['Kabanah village', 'VILLAGE'],
    ['Northern Hamah Governorate', 'REGION'],
    ['Northern Syria', 'REGION'],
    ['Eastern Ghouta', 'REGION'],
    ['Tabqa Dam', 'SITE'],
    ['Hmeimim Airbase', 'SITE'],
  ])('%s is a %s', async (where_coordinates, kind) => {
    const { places } = await importRows({ where_coordinates });
    expect(places.at(-1)).toMatchObject({ name: where_coordinates, kind });
  });
});

describe('an import over the seed', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await seeded();
    const aleppo = { where_coordinates: 'Aleppo town', adm_2: 'Jabal Saman district', latitude: 36.201241, longitude: 37.161173 };
    const { rows } = await importItems(ucdpGed, gedTable(aleppo, { id: 1002 }));
    const { problems } = await writeRows(graph.engine, rows, 'places');
    expect(problems).toEqual([]);
  });
  afterAll(() => graph.close());

  it('finds the city of the seed by name, province and coordinates, and adds its district', async () => {
    const { event } = await graph.execute<{ event: { place: { slug: string; ancestors: { slug: string }[] } } }>(
      '{ event(id: "ucdp-ged:1001") { place { slug ancestors { slug } } } }',
    );
    expect(event.place.slug).toBe('aleppo');
    expect(event.place.ancestors.map(({ slug }) => slug).sort()).toEqual([
      'aleppo-province',
      'jabal-saman-district-aleppo-governorate-syria',
      'syria-country',
    ]);
  });

  it('finds the province of the seed, with the events in it', async () => {
    const { events } = await graph.execute<{ events: { totalCount: number } }>(
      '{ events(filter: { within: "aleppo-province", kinds: [STATE_BASED_VIOLENCE] }) { totalCount } }',
    );
    expect(events.totalCount).toBe(2);
  });

  it('adds the UCDP key as an identifier, by which the place can be found', async () => {
    const { place } = await graph.execute<{ place: { slug: string } }>(
      '{ place(id: "ucdp-place:652/Aleppo Governorate/Aleppo town@36.201241,37.161173") { slug } }',
    );
    expect(place.slug).toBe('aleppo');
  });
});
