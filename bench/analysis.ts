import { parseArgs } from 'node:util';
import { Budget } from '../src/analysis/paths/budget.ts';
import { ProjectionBuilder } from '../src/analysis/projection/builder.ts';
import type { View } from '../src/analysis/projection/view.ts';
import { type AnalysisQuestion, type AnswerTo, answer } from '../src/analysis/questions.ts';
import { pairGraph } from '../src/analysis/subgraph/pairGraph.ts';
import { dayNumber } from '../src/model/calendar.ts';
import { RELATIONSHIP_TYPES, vocabularyOf } from '../src/model/vocabulary.ts';
import { betweennessCentrality, louvain, pagerank } from '../tests/support/analysis/graphology.ts';
import { campRows } from './camps.ts';
import { directedOf, undirectedOf } from './graphologyGraph.ts';
import { randomGraph } from './madeGraph.ts';
import { pairsOf } from './pairs.ts';
import { Times, table } from './times.ts';

/**
 * npm run bench:analysis [-- --sizes 10000,100000,1000000 --runs 3]
 *
 * Times camps of several graphs, then the analyses beside graphology's implementations on the same pairs, in turn in one run. Ours start from the
 * projection and build the pair graph each time; graphology's graph is built beforehand, and that time is reported
 * separately. Its Louvain has no negative weights, so both get only the cooperative ties. What would take graphology longer
 * than a few minutes is left out.
 */
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '10000,100000,1000000' }, runs: { type: 'string', default: '3' } },
});
const TIES_PER_ACTOR = 6.46;
/** Beyond so many entities graphology needs minutes. */
const MAX_FOR_BETWEENNESS = 4_000;
const WHOLE_GRAPH = { filter: {} };
const COOPERATIVE = RELATIONSHIP_TYPES.filter((type) => vocabularyOf(type).sign === 'COOPERATIVE');
const YEAR = { first: dayNumber(2016, 1, 1), last: dayNumber(2016, 12, 31) };
const LIMITS = { steps: 1e12 };

console.log('\ncamps; ms of one run, against: pairs against the partition\n');
console.log(table(['graph', 'ms', 'steps', 'against', 'communities', ''], await campRows()));
for (const size of values.sizes.split(',').map(Number)) await measure(size);

async function measure(size: number): Promise<void> {
  const view = viewOf(size);
  const rows = [...(await ownOnly(view)), ...(await compared(view))];
  console.log(`\n${size} ties, ${view.nodeCount} actors; ms, median of ${values.runs}\n`);
  console.log(table(['question', 'ours', 'graphology', 'ours : theirs', ''], rows));
}

function viewOf(size: number): View {
  const graph = randomGraph(Math.round(size / TIES_PER_ACTOR), size);
  const builder = new ProjectionBuilder();
  for (const batch of graph.entities()) builder.addEntities(batch);
  for (const batch of graph.ties()) builder.addTies(batch);
  return builder.finish(0).view;
}

async function timed<T>(work: () => T): Promise<{ ms: number; result: T }> {
  const times = new Times();
  let result!: T;
  for (let run = 0; run < Number(values.runs); run++) result = await times.measure(work);
  return { ms: times.at(0.5), result };
}

/** Analyses that graphology has no counterpart for. */
async function ownOnly(view: View): Promise<string[][]> {
  const [a, b] = pairsOf(view, 1, 7)[0]!;
  const range = { after: null, before: null, backward: false, limit: 21 };
  const dated = { filter: { undated: false } };
  const requests: Record<string, AnalysisQuestion> = {
    'stanceHistory, via parts': { kind: 'stanceHistory', a, b, viaParts: true, filter: { undated: false } },
    'changes of 2016': { kind: 'changes', ...dated, span: YEAR, ...range },
    'balance in 2016': { kind: 'balance', filter: { window: YEAR, undated: false }, first: 50 },
    'camps in 2016': { kind: 'blocs', method: 'CAMPS', filter: { window: YEAR, undated: false }, first: 20 },
    'communities in 2016, signed': { kind: 'blocs', method: 'COMMUNITIES', filter: { window: YEAR, undated: false }, first: 20 },
  };
  const rows: string[][] = [];
  for (const [title, question] of Object.entries(requests)) {
    const { ms, result } = await timed(() => answer(view, question, LIMITS));
    rows.push([title, ms.toFixed(1), '–', '–', `${result.work} steps`]);
  }
  return rows;
}

async function compared(view: View): Promise<string[][]> {
  const pairs = pairGraph(view, {}, false, new Budget(LIMITS));
  const made = await timed(() => undirectedOf(pairs, false));
  const graph = made.result;
  const measureQuestion = <Q extends AnalysisQuestion>(question: Q) => timed<AnswerTo<Q>>(() => answer(view, question, LIMITS));
  const own = await measureQuestion({ kind: 'ranking', ...WHOLE_GRAPH, by: 'BETWEENNESS', first: 20 });
  const theirs = pairs.size > MAX_FOR_BETWEENNESS ? null : await timed(() => betweennessCentrality(graph));
  const rank = await measureQuestion({ kind: 'ranking', ...WHOLE_GRAPH, by: 'PAGERANK', first: 20 });
  const directed = directedOf(pairs);
  const theirRank = await timed(() => pagerank(directed, { getEdgeWeight: null, maxIterations: 200 }));
  const friends = pairGraph(view, { types: COOPERATIVE }, true, new Budget(LIMITS));
  const friendly = undirectedOf(friends, true);
  const blocs = await measureQuestion({ kind: 'blocs', method: 'COMMUNITIES', filter: { types: COOPERATIVE }, first: 20 });
  const theirBlocs = await timed(() => louvain.detailed(friendly, { getEdgeWeight: null, randomWalk: false }));
  const quality = `modularity ${blocs.result.modularity.toFixed(4)}, theirs ${theirBlocs.result.modularity.toFixed(4)}`;
  return [
    ['building graphology’s graph', '–', made.ms.toFixed(1), '–', `${pairs.pairCount} pairs`],
    row('betweenness', own.ms, theirs?.ms ?? null, own.result.exact ? 'exact' : 'ours from a sample'),
    row('PageRank', rank.ms, theirRank.ms, rank.result.exact ? 'converged' : 'not converged'),
    row('communities, unsigned', blocs.ms, theirBlocs.ms, quality),
  ];
}

function row(title: string, own: number, theirs: number | null, note: string): string[] {
  const ratio = theirs === null ? '–' : `1 : ${(theirs / own).toFixed(1)}`;
  return [title, own.toFixed(1), theirs === null ? '–' : theirs.toFixed(1), ratio, note];
}
