import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { write } from '../../../src/write/write.ts';
import { fillWithSeed, NOW } from '../engine/world.ts';
import { HOSTILE_NAMES, HOSTILE_PROSE } from './hostile.ts';

/** Words that readers use for attributes of their own. */
const READERS_WORDS = [
  'id',
  'label',
  'weight',
  'start',
  'end',
  'type',
  'source',
  'target',
  'key',
  'name',
  'timeset',
  'null',
  'nan',
  'true',
];

/** Dates of every form: certain, uncertain, approximate, ranges, none. */
const DATES: readonly (readonly [start: string | null, end: string | null])[] = [
  [null, null],
  ['0001', null],
  [null, '9999-12-31'],
  ['2011', '2012-02-29'],
  ['2011?', '2012~'],
  ['2011-03%', null],
  ['[2016-01-11..2016-01-17]', '2016-12-22'],
  ['1899-12-31', '1900-01-01'],
];

async function fill(engine: Engine, ...steps: readonly (readonly [key: string, rows: object])[]): Promise<void> {
  await migrate(engine, NOW);
  for (const [key, rows] of steps) {
    const report = await write(engine, rows, { key, by: 'tests', at: NOW, summary: key });
    if (report.problems.length > 0) throw new Error(`${key}: ${JSON.stringify(report.problems[0])}`);
  }
}

/** What breaks readers: hostile texts, parallel, symmetric, merged and denied relationships, dates of every form, their own words. */
async function fillOdd(engine: Engine): Promise<void> {
  const person = (slug: string, name: string, more: object = {}) => ({ slug, name, kind: 'PERSON', ...more });
  const names = [
    ...HOSTILE_NAMES,
    'x'.repeat(2_000),
    'ق'.repeat(2_000),
    '👨‍👩‍👧‍👦',
    'é',
    'e\u0301',
    'a;b; c',
    'null',
    'NaN',
    '007',
    '1e5',
    '-1',
  ];
  const odd = names.map((name, at) =>
    person(`odd-${at}`, name, {
      description: `${HOSTILE_PROSE} ${name}`,
      aliases: [{ name: `${name}!` }, { name: `; ${at}` }],
      identifiers: [{ scheme: 'x', value: `=1;"${at}", ${name.slice(0, 50)}` }],
      activeFrom: DATES[at % DATES.length]![0],
      activeTo: DATES[at % DATES.length]![1],
    }),
  );
  const words = READERS_WORDS.map((word) => person(word, word, { identifiers: [{ scheme: word, value: word }] }));
  const places = [
    { slug: 'south-west', name: 'South-west', kind: 'SITE', latitude: -34.5, longitude: -58.25 },
    { slug: 'zero', name: 'Null island', kind: 'SITE', latitude: 0, longitude: 0 },
    { slug: 'pole', name: 'Pole', kind: 'REGION', latitude: -90, longitude: 180 },
    { slug: 'nowhere', name: 'Nowhere', kind: 'REGION' },
  ];
  const parallel = ['FIGHTS', 'BACKS'].flatMap((type) =>
    DATES.map(([start, end], at) => ({
      type,
      from: 'odd-0',
      to: 'odd-1',
      key: `=${type} "${at}" <&>`,
      start,
      end,
      ongoing: at === 1 || null,
    })),
  );
  const back = { type: 'FIGHTS', from: 'odd-1', to: 'odd-0', key: 'the other way', attestedFrom: '2015-02', attestedUntil: '2015-04-01' };
  const between = READERS_WORDS.map((word, at) => ({
    ...{ type: 'ALLIED_WITH', from: word, to: READERS_WORDS[(at + 1) % READERS_WORDS.length], key: word },
    ...{ start: DATES[at % DATES.length]![0], confidence: at / READERS_WORDS.length },
  }));
  const others = [
    { type: 'SANCTIONS', from: 'odd-0', to: 'odd-6', start: '2012', end: '2012-05~' },
    { type: 'CONTROLS', from: 'odd-2', to: 'south-west', extent: 'PARTIAL', start: '2014-06' },
    { type: 'ATTACKS', from: 'odd-2', to: 'zero', deathsBest: 0, deathsLow: 0, deathsHigh: 2_000_000_000, eventCount: 3 },
    { type: 'OPPOSES', from: 'odd-3', to: 'odd-4', evidence: [{ source: 'a-source', quote: 'It does not.', stance: 'DENIES' }] },
    { type: 'OPPOSES', from: 'twin', to: 'odd-0', start: '2013' },
    { type: 'OPPOSES', from: 'twin', to: 'odd-5', start: '2013' },
  ];
  const events = [
    { key: 'e "1" <&>', kind: 'BATTLE', title: HOSTILE_NAMES[0], start: '2014-06?', place: 'south-west', deathsBest: 0 },
    { key: 'e2', kind: 'OTHER', title: 'No place', start: '2014', ongoing: true },
    { key: 'e3', kind: 'OTHER', title: 'No coordinates', start: '0001-01-01', place: 'nowhere' },
  ].map((event) => ({
    ...event,
    participants: [
      { actor: 'odd-0', role: 'SIDE_A' },
      { actor: 'twin', role: 'SIDE_B' },
    ],
  }));
  await fill(
    engine,
    [
      'odd',
      {
        sources: [{ key: 'a-source', title: HOSTILE_NAMES[1], reliability: 'A' }],
        places,
        actors: [...odd, ...words, person('twin', 'Twin')],
        relationships: [...parallel, back, ...between, ...others],
        events,
      },
    ],
    // What it opposes was itself: a loop, which no reader gets.
    ['merged', { merges: [{ keep: 'odd-0', merge: 'twin', reason: 'the same' }] }],
  );
}

const MANY = 2_000;

/** Two thousand actors, of whom each has three relationships. */
async function fillMany(engine: Engine): Promise<void> {
  const actors = Array.from({ length: MANY }, (_, at) => ({ slug: `actor-${at}`, name: `Actor ${at}`, kind: 'ARMED_GROUP' }));
  const relationships = actors.flatMap(({ slug }, at) =>
    ['BACKS', 'FIGHTS', 'OPPOSES'].map((type, index) => ({
      type,
      from: slug,
      to: `actor-${(at * 7 + index * 13 + 1) % MANY}`,
      start: String(1950 + (at % 70)),
    })),
  );
  const apart = relationships.filter(({ from, to }) => from !== to);
  const steps = Array.from(
    { length: 6 },
    (_, step) => [`ties ${step}`, { relationships: apart.slice(step * 1_000, (step + 1) * 1_000) }] as const,
  );
  await fill(engine, ['actors', { actors: actors.slice(0, 1_000) }], ['more actors', { actors: actors.slice(1_000) }], ...steps);
}

/** Graphs that every reader has to read whole. */
export const GRAPHS_TO_READ: Readonly<Record<string, (engine: Engine) => Promise<void>>> = {
  seed: fillWithSeed,
  odd: fillOdd,
  many: fillMany,
  empty: (engine) => fill(engine),
  one: (engine) => fill(engine, ['one', { actors: [{ slug: 'one', name: 'The only one', kind: 'STATE' }] }]),
};
