import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';
import { Draw } from '../../attacks/fuzz/draw.ts';
import { numRuns } from '../../support/scope.ts';
import { emptyStore, graphOver, NOW, type TestGraph } from '../seed/seeded.ts';
import { isLeft, type RequestedVoices } from './plain.ts';
import { ACTORS, DATES, fillAtRandom, PUBLISHERS, type ReadTie, readAll, SOURCES, WORDS } from './world.ts';

// `impact` against the relationships as they are after the passages were really retracted.

const SEED = Number(process.env.ALLEGIANCE_SAMPLE) || Date.now() % 1_000_000;
const draw = new Draw(SEED);
let engine: Engine;
let graph: TestGraph;
let writes = 0;

beforeAll(async () => {
  engine = await emptyStore();
  await fillAtRandom(engine, draw);
  graph = graphOver(engine);
});
afterAll(() => graph.close());

interface Side {
  readonly present: boolean;
  readonly status: string | null;
  readonly confidence: number | null;
}
interface Found {
  readonly totalCount: number;
  readonly nodes: readonly { readonly relationship: { readonly id: string }; readonly before: Side; readonly after: Side }[];
}

const SIDE = '{ present status confidence }';
const IMPACT = `query ($without: VoiceFilter!) {
  impact(without: $without, filter: { undated: true }, first: 100) { totalCount nodes { relationship { id } before ${SIDE} after ${SIDE} } }
}`;

test(`impact equals removal (seed ${SEED})`, { timeout: 600_000 }, async () => {
  const { ties: before } = await readAll(graph);
  for (let run = numRuns(500); run > 0; run--) {
    const without = someVoices();
    const { impact } = await graph.execute<{ impact: Found }>(IMPACT, { without });
    const fallen = before.flatMap(({ evidence }) => evidence.nodes.filter((passage) => isLeft(passage, without)).map(({ id }) => id));
    await command('retractions', fallen);
    const { ties: after } = await readAll(graph);
    await command('restorations', fallen);
    const found = impact.nodes.map(({ relationship: { id }, ...sides }) => ({ id, ...sides }));
    expect(found, `seed ${SEED}: ${JSON.stringify(without)}`).toEqual(differences(before, after));
    expect(impact.totalCount).toBe(found.length);
  }
  expect((await readAll(graph)).ties).toEqual(before);
});

async function command(kind: 'retractions' | 'restorations', ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows: BatchRows = { [kind]: ids.map((id) => ({ id, reason: 'to see what falls' })) };
  const { problems } = await write(engine, rows, { key: `impact ${++writes}`, by: 'tests', at: NOW });
  expect(problems).toEqual([]);
}

/** What is shown of each relationship that differs: the largest change of confidence first, then by id. */
function differences(before: readonly ReadTie[], after: readonly ReadTie[]) {
  const now = new Map(after.map((tie) => [tie.id, tie]));
  const change = ({ before, after }: { before: Side; after: Side }) =>
    Math.round(10_000 * Math.abs((before.confidence ?? 0) - (after.confidence ?? 0)));
  return before
    .map((tie) => ({ id: tie.id, before: sideOf(tie), after: sideOf(now.get(tie.id)!) }))
    .filter((one) => (one.before.present || one.after.present) && JSON.stringify(one.before) !== JSON.stringify(one.after))
    .sort((a, b) => change(b) - change(a) || (a.id < b.id ? -1 : 1));
}

function sideOf({ status, confidence }: ReadTie): Side {
  if (status === 'UNSOURCED') return { present: false, status: null, confidence: null };
  return { present: status !== 'DENIED', status, confidence };
}

function someVoices(): RequestedVoices {
  const seldom = <T>(value: () => T) => (draw.often(0.3) ? value() : undefined);
  const speakers = [...ACTORS.slice(0, -1), ...WORDS];
  return {
    sources: seldom(() => draw.some(SOURCES, 4)),
    publishers: seldom(() => draw.some(PUBLISHERS, 2)),
    speakers: seldom(() => draw.some(speakers, 5)),
    exceptSources: seldom(() => draw.some(SOURCES, 2)),
    exceptSpeakers: seldom(() => draw.some(speakers, 3)),
    minReliability: seldom(() => draw.of(['A', 'B', 'C', 'F'])),
    knownBy: seldom(() => draw.of(DATES)),
  };
}
