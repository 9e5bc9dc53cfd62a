import type { Value } from '../../../../src/engine/engine.ts';
import type { World } from '../world.ts';
import { type Cases, type CasesOf, EVENT_FILTERS, each, lists, pages, UNKNOWN, WHOLE_LIST } from './cases.ts';

const EVER = { lo: -1, hi: 4_000_000 };
const UNTIL_2012 = { lo: 0, hi: 734_868 };

const EMPTY = { parts: [], groups: [], places: [], within: null };

type Row = Readonly<Record<string, Value>>;

/** Lists of events that one statement returns together, by their start and their filter. */
function rows(world: World, start: string, narrowing: string): Row[] {
  const parts = (from: number, to: number, days = EVER) => world.actors.slice(from, to).map((actor) => ({ actor, ...days }));
  const within = { within: world.places.slice(0, 8) };
  if (start === 'all') return [{ key: 'all', ...EMPTY }];
  if (start === 'places') {
    return [
      { key: 'some', ...EMPTY, places: world.places.slice(0, 9) },
      { key: 'all', ...EMPTY, places: world.places },
      { key: 'none', ...EMPTY, places: [UNKNOWN] },
    ];
  }
  const own = [
    { key: 'one', ...EMPTY, parts: parts(0, 1) },
    { key: 'all', ...EMPTY, parts: parts(0, world.actors.length) },
    { key: 'early', ...EMPTY, parts: parts(0, 50, UNTIL_2012) },
    { key: 'in places', ...EMPTY, parts: parts(0, world.actors.length), ...within },
    { key: 'nobody', ...EMPTY, parts: [{ actor: '', ...EVER }] },
  ];
  if (narrowing === 'groups') return own.map((row) => ({ ...row, groups: [parts(10, 60), parts(30, 82, UNTIL_2012)] }));
  return narrowing === 'opposed' ? own.map((row) => ({ ...row, ...sides(world) })) : own;
}

function sides({ actors }: World): Row {
  const half = actors.length / 2;
  const attacking = ['SIDE_A', 'INITIATOR'];
  const defending = ['SIDE_B', 'TARGET', 'VICTIM'];
  const roles = (list: readonly string[], side: readonly string[]) => list.flatMap((actor) => side.map((role) => `${actor} ${role}`));
  return {
    attackers: roles(actors.slice(0, half), attacking),
    defenders: roles(actors.slice(half), defending),
    attackersSwapped: roles(actors.slice(half), attacking),
    defendersSwapped: roles(actors.slice(0, half), defending),
  };
}

const filtered: CasesOf = (world, [start, narrowing]) => {
  const requested = rows(world, start!, narrowing!);
  const many = Array.from({ length: 500 }, (_, number) => ({ ...requested[0]!, key: `row ${number}` }));
  return { ...each(EVENT_FILTERS, { rows: requested }), 'a large number of lists': { rows: many, ...EVENT_FILTERS['in 2012'] } };
};

/** Reads of events. */
export const EVENTS: Readonly<Record<string, CasesOf>> = {
  'event.byId': ({ events }) => lists('ids', events, 'V-000000000000'),
  'event.participants': ({ events }) => lists('ids', events, 'V-000000000000'),
  'event.coalitions': ({ entities }) => lists('ids', entities),
  'event.totals': filtered,
  'event.byDays': (world, options) => ({
    ...each(filtered(world, options), { open: EVER.hi, limit: 1_000 }),
    'the first days alone': { rows: rows(world, options[0]!, options[1]!), ...EVENT_FILTERS['every event'], open: EVER.hi, limit: 2 },
  }),
  'event.byKey': (world, [, ...options]) => ({
    ...each(filtered(world, options), { limit: 100 }),
    'the largest group alone': { rows: rows(world, options[0]!, options[1]!), ...EVENT_FILTERS['every event'], limit: 1 },
  }),
  'event.all': (world, options) => ({
    ...each(filtered(world, options), { limit: 100_000 }),
    'none of them': { rows: rows(world, options[0]!, options[1]!), ...EVENT_FILTERS['every event'], limit: 0 },
  }),
  'event.keys': (world, [, ...options]) => ({
    ...each(filtered(world, options), { limit: 100_000 }),
    'none of them': { rows: rows(world, options[0]!, options[1]!), ...EVENT_FILTERS['every event'], limit: 0 },
  }),
  'event.list': (world, options): Cases => {
    const [start, narrowing, , key] = options;
    const keys = key === 'START' ? world.ord.event : world.deathsOrd;
    const every = { rows: rows(world, start!, narrowing!), ...EVENT_FILTERS['every event'] };
    return { ...each(filtered(world, options), WHOLE_LIST), ...each(pages(keys), every) };
  },
};
