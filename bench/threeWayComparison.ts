import neo4j, { type Driver } from 'neo4j-driver';
import type { View } from '../src/analysis/projection/view.ts';
import { pairsOf } from './pairs.ts';
import { BENCH_QUESTIONS, type BenchQuestion } from './pathsQuestions.ts';
import type { Load } from './reads/load.ts';
import { Times, table } from './times.ts';

/** Milliseconds after which native Cypher is stopped; the timeout counts as its time. */
const NATIVE_LIMIT = 10_000;
/** After so many timeouts of native Cypher, a question is not run on it again. */
const MAX_NATIVE_TIMEOUTS = 3;

/** How the pairs are run. */
export interface ComparisonOptions {
  /** Pairs measured. */
  readonly pairs: number;
  /** The least number of ties of each end. */
  readonly degree: number;
  /** Consecutive pairs on one engine before the next one runs them. */
  readonly round: number;
  /** Pairs run before the measurement, to let Java and V8 compile. */
  readonly warm: number;
}

/** Compares the projection in process, our API over HTTP, and Cypher on Neo4j on the same questions: in turn, some pairs at a time. */
export class ThreeWayComparison {
  constructor(
    private readonly view: View,
    /** Our API, over one persistent connection, as the driver has. */
    private readonly api: Load,
    private readonly driver: Driver,
  ) {}

  async compare({ pairs, degree, round, warm }: ComparisonOptions): Promise<string> {
    const rows: string[][] = [];
    const [first, measured] = [pairsOf(this.view, warm, 8, degree), pairsOf(this.view, pairs, 7, degree)];
    for (const question of BENCH_QUESTIONS) {
      await this.#row(question, first, round);
      rows.push(await this.#row(question, measured, round));
    }
    return table(['p50 / p95, ms', 'in process', 'over HTTP', 'native Cypher', 'native ÷ in process', 'native ÷ HTTP'], rows);
  }

  async #row(question: BenchQuestion, pairs: ReadonlyArray<readonly [from: number, to: number]>, length: number): Promise<string[]> {
    const [inProcess, http, native] = [new Times(), new Times(), new Times()];
    let stopped = 0;
    for (let start = 0; start < pairs.length; start += length) {
      const round = pairs.slice(start, start + length);
      for (const [from, to] of round) await inProcess.measure(() => question.run(this.view, from, to));
      for (const [from, to] of round) await http.measure(() => this.#http(question, from, to));
      for (const [from, to] of round) {
        if (stopped < MAX_NATIVE_TIMEOUTS && !(await native.measure(() => this.#native(question, from, to)))) stopped++;
      }
    }
    const ratio = (ours: Times) => (native.at(0.5) / ours.at(0.5)).toFixed(1);
    const nativeText = stopped > 0 ? `${native} (${stopped} stopped)` : String(native);
    return [question.title, String(inProcess), String(http), nativeText, ratio(inProcess), ratio(http)];
  }

  async #http({ graphql }: BenchQuestion, from: number, to: number): Promise<void> {
    const variables = { from: this.view.entityId(from), to: this.view.entityId(to) };
    const answer = JSON.parse((await this.api.post('/graphql', JSON.stringify({ query: graphql, variables }))).toString());
    if (answer.errors) throw new Error(answer.errors[0].message);
  }

  /** Returns false where it timed out. */
  async #native({ cypher, day }: BenchQuestion, from: number, to: number): Promise<boolean> {
    const session = this.driver.session({ defaultAccessMode: neo4j.session.READ });
    const parameters = { from: this.view.entityId(from), to: this.view.entityId(to), day: neo4j.int(day) };
    try {
      await session.run(cypher, parameters, { timeout: NATIVE_LIMIT });
      return true;
    } catch (error) {
      if (/TransactionTimedOut|Terminated/.test(String((error as { code?: string }).code))) return false;
      throw error;
    } finally {
      await session.close();
    }
  }
}
