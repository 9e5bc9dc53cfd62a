import { parseArgs } from 'node:util';
import { openEmbedded } from '../src/engine/embedded/embedded.ts';
import type { Engine, Value } from '../src/engine/engine.ts';
import { migrate } from '../src/engine/migrations.ts';
import { openNeo4j } from '../src/engine/neo4j/neo4j.ts';
import type { Target } from '../src/exchange/import/run.ts';
import { importInto } from '../src/exchange/import/run.ts';
import { storeTarget } from '../src/exchange/import/target/store.ts';
import { NEO4J_RELEASES } from '../tests/support/neo4j/releases.ts';
import { startNeo4j } from '../tests/support/neo4j/server.ts';
import { Bare } from './bareRows.ts';
import { hubsFor, type MadeTie, madeFormat, madeTies } from './importRows.ts';
import { mebibytes, table } from './times.ts';

/**
 * npm run bench:import [-- --sizes 10000,100000,1000000 --only embedded|neo4j --uri bolt://…]
 *
 * Times an import, with all checks, evidence, history and change sets, beside the bare `UNWIND … CREATE` of the same ties and
 * passages: `bare` with the values of the rows, `whole` with every property that an import stores. Batch by batch in turn, in
 * one run: the embedded engine with two stores in one process, Neo4j in one database with separate labels. A third of the ties
 * are at hubs. `--uri` selects an empty Neo4j without a password.
 */
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '10000,100000' }, only: { type: 'string' }, uri: { type: 'string' } },
});
const sizes = values.sizes.split(',').map(Number);
const NEO4J = NEO4J_RELEASES[0].version;
const HEAD = ['ties', 'hub', 'rows/s', 'ties/s', 'first tenth', 'last tenth', 'bare', 'ratio', 'whole', 'ratio', 'heap', 'memory'];

if (values.only !== 'neo4j') {
  const rows: string[][] = [];
  for (const size of sizes) {
    const [ours, bare] = [await openEmbedded(null), await openEmbedded(null)];
    rows.push(await measured(ours, bare, size));
    await ours.close();
    await bare.close();
  }
  console.log(`embedded\n${table(HEAD, rows)}\n`);
}
if (values.only !== 'embedded') {
  const rows: string[][] = [];
  for (const size of sizes) {
    const { uri, stop } = values.uri ? { uri: values.uri, stop: async () => undefined } : await startNeo4j(NEO4J);
    const engine = openNeo4j({ uri, user: null, password: null, database: null, timeout: 600_000, responseTimeout: 60_000 });
    rows.push(await measured(engine, engine, size));
    await engine.close();
    await stop();
  }
  console.log(`Neo4j ${NEO4J}\n${table(HEAD, rows)}`);
}

async function measured(engine: Engine, baseline: Engine, size: number): Promise<string[]> {
  const written: Written = { ties: [], evidence: [] };
  const ours = noting(engine, written);
  await migrate(ours, new Date());
  const bare = new Bare(baseline);
  await bare.begin(size);
  const same = madeTies(size);
  const own = storeTarget(ours, () => new Date());
  const [batches, bareBatches, wholeBatches]: [Batch[], Batch[], Batch[]] = [[], [], []];
  let [rows, spent, heap] = [0, 0, 0];
  const timed: Target = async (given, options, checked) => {
    const ties = given.relationships?.length ?? 0;
    const start = performance.now();
    const report = await own(given, options, checked);
    const milliseconds = performance.now() - start;
    rows += report.rows.length;
    spent += milliseconds;
    if (report.problems[0]) throw new Error(report.problems[0].message);
    heap = Math.max(heap, process.memoryUsage().heapUsed);
    if (ties === 0) return report;
    const bareTook = await timeOf(() => bare.ties(take(same, ties)));
    const wholeTook = await timeOf(() => bare.whole(written.ties.splice(0), written.evidence.splice(0)));
    // A batch with actors is not comparable.
    if (ties < report.rows.length) return report;
    batches.push({ ties, milliseconds });
    bareBatches.push({ ties, milliseconds: bareTook });
    wholeBatches.push({ ties, milliseconds: wholeTook });
    return report;
  };
  await importInto(timed, madeFormat(size), []);
  const tenth = Math.max(1, Math.floor(batches.length / 10));
  const [rate, bareRate, wholeRate] = [rateOf(batches), rateOf(bareBatches), rateOf(wholeBatches)];
  const whole = (number: number): string => Math.round(number).toLocaleString('en');
  return [
    ...[size, hubsFor(size).size, (rows / spent) * 1_000, rate].map(whole),
    ...[rateOf(batches.slice(0, tenth)), rateOf(batches.slice(-tenth))].map(whole),
    ...[whole(bareRate), (rate / bareRate).toFixed(2), whole(wholeRate), (rate / wholeRate).toFixed(2)],
    ...[mebibytes(heap), mebibytes(process.memoryUsage().rss)],
  ];
}

/** The parameters of our statements in a batch. */
interface Written {
  readonly ties: Value[];
  readonly evidence: Value[];
}

function noting(engine: Engine, written: Written): Engine {
  const note = (name: string, rows: unknown): void => {
    if (name.startsWith('tie.create')) written.ties.push(...(rows as Value[]));
    if (name === 'evidence.create') written.evidence.push(...(rows as Value[]));
  };
  return {
    ...engine,
    write: (work) =>
      engine.write((transaction) =>
        work({
          ...transaction,
          run: (statement, parameters) => {
            note(statement.name, parameters?.rows);
            return transaction.run(statement, parameters);
          },
        }),
      ),
  };
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A number of ties, and the milliseconds that they took. */
interface Batch {
  readonly ties: number;
  readonly milliseconds: number;
}

function rateOf(batches: readonly Batch[]): number {
  const sum = (of: (batch: Batch) => number): number => batches.reduce((total, batch) => total + of(batch), 0);
  return (sum(({ ties }) => ties) / sum(({ milliseconds: took }) => took)) * 1_000;
}

function take(made: Generator<MadeTie>, count: number): MadeTie[] {
  return Array.from({ length: count }, () => made.next().value as MadeTie);
}
