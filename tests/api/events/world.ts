import { graphql } from 'graphql';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { Context } from '../../../src/graph/common/context.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';
import { NOW } from '../seed/seeded.ts';

const place = (slug: string, kind: string, within?: string) => ({ slug, kind, name: slug, within });
const actor = (slug: string, kind: string) => ({ slug, kind, name: slug });
const took = (slug: string, role: string) => ({ actor: slug, role });

/** A country with four levels of places, an island outside of it, and events there of two actors and a coalition. */
const ROWS = {
  places: [
    place('syria-land', 'COUNTRY'),
    place('idlib', 'PROVINCE', 'syria-land'),
    place('harim', 'DISTRICT', 'idlib'),
    place('salqin', 'TOWN', 'harim'),
    place('jisr', 'TOWN', 'idlib'),
    place('homs', 'PROVINCE', 'syria-land'),
    place('arwad', 'SITE'),
  ],
  actors: [actor('ahrar', 'ARMED_GROUP'), actor('army', 'MILITARY_FORCE'), actor('government', 'GOVERNMENT'), actor('rebels', 'COALITION')],
  relationships: [
    { type: 'PART_OF', from: 'ahrar', to: 'rebels', start: '2013-01-01', end: '2015-12-31' },
    { type: 'CONTROLS', from: 'government', to: 'syria-land', start: '2010', end: '2012' },
    { type: 'CONTROLS', from: 'rebels', to: 'idlib', start: '2012', end: '2015' },
    { type: 'CONTROLS', from: 'army', to: 'salqin', start: '2014', end: '2014' },
  ],
  events: [
    event('before', '2012-12-31', 'idlib', 'rebels', { deathsBest: 1, deathsLow: 0, deathsHigh: 3 }),
    event('first-day', '2013-01-01', 'harim', 'rebels', { deathsBest: 10, deathsLow: 8 }),
    event('around', '[2012-12-30..2013-01-02]', 'salqin', 'rebels', { deathsBest: 100, deathsHigh: 130 }),
    event('last-day', '2015-12-31', 'salqin', 'rebels', { deathsBest: 1000 }),
    event('after', '2016-01-01', 'jisr', 'rebels', { deathsText: 'dozens' }),
    event('own', '2016-06-01', 'homs', 'ahrar', { deathsLow: 5, deathsHigh: 7 }),
    event('far', '2014-01-01', 'arwad', 'rebels', { deathsBest: 20000, deathsLow: 20000, deathsHigh: 20000 }),
    event('nowhere', '2014-01-02', null, 'rebels', { deathsBest: 300000 }),
  ],
} as unknown as BatchRows;

function event(key: string, start: string, where: string | null, attacker: string, deaths: object) {
  return {
    key,
    kind: 'BATTLE',
    title: key,
    start,
    end: start,
    place: where,
    participants: [took(attacker, 'SIDE_A'), took('army', 'SIDE_B')],
    ...deaths,
  };
}

/** Sets up an empty store and writes the country. */
export async function fillCountry(engine: Engine): Promise<void> {
  await migrate(engine, NOW);
  await fill(engine, 'country', ROWS);
}

/** Writes rows that must all be valid. */
export async function fill(engine: Engine, key: string, rows: BatchRows): Promise<void> {
  const { problems } = await write(engine, rows, { key, by: 'tests', at: NOW, action: 'IMPORTED', summary: key });
  if (problems.length > 0) throw new Error(`the rows are wrong: ${JSON.stringify(problems[0])}`);
}

const schema = allegianceSchema();

/** Runs a query with a context of its own. Throws if the response has errors. */
export async function execute<T>(engine: Engine, source: string): Promise<T> {
  const { data, errors } = await graphql({ schema, source, contextValue: new Context(engine) });
  if (errors) throw errors[0];
  return JSON.parse(JSON.stringify(data)) as T;
}

/** The names of the statements that a query takes, in the order in which they ran. */
export async function statementsOf(engine: Engine, source: string): Promise<string[]> {
  const names: string[] = [];
  const counting: Engine = {
    ...engine,
    read: (statement, parameters) => {
      names.push(statement.name);
      return engine.read(statement, parameters);
    },
  };
  await execute(counting, source);
  return names;
}
