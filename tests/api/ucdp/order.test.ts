import { describe, expect, it } from 'vitest';
import type { ImportFormat, ImportInput } from '../../../src/exchange/import/format.ts';
import { ucdpActors } from '../../../src/exchange/import/ucdp/actors.ts';
import { ucdpEsd } from '../../../src/exchange/import/ucdp/esd.ts';
import { ucdpGed } from '../../../src/exchange/import/ucdp/ged.ts';
import { emptyStore, graphOver } from '../seed/seeded.ts';
import { importItems, writeRows } from './support/imported.ts';
import { actorTable, esdTable, gedTable } from './support/tables.ts';

const TABLES: Readonly<Record<string, readonly [ImportFormat, ImportInput]>> = {
  events: [
    ucdpGed,
    gedTable(
      { side_b_new_id: 7056, side_b: 'Ahrar al-Sham, HTS, FSA' },
      { id: 1002, type_of_violence: 3, dyad_new_id: 973, side_a_new_id: 234, side_a: 'IS', side_b_new_id: 1, side_b: 'Civilians' },
      { id: 1003, where_coordinates: 'Aleppo Governorate', adm_2: '', source_office: 'SOHR;Airwars', source_date: '2017-03-06;2017-03-07' },
    ),
  ],
  backers: [
    ucdpEsd,
    esdTable(
      { ext_id: '6356,114', ext_name: 'Government of Jordan, FSA,Government of Iran', ext_count: 2 },
      { year: 2011, ext_id: 1130, ext_name: 'FSA' },
    ),
  ],
  actors: [
    ucdpActors,
    actorTable(
      { ActorId: 6815, NameData: 'HTS', Splinter: 1, ActorIdPrev: '1170, 2658', NamePrev: 'Jabhat Fateh al-Sham, PBCP-ML' },
      { ActorId: 1130, NameData: 'FSA', Alliance: 1, ActorIdAlliance: 6815, JoinGroup: 1, ActorIdGroup: 6815 },
      { ActorId: 1170, NameData: 'Jabhat Fateh al-Sham' },
    ),
  ],
};

/** Imports tables in this order, with this number of rows in a revision. Returns every actor with its identifiers. */
async function imported(order: readonly string[], rowsARevision: number): Promise<string[]> {
  const engine = await emptyStore();
  const graph = graphOver(engine);
  for (const name of order) {
    const { rows } = await importItems(...TABLES[name]!);
    const { problems } = await writeRows(engine, rows, name, rowsARevision);
    expect(problems).toEqual([]);
  }
  const { actors } = await graph.execute<{ actors: { nodes: { slug: string; identifiers: { value: string }[] }[] } }>(
    '{ actors(first: 100) { nodes { slug identifiers { value } } } }',
  );
  await graph.close();
  return actors.nodes.map(({ slug, identifiers }) => `${slug} ${identifiers.map(({ value }) => value)}`).sort();
}

describe('the rows of a table', () => {
  it.each(Object.keys(TABLES))('of %s refer only to rows before them, wherever a revision ends', async (name) => {
    const one = await imported([name], 1);
    expect(one).toEqual(await imported([name], 2000));
    expect(one.length).toBeGreaterThan(3);
  });
});

describe('the tables', () => {
  const ACTORS = [
    'ahrar-al-sham ',
    'ahrar-al-sham-hts-fsa 7056',
    'civilians-of-syria ',
    'fsa 1130',
    'government-of-jordan-fsa 6356',
    'hayat-tahrir-al-sham 6815',
    'hezbollah 366',
    'iran 114',
    'islamic-state 234',
    'israel 121',
    'jabhat-al-nusra 1170',
    'jordan ',
    'pbcp-ml 2658',
    'syrian-government 118',
    'syrian-insurgents 4456',
  ];
  it.each([[['events', 'backers', 'actors']], [['actors', 'backers', 'events']], [['backers', 'actors', 'events']]])(
    'give the same actors in any order: %j',
    async (order) => {
      expect(await imported(order, 2000)).toEqual(ACTORS);
    },
  );
});
