import type { Parameters, Value } from '../../../../src/engine/engine.ts';
import { tieParts } from '../../../../src/model/id.ts';
import { ENTITY_KINDS } from '../../../../src/model/kinds.ts';
import type { RelationshipType } from '../../../../src/model/vocabulary.ts';
import { EVENT } from '../../../../src/store/event.ts';
import { EVIDENCE } from '../../../../src/store/source.ts';
import { TIE } from '../../../../src/store/tie.ts';
import type { World } from '../world.ts';
import { type Cases, type CasesOf, lists, UNKNOWN } from './cases.ts';
import { pairOf, tieRows } from './ties.ts';

const MAX_INTEGER = Number.MAX_SAFE_INTEGER;
const LONG_TEXT = 'Über 北 𐎀 "quoted" \\ \n'.repeat(500);
const MANY = 2_000;

type Row = Readonly<Record<string, Value>>;

/** Properties of every type that can be stored, and one that is removed. */
const PROPERTIES: Row = {
  name: 'Ærø “𐎀”',
  confidence: 0.8512,
  whole: 1,
  revision: MAX_INTEGER,
  lo: -1,
  derived: true,
  description: null,
  identifiers: ['a:1', 'b:2'],
  periods: [],
  runs: [723_000, 723_100, -1, 4_000_000],
};

const rows = (...list: Row[]): Parameters => ({ rows: list });
const many = (make: (number: number) => Value): Parameters => ({ rows: Array.from({ length: MANY }, (_, number) => make(number)) });

/** Creates nodes of one kind: one plain, one with all properties, and a large number. */
const creating = (named: (number: number) => Row): Cases => ({
  'one and another': rows(named(1), { ...named(2), ...PROPERTIES }),
  'a long text': rows({ ...named(1), description: LONG_TEXT }),
  none: rows(),
  'a large number': many(named),
});

/** Updates existing nodes: sets some properties and removes one; an unknown node changes nothing. */
const updating = (ids: readonly string[]): Cases => ({
  'some and an unknown one': rows(...ids.slice(0, 5).map((id) => ({ id, ...PROPERTIES })), { id: UNKNOWN, ...PROPERTIES }),
  'twice the same': rows({ id: ids[0]!, whole: 1 }, { id: ids[0]!, whole: 2 }),
  none: rows(),
  'all with a long text': rows(...ids.map((id) => ({ id, description: LONG_TEXT.slice(0, 100) }))),
});

const creatingTies: CasesOf = ({ actors, places }, [type]) => {
  const to = type === 'LOCATED_IN' || type === 'CONTROLS' || type === 'OPERATES_IN' ? places : actors;
  const end = (number: number) => to[(number * 7 + 1) % to.length]!;
  const tie = (number: number, properties: object, other = end(number)) => [actors[number % 40]!, other, ...TIE.encode(properties)];
  const named = (number: number) => tie(number, { id: `new ${number}`, lo: number });
  return {
    'two, and one without an end': { rows: [named(1), tie(2, PROPERTIES), tie(3, {}, UNKNOWN)] },
    ...(type === 'BACKS' ? { 'a large number': { rows: Array.from({ length: MANY }, (_, number) => named(number)) } } : {}),
  };
};

const updatingTies: CasesOf = ({ ties }, [type]) => {
  const own = ties.filter((id) => tieParts(id).type === (type as RelationshipType));
  const pairs = own.map((id, number) => pairOf(id, number, { [id]: { whole: number }, [UNKNOWN]: { whole: number } }));
  return {
    'all of the type, from either end': { rows: pairs },
    'one with everything, one unknown': { rows: [pairs[0]!.with(2, { [own[0]!]: PROPERTIES }), pairs[1]!.with(2, {})] },
  };
};

const participants = ({ actors, events }: World): Value[][] =>
  events.flatMap((event, number) => [
    [actors[number]!, event, 'SIDE_A', number],
    [actors[number + 1]!, event, 'VICTIM', null],
  ]);

const revision = (more: Row): Parameters => ({
  ...{ number: 99, key: 'a new key', at: '2026-02-01T00:00:00.000Z', by: 'a test', action: 'IMPORTED', summary: 'ü', reason: null },
  ...{ ties: 1, rows: ['{"op":"gone"}'], ...more },
});

/** Writes, and the reads that are part of a write. */
export const WRITES: Readonly<Record<string, CasesOf>> = {
  'migration.record': () => ({
    'a new one': { number: 99, title: 'a title', at: '2026-02-01' },
    'one that is there': { number: 1, title: 'another title', at: '2026-02-01' },
  }),
  'revision.take': () => ({ 'a new write': { key: 'never written' }, 'a write that was done': { key: 'rich' } }),
  'revision.append': () => ({
    'one tie': revision({}),
    'with a reason': revision({ reason: 'because' }),
    'a large change set': revision({ ties: MANY, rows: Array(MANY).fill(JSON.stringify(PROPERTIES)) }),
  }),
  'revision.setJumps': () => ({ 'one, and another': { jumps: [2, 1_000_001, 1_000_005, 2_000_001] } }),
  'change.create': () => creating((number) => ({ about: `id ${number}`, revision: number, before: '{}', after: '{"name":"x"}' })),
  'write.bySlug': ({ slugs }) => lists('slugs', slugs, 'no-such-slug'),
  'write.byIdentifier': ({ identifiers }) => lists('keys', identifiers, 'ucdp:none'),
  'write.entities': ({ entities }) => lists('ids', entities),
  'write.names': ({ entities }) => lists('ids', entities),
  'write.sources': ({ sources }) => lists('ids', sources),
  'write.documents': ({ documents }) => lists('ids', documents),
  'write.quotedBySource': ({ sources }) => lists('ids', sources),
  'write.events': ({ events }) => lists('ids', events),
  'write.participants': ({ events }) => lists('ids', events),
  'write.evidence': ({ ties, events }) => lists('ids', [...ties, ...events]),
  'entity.degrees': ({ entities }) => lists('ids', entities),
  'write.ties': ({ ties }) => tieRows(ties),
  'entity.create': (_, [kind]) => {
    const { 'a large number': large, ...cases } = creating((number) => ({ id: `NEW ${number}`, slug: `new-${number}`, kind: kind! }));
    return kind === ENTITY_KINDS[0] ? { ...cases, 'a large number': large! } : cases;
  },
  'entity.relabel': ({ actors, places }) => ({
    'actors, a place and an unknown one': { ids: [...actors.slice(0, 5), places[0]!, UNKNOWN] },
    none: { ids: [] },
  }),
  'entity.update': ({ entities }) => updating(entities),
  'name.delete': ({ entities }) => ({ some: { owners: [...entities.slice(0, 9), UNKNOWN] }, none: { owners: [] } }),
  'name.create': ({ entities }) => creating((number) => ({ owner: entities[number % 9]!, name: `name ${number}`, position: number })),
  'identifier.create': ({ entities }) => creating((number) => ({ key: `new:${number}`, owner: entities[number % 9]! })),
  'identifier.delete': ({ identifiers }) => ({ some: { keys: [...identifiers.slice(0, 9), 'ucdp:none'] }, none: { keys: [] } }),
  'source.create': () => creating((number) => ({ id: `S-NEW ${number}`, key: `new ${number}` })),
  'source.update': ({ sources }) => updating(sources),
  'document.create': () => creating((number) => ({ id: `D-NEW ${number}`, source: `S-NEW ${number}`, text: LONG_TEXT.slice(0, 40) })),
  'document.update': ({ documents }) => updating(documents),
  'event.create': () => {
    const event = (number: number, more: object = {}) => EVENT.encode({ id: `V-NEW ${number}`, ord: `${number}`, ...more });
    return {
      'one and another': { rows: [event(1), event(2, PROPERTIES)] },
      'a long text': { rows: [event(1, { description: LONG_TEXT })] },
      none: rows(),
      'a large number': many((number) => event(number)),
    };
  },
  'event.update': ({ events }) => updating(events),
  'event.deleteParticipants': ({ events }) => ({ some: { ids: [...events.slice(0, 9), UNKNOWN] }, none: { ids: [] } }),
  'event.createParticipants': (world) => ({
    'two for each event': { rows: participants(world) },
    'an unknown one': { rows: [participants(world)[0]!.with(0, UNKNOWN)] },
    'a large number': many((number) => participants(world)[number % 50]!),
  }),
  'event.deletePlaces': ({ events }) => ({ all: { ids: events }, none: { ids: [] } }),
  'event.createPlaces': ({ events, places }) => ({
    'for each event': { rows: events.map((event, number) => [places[number % places.length]!, event]) },
    'an unknown one': { rows: [[UNKNOWN, events[0]!]] },
  }),
  'tie.create': creatingTies,
  'tie.update': updatingTies,
  'evidence.create': ({ ties }) => {
    const passage = (number: number) =>
      EVIDENCE.encode({ id: `P-NEW ${number}`, about: ties[number % 9]!, quote: LONG_TEXT, deathsBest: number });
    return {
      some: { rows: [passage(1), passage(2)] },
      none: rows(),
      'a large number': { rows: Array.from({ length: MANY }, (_, n) => passage(n)) },
    };
  },
  'evidence.update': ({ evidence }) => updating(evidence),
};
