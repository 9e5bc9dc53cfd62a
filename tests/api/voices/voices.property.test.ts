import { afterAll, beforeAll, expect, test } from 'vitest';
import { Draw } from '../../attacks/fuzz/draw.ts';
import { numRuns } from '../../support/scope.ts';
import { emptyStore, graphOver, type TestGraph } from '../seed/seeded.ts';
import { leftOf, type RequestedVoices, tiesLeft } from './plain.ts';
import { ACTORS, DATES, fillAtRandom, PUBLISHERS, type ReadEvent, type ReadTie, readAll, SOURCES, WORDS } from './world.ts';

// Eight questions by random voices, against plain code over what the API says of each relationship and event.

const SEED = Number(process.env.ALLEGIANCE_SAMPLE) || Date.now() % 1_000_000;
const draw = new Draw(SEED);
let graph: TestGraph;
let ties: readonly ReadTie[];
let events: readonly ReadEvent[];

beforeAll(async () => {
  const engine = await emptyStore();
  await fillAtRandom(engine, draw);
  graph = graphOver(engine);
  ({ ties, events } = await readAll(graph));
});
afterAll(() => graph.close());

test(`eight questions by random voices (seed ${SEED})`, { timeout: 300_000 }, async () => {
  for (let run = numRuns(1_000); run > 0; run--) {
    const voices = someVoices();
    const [a, b] = [draw.of(PEOPLE), draw.of(PEOPLE)];
    const answer = await graph.execute<Answer>(QUESTIONS, { voices, a, b: a === b ? OTHER[a] : b });
    expect(shown(answer), `seed ${SEED}: ${JSON.stringify(voices)}`).toEqual(expected(voices, a, a === b ? OTHER[a]! : b));
  }
});

/** Actors by the name that answers show: the last one is merged into the second. */
const PEOPLE = ACTORS.slice(0, -1);
const OTHER: Readonly<Record<string, string>> = Object.fromEntries(PEOPLE.map((slug, n) => [slug, PEOPLE[(n + 1) % PEOPLE.length]!]));

function someVoices(): RequestedVoices {
  const seldom = <T>(value: () => T) => (draw.often(0.25) ? value() : undefined);
  const speakers = () => draw.some([...PEOPLE, ...WORDS], 4);
  const voices = {
    sources: seldom(() => draw.some(SOURCES, 4)),
    publishers: seldom(() => draw.some(PUBLISHERS, 2)),
    speakers: seldom(speakers),
    exceptSources: seldom(() => draw.some(SOURCES, 2)),
    exceptPublishers: seldom(() => draw.some(PUBLISHERS, 1)),
    exceptSpeakers: seldom(speakers),
    minReliability: seldom(() => draw.of(['A', 'B', 'C', 'F'])),
    minVoices: seldom(() => draw.below(3)),
    knownBy: seldom(() => draw.of(DATES)),
  };
  return Object.values(voices).every((value) => value === undefined) ? { exceptSources: [] } : voices;
}

const QUESTIONS = `
query ($voices: VoiceFilter, $a: ID!, $b: ID!) {
  list: relationships(filter: { voices: $voices }, orderBy: CONFIDENCE_DESC, first: 100) { totalCount nodes { id status confidence } }
  count: relationships(filter: { voices: $voices, types: [BACKS, FIGHTS], minConfidence: 0.6 }) { totalCount }
  actor(id: $a) {
    backs(filter: { voices: $voices }, first: 100) { totalCount edges { node { slug } relationships { id status confidence } } }
    relationships(filter: { voices: $voices }, direction: OUT, first: 100) { totalCount nodes { id } }
  }
  paths(from: $a, to: $b, filter: { voices: $voices }, maxDepth: 2, maxPaths: 100) { paths { confidence hops { relationship { id status } } } }
  stance(a: $a, b: $b, undated: true, voices: $voices) { relationships { id confidence } }
  ranking(by: DEGREE, filter: { voices: $voices, undated: true }, first: 100) { items { entity { slug } score } }
  events(filter: { voices: $voices }, first: 100) { totalCount deaths { best } nodes { key status } }
  eventSeries(filter: { voices: $voices }, by: YEAR) { start events }
  breakdown: relationshipBreakdown(filter: { voices: $voices }, by: STATUS) { key relationships }
}`;

interface Answer {
  readonly list: { readonly totalCount: number; readonly nodes: readonly Pick<ReadTie, 'id' | 'status' | 'confidence'>[] };
  readonly count: { readonly totalCount: number };
  readonly actor: {
    readonly backs: {
      readonly totalCount: number;
      readonly edges: readonly { readonly node: { readonly slug: string }; readonly relationships: readonly ReadTie[] }[];
    };
    readonly relationships: { readonly totalCount: number; readonly nodes: readonly { readonly id: string }[] };
  };
  readonly paths: {
    readonly paths: readonly {
      readonly confidence: number;
      readonly hops: readonly { readonly relationship: { readonly id: string; readonly status: string } }[];
    }[];
  };
  readonly stance: { readonly relationships: readonly { readonly id: string }[] };
  readonly ranking: { readonly items: readonly { readonly entity: { readonly slug: string }; readonly score: number }[] };
  readonly events: {
    readonly totalCount: number;
    readonly deaths: { readonly best: number };
    readonly nodes: readonly { readonly key: string; readonly status: string }[];
  };
  readonly eventSeries: readonly { readonly start: string; readonly events: number }[];
  readonly breakdown: readonly { readonly key: string; readonly relationships: number }[];
}

/** What is compared of an answer. */
function shown({ list, count, actor, paths, stance, ranking, events, eventSeries, breakdown }: Answer) {
  return {
    list: [list.totalCount, list.nodes],
    count: count.totalCount,
    backs: [actor.backs.totalCount, actor.backs.edges.map(({ node, relationships }) => [node.slug, relationships])],
    out: [actor.relationships.totalCount, actor.relationships.nodes.map(({ id }) => id).sort()],
    paths: paths.paths.map(({ confidence, hops }) => [confidence, hops.map(({ relationship }) => [relationship.id, relationship.status])]),
    stance: stance.relationships,
    ranking: ranking.items.map(({ entity, score }) => [entity.slug, score]).sort(),
    events: [events.totalCount, events.deaths.best, events.nodes.map(({ key, status }) => [key, status]).sort()],
    series: eventSeries.filter((bucket) => bucket.events > 0),
    breakdown: breakdown.map(({ key, relationships }) => [key, relationships]).sort(),
  };
}

/** The same by plain code. */
function expected(voices: RequestedVoices, a: string, b: string): ReturnType<typeof shown> {
  const left = tiesLeft(ties, voices);
  const brief = (list: readonly ReadTie[]) => list.map(({ id, status, confidence }) => ({ id, status, confidence }));
  const backs = left.filter(({ type, from }) => type === 'BACKS' && from.slug === a);
  const isMutual = (type: string) => type !== 'BACKS' && type !== 'OPPOSES';
  const out = left.filter(({ type, from, to }) => from.slug === a || (to.slug === a && isMutual(type)));
  const found = events.flatMap((event) => {
    const weight = leftOf(event.evidence.nodes, voices);
    return weight === null || weight.status === 'DENIED' ? [] : [{ ...event, status: weight.status }];
  });
  const years = groupCounts(found.map(({ validity }) => validity.start.slice(0, 4)));
  return {
    list: [left.length, brief(left)],
    count: left.filter(({ type, confidence }) => (type === 'BACKS' || type === 'FIGHTS') && confidence >= 0.6).length,
    backs: [new Set(backs.map(({ to }) => to.slug)).size, neighborsOf(backs).map(([slug, list]) => [slug, brief(list) as ReadTie[]])],
    out: [out.length, out.map(({ id }) => id).sort()],
    paths: pathsOf(left, a, b),
    stance: between(left, a, b).map(({ id, confidence }) => ({ id, confidence })),
    ranking: degreesOf(left).sort(),
    events: [
      found.length,
      found.reduce((sum, { deaths }) => sum + (deaths.best ?? 0), 0),
      found.map(({ key, status }) => [key, status]).sort(),
    ],
    series: years.map(([start, count]) => ({ start, events: count })),
    breakdown: groupCounts(left.map(({ status }) => status)),
  };
}

function groupCounts(keys: readonly string[]): [key: string, count: number][] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort();
}

function neighborsOf(list: readonly ReadTie[]): [slug: string, ties: ReadTie[]][] {
  const slugs = [...new Set(list.map(({ to }) => to.slug))].sort();
  return slugs.map((slug) => [slug, list.filter(({ to }) => to.slug === slug)]);
}

function between(list: readonly ReadTie[], a: string, b: string): ReadTie[] {
  return list.filter(({ from, to }) => (from.slug === a && to.slug === b) || (from.slug === b && to.slug === a));
}

/** Paths of one hop, then of two: the most confident first, then by ids, over the best relationship of each hop. */
function pathsOf(list: readonly ReadTie[], a: string, b: string) {
  const best = (x: string, y: string) => between(list, x, y).slice(0, 1);
  const single = best(a, b).map((tie) => [tie]);
  const double = PEOPLE.filter((via) => via !== a && via !== b).flatMap((via) =>
    best(a, via).flatMap((first) => best(via, b).map((second) => [first, second])),
  );
  const weakest = (hops: readonly ReadTie[]) => Math.min(...hops.map(({ confidence }) => confidence));
  const idsOf = (hops: readonly ReadTie[]) => hops.map(({ id }) => id).join();
  const inOrder = (paths: ReadTie[][]) => paths.sort((x, y) => weakest(y) - weakest(x) || (idsOf(x) < idsOf(y) ? -1 : 1));
  return [...single, ...inOrder(double)].map((hops) => [weakest(hops), hops.map(({ id, status }) => [id, status])]);
}

function degreesOf(list: readonly ReadTie[]): [slug: string, neighbors: number][] {
  const neighbors = (slug: string) => {
    const others = list.flatMap(({ from, to }) => (from.slug === slug ? to.slug : to.slug === slug ? from.slug : []));
    return new Set(others).size;
  };
  return PEOPLE.flatMap((slug) => (neighbors(slug) > 0 ? [[slug, neighbors(slug)] as [string, number]] : []));
}
