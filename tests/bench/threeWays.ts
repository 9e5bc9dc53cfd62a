import neo4j, { type Driver } from 'neo4j-driver';
import type { View } from '../../src/analysis/projection/view.ts';
import type { AskedServer } from '../paths/support/server.ts';
import { pairsOf } from './pairs.ts';
import { BENCH_QUESTIONS, type BenchQuestion } from './pathsQuestions.ts';
import { Times, table } from './times.ts';

/** Milliseconds after which native Cypher is stopped, and counts as having taken so long. */
const NATIVE_LIMIT = 10_000;
/** A question that native Cypher cannot do in that time is not asked of it again. */
const NATIVE_PATIENCE = 3;

/** So many pairs are asked of one way before it is the next one's turn. */
const ROUND = 10;

/** The same questions of the projection in process, of our API over HTTP, and of Neo4j by Cypher: in turn, some pairs at a time. */
export class ThreeWays {
  constructor(
    private readonly view: View,
    private readonly server: AskedServer,
    private readonly driver: Driver,
  ) {}

  /** @param degree The ends have at least so many ties. */
  async compare(pairs: number, degree: number): Promise<string> {
    const rows: string[][] = [];
    for (const question of BENCH_QUESTIONS) rows.push(await this.#row(question, pairsOf(this.view, ROUND + pairs, 7, degree)));
    return table(['p50 / p95, ms', 'in process', 'over HTTP', 'native Cypher', 'native ÷ in process', 'native ÷ HTTP'], rows);
  }

  async #row(question: BenchQuestion, pairs: ReadonlyArray<readonly [from: number, to: number]>): Promise<string[]> {
    const [inProcess, http, native] = [new Times(), new Times(), new Times()];
    let stopped = 0;
    for (let start = 0; start < pairs.length; start += ROUND) {
      const round = pairs.slice(start, start + ROUND);
      const into = (times: Times) => (start === 0 ? new Times() : times);
      for (const [from, to] of round) await into(inProcess).measure(() => question.ask(this.view, from, to));
      for (const [from, to] of round) await into(http).measure(() => this.#http(question, from, to));
      for (const [from, to] of round) {
        if (stopped < NATIVE_PATIENCE && !(await into(native).measure(() => this.#native(question, from, to)))) stopped++;
      }
    }
    const ratio = (ours: Times) => (native.at(0.5) / ours.at(0.5)).toFixed(1);
    const nativeText = stopped > 0 ? `${native} (${stopped} stopped)` : String(native);
    return [question.title, String(inProcess), String(http), nativeText, ratio(inProcess), ratio(http)];
  }

  async #http({ graphql }: BenchQuestion, from: number, to: number): Promise<void> {
    const variables = { from: this.view.entityId(from), to: this.view.entityId(to) };
    const { errors } = await this.server.post(graphql, { variables });
    if (errors) throw new Error(errors[0]!.message);
  }

  /** Returns false where it took too long. */
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
