import { ProjectionBuilder } from '../src/analysis/projection/builder.ts';
import type { View } from '../src/analysis/projection/view.ts';
import { type MadeGraph, randomGraph } from './madeGraph.ts';
import { pairsOf } from './pairs.ts';
import { BENCH_QUESTIONS, type BenchQuestion } from './pathsQuestions.ts';
import { mebibytes, Times, table } from './times.ts';

const PAIRS = 200;
/** Pairs run before them, to let V8 compile. */
const WARM = 1_000;
/** As in the graph of 130,000 actors and 840,000 ties. */
const TIES_PER_ACTOR = 6.46;
const QUESTIONS = BENCH_QUESTIONS.slice(0, 4);

/** How the time and memory of the projection and of searches grow with the number of ties: without store or server. */
export async function growth(sizes: readonly number[]): Promise<string> {
  const rows: string[][] = [];
  for (const size of sizes) {
    const { view, built } = build(randomGraph(Math.round(size / TIES_PER_ACTOR), size));
    const columns: Times[] = [];
    for (const question of QUESTIONS) columns.push(await timesOf(view, question));
    rows.push([String(size), built.toFixed(0), mebibytes(process.memoryUsage().rss), ...columns.map(String)]);
  }
  return table(['ties', 'built, ms', 'process', ...QUESTIONS.map(({ title }) => title)], rows);
}

/** Milliseconds are those of `finish`, after all has been read. */
function build(graph: MadeGraph): { view: View; built: number } {
  const builder = new ProjectionBuilder();
  for (const batch of graph.entities()) builder.addEntities(batch);
  for (const batch of graph.ties()) builder.addTies(batch);
  const start = performance.now();
  const { view } = builder.finish(0);
  return { view, built: performance.now() - start };
}

async function timesOf(view: View, question: BenchQuestion): Promise<Times> {
  const times = new Times();
  for (const [from, to] of pairsOf(view, WARM, 8)) question.run(view, from, to);
  for (const [from, to] of pairsOf(view, PAIRS, 7)) await times.measure(() => question.run(view, from, to));
  return times;
}
