/**
 * npm run bench:paths-core [-- TIES ENTITIES]: defaults are 840,000 ties and one entity per 6.46 ties
 *
 * Time and memory of the projection and the path search alone, in one process. Everything is seeded.
 */
import { paths } from '../src/analysis/paths/paths.ts';
import type { PathQuestion } from '../src/analysis/paths/question.ts';
import { ProjectionBuilder } from '../src/analysis/projection/builder.ts';
import type { PassageSnapshot } from '../src/analysis/projection/passages.ts';
import type { Projection } from '../src/analysis/projection/projection.ts';
import type { View } from '../src/analysis/projection/view.ts';
import { dayNumber } from '../src/model/calendar.ts';
import { tieCriterion } from '../src/model/tieFilter.ts';
import { madePassages, madeSources } from './madePassages.ts';
import { entities, entityIdOf, ties } from './powerLawGraph.ts';
import { seeded } from './random.ts';

const tieCount = Number(process.argv[2] ?? 840_000);
const entityCount = Number(process.argv[3] ?? Math.round(tieCount / 6.46));
const PAIRS = 400;
const STEPS = 20_000_000;
const DAY = dayNumber(2016, 6, 1);
/** A day on which hardly any tie holds. */
const EARLY = dayNumber(1990, 2, 1);
const ON_A_DAY = { window: { first: DAY, last: DAY } };

const QUESTIONS: Record<string, Omit<PathQuestion, 'from' | 'to'>> = {
  'shortest at a date': { filter: ON_A_DAY, maxPaths: 1, maxDepth: 8 },
  'ten best at a date, 5 hops': { filter: ON_A_DAY, maxPaths: 10, maxDepth: 5 },
  'ten best at a date, 8 hops': { filter: ON_A_DAY, maxPaths: 10, maxDepth: 8 },
  'ten simultaneous, 5 hops': { time: 'SIMULTANEOUS', maxPaths: 10, maxDepth: 5 },
  'ten chronological, 5 hops': { time: 'CHRONOLOGICAL', maxPaths: 10, maxDepth: 5 },
  'ten by confidence, 6 hops': { orderBy: 'CONFIDENCE', maxPaths: 10, maxDepth: 6 },
  'ten forward, cooperative, 8 hops': { direction: 'FORWARD', filter: tieCriterion({ sign: 'COOPERATIVE' }), maxPaths: 10, maxDepth: 8 },
  'none exists: the first days, forward': {
    filter: { window: { first: EARLY, last: EARLY }, undated: false },
    direction: 'FORWARD',
    maxDepth: 8,
  },
};

const BY_VOICE = ['ten best at a date, 5 hops', 'ten simultaneous, 5 hops', 'ten by confidence, 6 hops'];

const projection = build();
reportMemory(projection.view);
for (const [name, question] of Object.entries(QUESTIONS)) measure(projection.view, name, question);
follow(projection);
measureByVoices(projection);

function build(): Projection {
  const builder = new ProjectionBuilder({ entities: entityCount, ties: tieCount });
  const reading = performance.now();
  for (const batch of entities(entityCount)) builder.addEntities(batch);
  for (const batch of ties(tieCount, entityCount, 1)) builder.addTies(batch);
  const start = performance.now();
  const projection = builder.finish(0);
  console.log(`${tieCount} ties, ${entityCount} entities`);
  print('generated and read', start - reading, 'ms');
  print('built', performance.now() - start, 'ms');
  return projection;
}

function reportMemory({ buffers, tieCount, nodeCount }: View): void {
  const bytesOf = (columns: object) => Object.values(columns).reduce((sum, column: ArrayBufferView) => sum + column.byteLength, 0);
  const { ties, byTo, adjacency, appended, deletedAt, moved } = buffers;
  const capacity = ties.from.length;
  print(
    'bytes per tie',
    bytesOf(ties) / capacity +
      deletedAt.byteLength / capacity +
      (2 * adjacency.byteLength) / (tieCount + capacity) +
      (byTo.byteLength + bytesOf(moved)) / tieCount,
    '',
  );
  const all = bytesOf(ties) + byTo.byteLength + adjacency.byteLength + bytesOf(appended) + deletedAt.byteLength + bytesOf(moved);
  print('bytes per tie, with spare capacity', all / tieCount, '');
  print('bytes per entity', bytesOf(buffers.nodes) / nodeCount, '');
  print('process memory', process.memoryUsage.rss() / 2 ** 20, 'MiB');
  print('process memory, highest', process.resourceUsage().maxRSS / 2 ** 10, 'MiB');
}

/** @param viewOf The view that each question is asked of; part of what is measured. */
function measure(view: View, name: string, question: Omit<PathQuestion, 'from' | 'to'>, viewOf = () => view): void {
  const random = seeded(7);
  const times: number[] = [];
  let [found, cut, work] = [0, 0, 0];
  for (let i = -PAIRS / 4; i < PAIRS; i++) {
    const [from, to] = pair(view, random);
    const start = performance.now();
    const answer = paths(viewOf(), { ...question, from, to }, { steps: STEPS });
    const time = performance.now() - start;
    if (i < 0) continue;
    times.push(time);
    found += answer.paths.length;
    work += answer.work;
    if (answer.stoppedBy === 'WORK_LIMIT') cut++;
  }
  printTimes(name, times, `${(found / PAIRS).toFixed(1)} paths, ${Math.round(work / PAIRS)} steps${cut ? `, ${cut} cut` : ''}`);
}

/** Two different entities with ties. */
function pair(view: View, random: () => number): [from: number, to: number] {
  for (;;) {
    const from = Math.floor(random() * view.nodeCount);
    const to = Math.floor(random() * view.nodeCount);
    if (from !== to && view.degree(from) > 0 && view.degree(to) > 0) return [from, to];
  }
}

/** The cost of applying a change, and of the next search. */
function follow(projection: Projection): void {
  const times: number[] = [];
  const random = seeded(3);
  for (let i = 0; i < PAIRS; i++) {
    const [record] = [...ties(1, entityCount, Math.floor(random() * 2 ** 31), 1)].flat();
    const start = performance.now();
    projection.apply({ revision: projection.view.revision + 1, rows: [{ op: 'tie', ...record! }] });
    times.push(performance.now() - start);
  }
  printTimes('one tie applied', times, '');
  const start = performance.now();
  projection.apply({ revision: projection.view.revision + 1, rows: [{ op: 'canon', id: entityIdOf(0), canon: entityIdOf(1) }] });
  print('the biggest hub merged into the next', performance.now() - start, 'ms');
  measure(projection.view, 'ten best at a date, after the merge', QUESTIONS['ten best at a date, 5 hops']!);
}

/** The questions of `BY_VOICE` by all voices but one source, each pair once by the same voices and once by voices of its own. */
function measureByVoices(projection: Projection): void {
  const before = process.memoryUsage.rss();
  const { view } = projection;
  const start = performance.now();
  projection.addPassages({ sources: madeSources(), passages: madePassages(view) });
  print('passages added', performance.now() - start, 'ms');
  const { column, ofTie, sources } = projection.view.passages as PassageSnapshot;
  print('bytes of passages per tie, 1.4 each', (column.byteLength + ofTie.byteLength) / view.tieCount, '');
  print('process memory, passages', (process.memoryUsage.rss() - before) / 2 ** 20, 'MiB');
  const voices = projection.view.compile({ only: [{ exceptSources: [sources[0]!.id] }] });
  for (const name of BY_VOICE) {
    const weighed = projection.view.byVoices(voices);
    measure(projection.view, `${name}, all`, QUESTIONS[name]!);
    measure(weighed, `${name}, by voices`, QUESTIONS[name]!);
    measure(projection.view, `${name}, voices anew`, QUESTIONS[name]!, () => projection.view.byVoices(voices));
  }
}

function printTimes(name: string, times: number[], rest: string): void {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * times.length)]!.toFixed(2);
  console.log(`${name.padEnd(38)} p50 ${at(0.5).padStart(8)}  p95 ${at(0.95).padStart(8)} ms   ${rest}`);
}

function print(name: string, value: number, unit: string): void {
  console.log(`${name.padEnd(38)} ${value.toFixed(1)} ${unit}`);
}
