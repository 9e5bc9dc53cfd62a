import type { Engine } from '../../../src/engine/engine.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import type { Draw } from '../../attacks/fuzz/draw.ts';
import { fill } from '../events/world.ts';
import type { TestGraph } from '../seed/seeded.ts';

/** A random graph whose passages have few sources, speakers and days, so that random filters meet them. */

export const ACTORS = Array.from({ length: 9 }, (_, n) => `actor-${n}`);
export const SOURCES = ['wire-1', 'wire-2', 'paper-1', 'paper-2', 'table', 'blog'];
export const PUBLISHERS = ['The Wire', 'the wire', 'The Paper'];
export const WORDS = ['two rebel sources', 'Two Rebel Sources', 'a spokesman'];
export const DATES = ['2015', '2016-05', '2016-05-10', '[2016-01-11..2016-01-17]', '2017-01-01'];
export const TYPES = ['BACKS', 'FIGHTS', 'ALLIED_WITH', 'OPPOSES', 'NEGOTIATES_WITH'];
const [TIES, EVENTS] = [70, 40];

export async function fillAtRandom(engine: Engine, draw: Draw): Promise<void> {
  const sources = SOURCES.map((key, n) => ({
    key,
    title: key,
    publisher: n >= PUBLISHERS.length && draw.often(0.5) ? null : PUBLISHERS[n % PUBLISHERS.length],
    publishedOn: draw.often(0.4) ? null : draw.of(DATES),
    reliability: draw.of(['A', 'B', 'C', 'F']),
  }));
  const actors = ACTORS.map((slug) => ({ slug, kind: 'ARMED_GROUP', name: slug }));
  await fill(engine, 'named', {
    sources,
    actors,
    merges: [{ keep: ACTORS[1], merge: ACTORS[8], reason: 'the same' }],
  } as unknown as BatchRows);
  await fill(engine, 'random', { relationships: ties(draw), events: events(draw) } as unknown as BatchRows);
}

function ties(draw: Draw): object[] {
  return Array.from({ length: TIES }, (_, n) => {
    const from = draw.below(ACTORS.length);
    const to = (from + 1 + draw.below(ACTORS.length - 1)) % ACTORS.length;
    const confidence = draw.often(0.1) ? { confidence: 0.4 } : {};
    return { key: `${n}`, type: draw.of(TYPES), from: ACTORS[from], to: ACTORS[to], ...confidence, evidence: passages(draw) };
  });
}

function events(draw: Draw): object[] {
  return Array.from({ length: EVENTS }, (_, n) => ({
    ...{ key: `event-${n}`, kind: draw.of(['BATTLE', 'AIRSTRIKE']), title: `${n}`, start: `201${draw.below(4)}-0${1 + draw.below(9)}-10` },
    ...{ participants: [{ actor: draw.of(ACTORS), role: 'SIDE_A' }], evidence: passages(draw) },
    ...(draw.often(0.7) ? { deathsBest: draw.below(9), deathsHigh: 9 } : {}),
  }));
}

function passages(draw: Draw): object[] {
  return Array.from({ length: draw.below(5) }, (_, n) => ({
    source: draw.of(SOURCES),
    locator: `${n}`,
    quote: 'It is so.',
    stance: draw.often(0.25) ? 'DENIES' : 'ASSERTS',
    hedged: draw.often(0.3),
    attributedTo: draw.often(0.4) ? draw.of(ACTORS) : null,
    attribution: draw.often(0.4) ? draw.of(WORDS) : null,
    statedOn: draw.often(0.5) ? null : draw.of(DATES),
  }));
}

export interface ReadPassage {
  readonly id: string;
  readonly source: {
    readonly id: string;
    readonly key: string;
    readonly publisher: string | null;
    readonly publishedOn: string | null;
    readonly reliability: string;
  };
  readonly stance: 'ASSERTS' | 'DENIES';
  readonly hedged: boolean;
  /** The actor that it is merged into. */
  readonly attributedTo: { readonly slug: string } | null;
  readonly attribution: string | null;
  readonly statedOn: string | null;
}

export interface ReadTie {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly confidence: number;
  readonly confidenceSet: boolean;
  readonly from: { readonly slug: string };
  readonly to: { readonly slug: string };
  readonly evidence: { readonly nodes: readonly ReadPassage[] };
}

export interface ReadEvent {
  readonly key: string;
  readonly status: string;
  readonly validity: { readonly start: string };
  readonly deaths: { readonly best: number | null };
  readonly evidence: { readonly nodes: readonly ReadPassage[] };
}

const PASSAGES =
  'evidence(first: 100) { nodes { id source { id key publisher publishedOn reliability } stance hedged attributedTo { slug } attribution statedOn } }';

/** All relationships and events with all their passages, as the API has them. */
export async function readAll(graph: TestGraph): Promise<{ ties: readonly ReadTie[]; events: readonly ReadEvent[] }> {
  const every = '[SUPPORTED, REPORTED, DISPUTED, DENIED, UNSOURCED]';
  const { relationships, events } = await graph.execute<{ relationships: { nodes: ReadTie[] }; events: { nodes: ReadEvent[] } }>(
    `{ relationships(filter: { status: ${every} }, first: 100) { nodes {
         id type status confidence confidenceSet from { slug } to { slug } ${PASSAGES} } }
       events(filter: { status: ${every} }, first: 100) { nodes { key status validity { start } deaths { best } ${PASSAGES} } } }`,
  );
  return { ties: relationships.nodes, events: events.nodes };
}
