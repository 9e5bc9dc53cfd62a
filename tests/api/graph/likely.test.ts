import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { type QueryRunner, runnerOf } from '../../support/paths/runner.ts';
import { AT, writeRows } from '../../support/revisions/revisions.ts';

const actor = (slug: string) => ({ slug, kind: 'STATE', name: slug });
const in2020 = { attestedFrom: '2020', attestedUntil: '2020' };
const long = { attestedFrom: '2005', attestedUntil: '2005' };
const says = (stance: string) => ({ source: 'news', locator: stance, stance, quote: `${stance}.` });

/** Relationships that are known of 2020, and others of the same kinds that were last attested in 2005: POSSIBLE in 2020, and no more. */
const RELATIONSHIPS = [
  { type: 'BACKS', from: 'north', to: 'south', key: 'known', ...in2020 },
  { type: 'BACKS', from: 'north', to: 'south', key: 'long ago', ...long },
  { type: 'BACKS', from: 'north', to: 'island', ...long },
  { type: 'OPPOSES', from: 'south', to: 'west', ...in2020 },
  { type: 'OPPOSES', from: 'north', to: 'west', ...long, evidence: [says('ASSERTS'), { ...says('DENIES'), attribution: 'another' }] },
  { type: 'OPPOSES', from: 'east', to: 'west', ...long },
  { type: 'ALLIED_WITH', from: 'east', to: 'west', start: '2020' },
  { type: 'CONTROLS', from: 'south', to: 'town', ...in2020 },
  { type: 'CONTROLS', from: 'north', to: 'town', ...long },
];

async function fillTwoTimes(engine: Engine): Promise<void> {
  await migrate(engine, AT);
  await writeRows(engine, {
    actors: ['north', 'south', 'east', 'west', 'island'].map(actor),
    places: [{ slug: 'town', kind: 'TOWN', name: 'town' }],
    sources: [{ key: 'news', title: 'news' }],
    relationships: RELATIONSHIPS,
  } as unknown as Parameters<typeof writeRows>[1]);
}

type Answer = Record<string, unknown>;

/** What lists, counts and analysis answer about 2020: by default, and where `certainty` asks for what is possible. `@` is replaced. */
const QUESTIONS: { readonly name: string; readonly query: string; readonly likely: Answer; readonly possible: Answer }[] = [
  {
    name: 'the neighbors of an actor',
    query: '{ actor(id: "north") { backs(filter: { at: "2020" @ }) { totalCount nodes { slug } } } }',
    likely: { actor: { backs: { totalCount: 1, nodes: [{ slug: 'south' }] } } },
    possible: { actor: { backs: { totalCount: 2, nodes: [{ slug: 'island' }, { slug: 'south' }] } } },
  },
  {
    name: 'the neighbors of a place',
    query: '{ place(id: "town") { controlledBy(filter: { at: "2020" @ }) { totalCount nodes { slug } } } }',
    likely: { place: { controlledBy: { totalCount: 1, nodes: [{ slug: 'south' }] } } },
    possible: { place: { controlledBy: { totalCount: 2, nodes: [{ slug: 'north' }, { slug: 'south' }] } } },
  },
  {
    name: 'the relationships of an edge',
    query:
      '{ actor(id: "south") { backedBy(filter: { at: "2020" @ }) { edges { relationships { holds(at: "2020") validity { attestedUntil } } } } } }',
    likely: { actor: { backedBy: { edges: [{ relationships: [{ holds: 'CERTAIN', validity: { attestedUntil: '2020' } }] }] } } },
    possible: {
      actor: {
        backedBy: {
          edges: [
            {
              relationships: [
                { holds: 'CERTAIN', validity: { attestedUntil: '2020' } },
                { holds: 'POSSIBLE', validity: { attestedUntil: '2005' } },
              ],
            },
          ],
        },
      },
    },
  },
  {
    name: 'the relationships of an actor',
    query: '{ actor(id: "west") { relationships(filter: { during: { start: "2020", end: "2020" } @ }) { totalCount } } }',
    likely: { actor: { relationships: { totalCount: 2 } } },
    possible: { actor: { relationships: { totalCount: 4 } } },
  },
  {
    name: 'all relationships',
    query: '{ relationships(filter: { at: "2020", types: [OPPOSES] @ }) { totalCount nodes { statement } } }',
    likely: { relationships: { totalCount: 1, nodes: [{ statement: 'south opposes west' }] } },
    possible: {
      relationships: {
        totalCount: 3,
        nodes: expect.arrayContaining([
          { statement: 'south opposes west' },
          { statement: 'north opposes west' },
          { statement: 'east opposes west' },
        ]),
      },
    },
  },
  {
    name: 'counts per group',
    query: '{ relationshipBreakdown(by: TYPE, filter: { at: "2020", sign: HOSTILE @ }) { key relationships } }',
    likely: { relationshipBreakdown: [{ key: 'OPPOSES', relationships: 1 }] },
    possible: { relationshipBreakdown: [{ key: 'OPPOSES', relationships: 3 }] },
  },
  {
    name: 'disputes',
    query: '{ disputes(filter: { at: "2020" @ }) { totalCount } }',
    likely: { disputes: { totalCount: 0 } },
    possible: { disputes: { totalCount: 1 } },
  },
  {
    name: 'the posture of two',
    query: '{ stance(a: "north", b: "west", at: "2020" @) { posture } }',
    likely: { stance: { posture: 'NONE' } },
    possible: { stance: { posture: 'HOSTILE' } },
  },
  {
    name: 'their history',
    query: '{ stanceHistory(a: "north", b: "west" @) { posture interval { start end } } }',
    // 1,825 days (OPPOSES) before the last and after the first day that is surely one of it.
    likely: { stanceHistory: [{ posture: 'HOSTILE', interval: { start: '2001-01-01', end: '2009-12-31' } }] },
    possible: { stanceHistory: [{ posture: 'HOSTILE', interval: { start: null, end: null } }] },
  },
  {
    name: 'changes',
    query: '{ changes(from: "2020", to: "2020", filter: { involving: ["east"] @ }) { nodes { kind before after } } }',
    likely: { changes: { nodes: [{ kind: 'BEGAN', before: 'NONE', after: 'FRIENDLY' }] } },
    possible: { changes: { nodes: [{ kind: 'TURNED', before: 'HOSTILE', after: 'FRIENDLY' }] } },
  },
  {
    name: 'camps',
    query: '{ blocs(at: "2020", filter: { involving: ["north"] @ }) { blocs { members { slug } } } }',
    likely: { blocs: { blocs: [{ members: [{ slug: 'north' }, { slug: 'south' }] }] } },
    possible: { blocs: { blocs: [{ members: [{ slug: 'north' }, { slug: 'south' }, { slug: 'island' }] }] } },
  },
  {
    name: 'a ranking',
    query: '{ ranking(by: DEGREE, at: "2020", filter: { entityKinds: [STATE] @ }, first: 1) { items { score entity { slug } } } }',
    likely: { ranking: { items: [{ score: 2, entity: { slug: 'south' } }] } },
    possible: { ranking: { items: [{ score: 3, entity: { slug: 'north' } }] } },
  },
  {
    name: 'triangles',
    query: '{ balance(at: "2020", filter: { entityKinds: [STATE] @ }) { balanced unbalanced } }',
    likely: { balance: { balanced: 0, unbalanced: 0 } },
    possible: { balance: { balanced: 1, unbalanced: 0 } },
  },
];

/** The document with a certainty, or without one. */
const asking = (query: string, certainty: string | null) => query.replace('@', certainty ? `, certainty: ${certainty}` : '');

describe('what is only POSSIBLE at a time', () => {
  describeEachEngine((engine) => {
    let runner: QueryRunner;
    beforeAll(() => {
      runner = runnerOf(engine());
    });
    test.each(QUESTIONS)('is left out of $name by default, and comes with POSSIBLE', async ({ query, likely, possible }) => {
      expect(await runner.execute(asking(query, null))).toEqual(likely);
      expect(await runner.execute(asking(query, 'LIKELY'))).toEqual(likely);
      expect(await runner.execute(asking(query, 'POSSIBLE'))).toEqual(possible);
    });

    test('is in paths by default, after what is known, and left out with LIKELY', async () => {
      const path = (certainty: string) =>
        `{ paths(from: "north", to: "west", filter: { at: "2020" ${certainty} }) { paths { statement certainty } } }`;
      const known = { statement: 'north backs south, which opposes west', certainty: 'CERTAIN' };
      const onlyPossible = { statement: 'north opposes west', certainty: 'POSSIBLE' };
      expect(await runner.execute(path(''))).toEqual({ paths: { paths: [known, onlyPossible] } });
      expect(await runner.execute(path(', certainty: LIKELY'))).toEqual({ paths: { paths: [known] } });
    });
  }, fillTwoTimes);
});
