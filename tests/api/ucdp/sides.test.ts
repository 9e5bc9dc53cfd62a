import { describe, expect, it } from 'vitest';
import { identityOf, isSharedName, membersOf } from '../../../src/exchange/import/ucdp/actorRegistry.ts';
import { ucdpGed } from '../../../src/exchange/import/ucdp/ged.ts';
import { SHARED_NAMES } from '../../../src/exchange/import/ucdp/knownActors.ts';
import { groupBy } from '../../../src/model/group.ts';
import { slugOf } from '../../../src/model/slug.ts';
import { seedRows } from '../seed/rows.ts';
import { haveUcdpTables, ucdpTable } from '../seed/ucdpTables.ts';
import { importItems } from './support/imported.ts';
import { type Cells, gedTable } from './support/tables.ts';

async function importRows(...rows: Cells[]) {
  const { rows: given, warnings } = await importItems(ucdpGed, gedTable(...rows));
  const of = (kind: string) => given.filter((item) => item.kind === kind).map(({ row }) => row);
  return { warnings, actors: of('actors'), ties: of('relationships'), events: of('events') };
}

describe('a side', () => {
  it('that lists several actors is a coalition, of which they are part', async () => {
    const { actors, ties, events } = await importRows({ side_b_new_id: 7056, side_b: 'Ahrar al-Sham, HTS, Southern Front' });
    expect(actors.slice(1)).toEqual([
      { slug: 'ahrar-al-sham', kind: 'ARMED_GROUP', name: 'Ahrar al-Sham' },
      {
        ...{ slug: 'hayat-tahrir-al-sham', kind: 'ARMED_GROUP', name: 'Hayat Tahrir al-Sham' },
        ...{ identifiers: [{ scheme: 'ucdp', value: '6815' }], aliases: [{ name: 'HTS', kind: 'SHORT' }] },
      },
      { slug: 'southern-front', kind: 'ARMED_GROUP', name: 'Southern Front' },
      {
        ...{ slug: 'ahrar-al-sham-hts-southern-front', kind: 'COALITION', name: 'Ahrar al-Sham, HTS, Southern Front' },
        identifiers: [{ scheme: 'ucdp', value: '7056' }],
      },
    ]);
    expect(events[0]!.participants).toContainEqual({ actor: 'ucdp:7056', role: 'SIDE_B', deaths: 2 });
    expect(
      ties.filter(({ type }) => type === 'PART_OF').map(({ from, to, derived, attestedFrom }) => [from, to, derived, attestedFrom]),
    ).toEqual([
      ['ahrar-al-sham', 'ucdp:7056', true, '2017-03-05'],
      ['ucdp:6815', 'ucdp:7056', true, '2017-03-05'],
      ['southern-front', 'ucdp:7056', true, '2017-03-05'],
    ]);
  });

  it('finds the id of a member where it is a side of its own, even later in the table', async () => {
    const { actors, ties } = await importRows(
      { side_b_new_id: 7461, side_b: 'Jabhat Fateh al-Sham, Rahman Corps' },
      { id: 1002, side_b_new_id: 6391, side_b: 'Rahman Corps' },
    );
    expect(actors.filter(({ slug }) => slug === 'rahman-corps')).toEqual([
      { slug: 'rahman-corps', kind: 'ARMED_GROUP', name: 'Rahman Corps', identifiers: [{ scheme: 'ucdp', value: '6391' }] },
    ]);
    expect(ties.filter(({ type }) => type === 'PART_OF').map(({ from }) => from)).toEqual(['ucdp:1170', 'ucdp:6391']);
  });

  it('has a member of its own where several actors have the name of the member', async () => {
    const { actors, ties, warnings } = await importRows(
      { side_b_new_id: 6014, side_b: 'Islamic Front, SRF' },
      { id: 1002, side_b_new_id: 6011, side_b: 'SRF' },
    );
    expect(ties.filter(({ type }) => type === 'PART_OF').map(({ from }) => from)).toEqual(['ucdp:5575', 'srf-of-ucdp-6014']);
    expect(actors.map(({ slug }) => slug)).toContain('srf-6011');
    expect(warnings.map((item) => item.warning)).toEqual(['shared-name']);
  });

  it('has a member of its own where two sides of the table have the name of the member', async () => {
    const { ties } = await importRows(
      { side_b_new_id: 9000, side_b: 'Twins, HTS' },
      { id: 1002, side_b_new_id: 9001, side_b: 'Twins' },
      { id: 1003, side_b_new_id: 9002, side_b: 'Twins' },
    );
    expect(ties.filter(({ type }) => type === 'PART_OF').map(({ from }) => from)).toEqual(['twins-of-ucdp-9000', 'ucdp:6815']);
  });

  it('with two ids is two actors, even with the same name', async () => {
    const { actors } = await importRows({ side_b_new_id: 9001, side_b: 'Twins' }, { id: 1002, side_b_new_id: '09002.0', side_b: 'Twins' });
    expect(actors.slice(1).map(({ slug, identifiers }) => [slug, identifiers])).toEqual([
      ['twins', [{ scheme: 'ucdp', value: '9001' }]],
      ['twins-9002', [{ scheme: 'ucdp', value: '9002' }]],
    ]);
  });

  it('with one id is one actor, however the id is written', async () => {
    const { actors } = await importRows({ side_b_new_id: ' 0234', side_b: 'IS' }, { id: 1002, side_b_new_id: '234.0', side_b: 'IS' });
    expect(actors.map(({ slug }) => slug)).toEqual(['syrian-government', 'islamic-state']);
  });
});

describe('a name with commas', () => {
  it.each([
    'Interahamwe, ex-FAR',
    'Military Junta for the Consolidation of Democracy, Peace and Justice',
    'SAO Eastern Slavonia, Baranja and Western Symria',
    'Military faction (forces of Honasan, Abenina & Zumel)',
  ])('can be the name of one actor: %s', (name) => {
    expect(membersOf(name)).toEqual([]);
  });

  it('is not split inside brackets', () => {
    expect(membersOf('HTS, Faction (of A, B and C), IS')).toEqual(['HTS', 'Faction (of A, B and C)', 'IS']);
  });
});

describe('an actor', () => {
  it.each([
    ['3', 'Government of United States of America', 'united-states', 'STATE'],
    ['57', 'Government of Russia (Soviet Union)', 'russia', 'STATE'],
    ['123', 'Government of Yemen (North Yemen)', 'yemen', 'STATE'],
    ['118', 'Government of Syria', 'syrian-government', 'GOVERNMENT'],
    ['7354', 'Jama’at al-Nusra', 'jamaat-al-nusra', 'ARMED_GROUP'],
    ['7906', 'Thai elements', 'thai-elements', 'ORGANIZATION'],
    ['999', 'تنظيم', 'ucdp-999', 'ARMED_GROUP'],
    ['7522', `${'Sham Legion, '.repeat(12)}IS`, `${'sham-legion-'.repeat(7)}sham-legion-7522`, 'COALITION'],
  ])('%s, %s, is %s', (id, name, slug, kind) => {
    expect(identityOf({ id, name })).toMatchObject({ slug, kind });
  });

  it.skipIf(!haveUcdpTables)('has the slug and kind of the seed where it is in the seed', () => {
    const names = new Map(ucdpTable('actor-22.1').map((row) => [row.ActorId!, row.NameData!.trim()]));
    const seeded = seedRows().actors.flatMap(({ slug, kind, identifiers }) =>
      (identifiers ?? []).flatMap(({ scheme, value }) => (scheme === 'ucdp' ? [[value, slug, kind]] : [])),
    );
    expect(seeded.length).toBeGreaterThan(50);
    const given = seeded.map(([id]) => {
      const { slug, kind } = identityOf({ id: id!, name: names.get(id!)! });
      return [id, slug, kind];
    });
    expect(given).toEqual(seeded);
  });
});

describe.skipIf(!haveUcdpTables)('UCDP’s list of actors', () => {
  const rows = haveUcdpTables ? ucdpTable('actor-22.1') : [];

  it('has only shared names that are listed as such', () => {
    const bySlug = groupBy(rows, (row) => slugOf(row.NameData!));
    const shared = [...bySlug].filter(([, bearers]) => bearers.length > 1).map(([slug]) => slug);
    expect(shared).toHaveLength(21);
    expect(shared.filter((slug) => !SHARED_NAMES.has(slug))).toEqual([]);
  });

  it('has no single actor whose name is read as a list of members', () => {
    expect(rows.map((row) => row.NameData!.trim()).filter((name) => membersOf(name).length > 0)).toEqual([]);
  });

  it('gives each actor a unique slug', () => {
    const slugs = rows.map((row) => identityOf({ id: row.ActorId!, name: row.NameData!.trim() }).slug);
    expect(new Set(slugs).size).toBe(rows.length);
    expect(isSharedName('PLA')).toBe(true);
  });
});
