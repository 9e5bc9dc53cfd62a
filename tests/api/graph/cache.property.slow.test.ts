import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { Context } from '../../../src/graph/common/context.ts';
import { createServices, type Services } from '../../../src/graph/common/services.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { type Editor, editor, setUp } from '../../support/editing/editor.ts';
import { engineFor, neo4jEngine } from '../../support/engine/engines.ts';
import { describeEachNeo4j } from '../../support/neo4j/use.ts';
import { numRuns } from '../../support/scope.ts';
import { answer, dataOf } from './support/answer.ts';

const SCHEMA = allegianceSchema();
const NAMES = ['a', 'b', 'c'];
const PLACES = ['land', 'town'];
const name = fc.constantFrom(...NAMES);
const place = fc.constantFrom(...PLACES);
const word = fc.constantFrom('one', 'two', 'three');
const type = fc.constantFrom('BACKS', 'FIGHTS', 'PART_OF');
const step = fc.record({
  what: fc.oneof(
    fc.record({ do: fc.constant('describe' as const), name, word }),
    fc.record({ do: fc.constant('rename' as const), name: fc.constantFrom(...NAMES, ...PLACES), word }),
    fc.record({ do: fc.constant('turn' as const), name }),
    fc.record({ do: fc.constant('alias' as const), name, word }),
    fc.record({ do: fc.constant('tie' as const), name, to: name, word, type }),
    fc.record({ do: fc.constant('hold' as const), name, place }),
    fc.record({ do: fc.constant('move' as const), place: fc.option(place) }),
    fc.record({ do: fc.constant('map' as const), kind: fc.constantFrom('PROVINCE', 'COUNTRY') }),
    fc.record({ do: fc.constant('say' as const), name, to: name, word, stance: fc.constantFrom('ASSERTS', 'DENIES') }),
    fc.record({ do: fc.constant('event' as const), name, to: name, word, place: fc.option(place) }),
    fc.record({ do: fc.constant('attest' as const), word }),
    fc.record({ do: fc.constant('source' as const), word }),
    fc.record({ do: fc.constant('found' as const), word }),
    fc.record({ do: fc.constant('retract' as const), name, what: fc.constantFrom('tie', 'event', 'evidence', 'founded') }),
    fc.record({ do: fc.constant('restore' as const) }),
    fc.record({ do: fc.constant('merge' as const), name, to: name }),
    fc.record({ do: fc.constant('unmerge' as const), name }),
  ),
  /** Whether the process that reads writes it. */
  own: fc.boolean(),
  /** Whether questions are asked while it is written. */
  meanwhile: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const PASSAGES = 'evidence { totalCount nodes { quote stance source { title reliability } } }';

/** Questions of every kind of list, count and record that the cache may hold, about a few actors and places. */
const questions = (prefix: string): string[] => [
  ...NAMES.map(
    (one) => `{
  actor(id: "${prefix}-${one}") {
    id name kind description aliases { name } mergedFrom { slug } degrees { field neighbors relationships }
    backs { totalCount edges { node { id name description } relationships { statement confidence status ${PASSAGES} } } }
    backedBy(first: 1) { totalCount nodes { name } }
    fights(filter: { entityKinds: [ARMED_GROUP] }) { totalCount nodes { name } }
    controls { nodes { name } }
    relationships { totalCount nodes { id from { name } to { name } validity { start } } }
    events { totalCount nodes { title status place { name } participants { actor { name } } ${PASSAGES} } }
  }
}`,
  ),
  ...PLACES.map(
    (one) => `{
  place(id: "${prefix}-${one}") {
    name within { name } ancestors { name } controlledBy(inherit: true) { nodes { name } }
    events { totalCount nodes { title } }
  }
}`,
  ),
  // The graph in memory answers these alone.
  ...NAMES.map(
    (one) => `{
  actor(id: "${prefix}-${one}") {
    name degrees { field neighbors relationships }
    backs { totalCount edges { node { id name kind } relationships { id statement confidence status validity { start } } } }
    backedBy(first: 1) { totalCount nodes { name } } fights(filter: { entityKinds: [ARMED_GROUP] }) { totalCount nodes { name } }
    relationships { totalCount nodes { id type from { name } to { name } validity { start earliest } } }
  }
}`,
  ),
  `{ actors(first: 100) { nodes { id name fights { edges { node { name kind ... on Actor { fights { nodes { name } } } } relationship { confidence } } } } } }`,
  `{ paths(from: "${prefix}-a", to: "${prefix}-c") { count paths { statement confidence } } }`,
  `{ stance(a: "${prefix}-a", b: "${prefix}-b") { posture } }`,
  `{ sources(first: 100) { totalCount nodes { title evidence { totalCount nodes { quote } } } } }`,
  `{ events(first: 100) { totalCount deaths { best } nodes { title } } }`,
  `{ eventBreakdown(by: ACTOR) { key label events } }`,
  ...['PROVINCE', 'DYAD'].map((by) => `{ eventBreakdown(by: ${by}) { key label events } }`),
  `{ eventSeries(by: YEAR) { start events } }`,
  ...PLACES.map((one) => `{ events(filter: { within: "${prefix}-${one}" }) { totalCount nodes { title } } }`),
  ...NAMES.map((one) => `{ events(filter: { actors: ["${prefix}-${one}"] }) { totalCount nodes { title status } } }`),
  `{ events(filter: { voices: { sources: ["${prefix}"] } }) { totalCount nodes { title status } } }`,
  `{ actors(first: 100) { totalCount nodes { name kind } } places(first: 100) { totalCount nodes { name } } }`,
  `{ actors(first: 2, orderBy: DEGREE) { nodes { name } } }`,
  `{ entity(id: "${prefix}-late") { name } search(text: "three", first: 5) { entity { name } } }`,
  `{ search(text: "alias one", first: 5) { matched score entity { slug name } } alike: search(text: "${prefix}-", first: 9) { matched entity { name } } }`,
  `{ actors(filter: { name: "alias" }) { totalCount nodes { name } } places(filter: { name: "${prefix}" }) { totalCount nodes { name } } }`,
];

let runs = 0;

/** @param ours The engine of the process that reads, and `theirs` that of another one; `timeout` in milliseconds. */
function neverStale(ours: () => Engine, theirs: () => Engine, times: number, timeout: number): void {
  beforeAll(() => setUp(ours()));

  it('asks by valid documents', () => expect(questions('run-0').flatMap((one) => validate(SCHEMA, parse(one)))).toEqual([]));

  it('answers as without a cache, whatever two processes write, merge, retract and restore, also while it reads', { timeout }, async () => {
    // One process for all runs, so that its cache is full.
    const here = editor(ours());
    const late = delayed(ours());
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), async (steps, picked) => {
        const prefix = `run-${runs++}`;
        const elsewhere = editor(theirs());
        await found(here, prefix);
        const documents = questions(prefix);
        const pick = () => documents[picked.next().value! % documents.length]!;
        for (const question of documents) await compare(question);
        for (const taken of steps) {
          const writing = take(taken.own ? here : elsewhere, prefix, taken.what).catch(() => undefined);
          if (taken.meanwhile) await Promise.all([pick(), pick(), pick()].map((question) => answer(late, question, {}, here.services)));
          await writing;
          for (const question of [pick(), pick(), pick(), pick()]) await compare(question);
        }
        for (const question of documents) await compare(question);
      }),
      { numRuns: times },
    );

    /** By data of the cache, then by a whole answer of it. */
    async function compare(question: string): Promise<void> {
      // Answers from the projection may be half a second old if another process wrote.
      await here.services.projection.latest();
      const fresh = await answer(ours(), question, {}, createServices(ours(), { cacheBytes: 0 }));
      expect(await answer(ours(), question, {}, here.services)).toEqual(fresh);
      expect(await wholeAnswer(ours(), here.services, question)).toEqual(fresh);
    }
  });
}

/** As the server answers a query that it has answered before. */
async function wholeAnswer(engine: Engine, services: Services, question: string): Promise<unknown> {
  const cached = await new Context(engine, services).cachedResponse(question);
  if (cached !== null) return JSON.parse(cached);
  let context: Context | undefined;
  const reply = await answer(engine, question, {}, services, (used) => {
    context = used;
  });
  for (let times = 0; times < 2 && !reply.errors; times++) context!.cacheResponse(question, JSON.stringify(reply));
  return reply;
}

/** An engine whose answers arrive some milliseconds late. */
function delayed(engine: Engine): Engine {
  return {
    ...engine,
    read: async (...query) => {
      const rows = await engine.read(...query);
      await sleep(Math.random() * 4);
      return rows;
    },
  };
}

async function found(anna: Editor, prefix: string): Promise<void> {
  const [a, b, c] = NAMES.map((one) => `${prefix}-${one}`);
  await anna.upsertActors([a, b, c].map((slug) => ({ slug, kind: 'ARMED_GROUP', name: slug })));
  await anna.upsertPlaces([
    { slug: `${prefix}-land`, kind: 'COUNTRY', name: `${prefix} land` },
    { slug: `${prefix}-shire`, kind: 'PROVINCE', name: `${prefix} shire` },
    { slug: `${prefix}-town`, kind: 'TOWN', name: `${prefix} town`, within: `${prefix}-land` },
  ]);
  await anna.upsertSources([{ key: prefix, title: prefix, reliability: 'B' }]);
  const evidence = [{ source: prefix, quote: 'first' }];
  await anna.recordRelationships([{ type: 'BACKS', from: a, to: b, key: 'first', evidence }]);
}

async function take(anna: Editor, prefix: string, one: Step['what']): Promise<unknown> {
  const slug = (name: string) => `${prefix}-${name}`;
  const evidence = 'word' in one ? [{ source: prefix, quote: one.word, stance: 'stance' in one ? one.stance : 'ASSERTS' }] : [];
  const actor = (named: string, more: object = {}) => ({ slug: slug(named), kind: 'ARMED_GROUP', name: slug(named), ...more });
  switch (one.do) {
    case 'describe':
      return anna.upsertActors([actor(one.name, { description: one.word })]);
    case 'rename':
      return anna.correct(slug(one.name), { name: `${one.word} ${slug(one.name)}`, dropOldName: one.word === 'one' });
    case 'turn':
      return anna.correct(slug(one.name), { kind: 'ORGANIZATION' });
    case 'alias':
      return anna.upsertActors([actor(one.name, { aliases: [{ name: `alias ${one.word}` }] })]);
    case 'tie':
      return anna.recordRelationships([{ type: one.type, from: slug(one.name), to: slug(one.to), key: one.word, start: '2011' }]);
    case 'hold':
      return anna.recordRelationships([{ type: 'CONTROLS', from: slug(one.name), to: slug(one.place) }]);
    case 'move': {
      const within = one.place === 'land' ? slug('land') : one.place === 'town' ? slug('shire') : null;
      return anna.upsertPlaces([{ slug: slug('town'), kind: 'TOWN', name: `${prefix} town`, within }]);
    }
    case 'map':
      return anna.correct(slug('land'), { placeKind: one.kind });
    case 'say':
      return anna.recordRelationships([{ type: 'BACKS', from: slug(one.name), to: slug(one.to), key: 'first', evidence }]);
    case 'event': {
      const participants = [one.name, one.to].map((of, index) => ({ actor: slug(of), role: index === 0 ? 'SIDE_A' : 'SIDE_B' }));
      const where = one.place === null ? {} : { place: slug(one.place) };
      return anna.upsertEvents([
        { key: slug(one.word), kind: 'BATTLE', title: one.word, start: '2012', deathsBest: 3, participants, ...where },
      ]);
    }
    case 'attest':
      return anna.addEvidence(slug(one.word), [{ source: prefix, quote: `on ${one.word}` }]);
    case 'source':
      return anna.upsertSources([{ key: prefix, title: `${prefix} ${one.word}`, reliability: one.word === 'one' ? 'A' : 'D' }]);
    case 'found':
      return anna.upsertActors([actor('late', { name: `${one.word} late` })]);
    case 'retract':
      return anna.retract((await idsOf(anna, prefix, one.name))[one.what] ?? '');
    case 'restore':
      return anna.restore(await lastRetracted(anna));
    case 'merge':
      return anna.merge(slug(one.name), slug(one.to));
    case 'unmerge':
      return anna.unmerge(slug(one.name));
  }
}

async function idsOf({ engine }: Editor, prefix: string, name: string): Promise<Readonly<Record<string, string | undefined>>> {
  const { actor } = await dataOf(
    engine,
    `{ actor(id: "${prefix}-${name}") { relationships(first: 1) { nodes { id evidence { nodes { id } } } } events(first: 1) { nodes { id } } } }`,
  );
  const [tie] = actor.relationships.nodes;
  return { tie: tie?.id, event: actor.events.nodes[0]?.id, evidence: tie?.evidence.nodes[0]?.id, founded: `${prefix}-late` };
}

async function lastRetracted({ engine }: Editor): Promise<string> {
  const text = 'MATCH (n:Retracted) RETURN n.id, n.revision ORDER BY n.revision DESC LIMIT 1';
  return (await engine.read({ name: 'test.lastRetracted', text }))[0]?.[0] as string;
}

describe('embedded', () => {
  const engine = engineFor(() => openEmbedded(null));
  neverStale(engine, engine, numRuns(80), 300_000);
});

describeEachNeo4j((server) => {
  const ours = engineFor(async () => neo4jEngine(server));
  const theirs = engineFor(async () => neo4jEngine(server));
  // Neo4j plans every statement first.
  neverStale(ours, theirs, 5, 300_000);
});
