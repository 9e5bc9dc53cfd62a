import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Engine } from '../../engine/engine.ts';
import type { Feed } from '../../feed/feed.ts';
import type { Seats } from '../seats.ts';
import { tracedStatement } from './tracing.ts';

/** Seconds. */
const REQUEST_TIMES = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const STATEMENT_TIMES = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];
/** Objects. */
const COSTS = [1, 10, 100, 1_000, 10_000, 100_000, 500_000];

export interface CountedRequest {
  readonly operation: string;
  readonly seconds: number;
  readonly cost: number;
  /** `ok`, the code of its first error, or `gone` where nobody waited for the answer any more. */
  readonly outcome: string;
}

/** What `GET /metrics` tells, in Prometheus' form. One for each server. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = this.#counter('allegiance_requests_total', 'Requests, by operation and outcome.', ['operation', 'outcome']);
  readonly #times = this.#histogram('allegiance_request_seconds', 'Seconds to answer a request.', ['operation'], REQUEST_TIMES);
  readonly #costs = this.#histogram('allegiance_request_cost', 'Objects that an answer may hold.', ['operation'], COSTS);
  readonly #statements = this.#histogram('allegiance_store_seconds', 'Seconds to an answer of the store.', ['statement'], STATEMENT_TIMES);
  readonly #failures = this.#counter('allegiance_store_failures_total', 'Statements that failed.', ['statement']);
  readonly #refusedTokens = this.#counter(
    'allegiance_refused_tokens_total',
    'Tokens that did not hold: refused, or, after too many from one address, not looked at (limited).',
    ['answer'],
  );
  readonly #responses = this.#counter(
    'allegiance_http_responses_total',
    'Answers over HTTP, by door and status: those, too, that never became a request of GraphQL.',
    ['door', 'status'],
  );
  readonly #open = new Gauge({
    name: 'allegiance_store_open_statements',
    help: 'Statements that wait for the store.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  request({ operation, seconds, cost, outcome }: CountedRequest): void {
    this.#requests.inc({ operation, outcome });
    this.#times.observe({ operation }, seconds);
    this.#costs.observe({ operation }, cost);
  }

  response(door: string, status: number): void {
    this.#responses.inc({ door, status });
  }

  refusedToken(answer: 'refused' | 'limited'): void {
    this.#refusedTokens.inc({ answer });
  }

  /** The revision that the projection shows. */
  watchFeed(feed: Feed): void {
    new Gauge({
      name: 'allegiance_projection_revision',
      help: 'Revision that the projection shows; -1 until it is built.',
      registers: [this.registry],
      collect() {
        this.set(feed.revision ?? -1);
      },
    });
    new Gauge({
      name: 'allegiance_projection_age_seconds',
      help: 'Seconds since the projection was last level with the store; -1 until it is built.',
      registers: [this.registry],
      collect() {
        this.set(feed.revision === null ? -1 : feed.age / 1000);
      },
    });
  }

  /** Those who follow the graph. */
  watchSeats(seats: Seats): void {
    new Gauge({
      name: 'allegiance_subscriptions_open',
      help: 'Subscriptions that are open.',
      registers: [this.registry],
      collect() {
        this.set(seats.taken);
      },
    });
  }

  /** The same engine, its statements timed and traced by family: `tie.count(anchored)` is `tie.count`. */
  watchEngine(engine: Engine): Engine {
    return {
      ...engine,
      read: (statement, parameters, wanted) =>
        this.#timed(familyOf(statement.name), () => engine.read(statement, parameters, wanted), wanted),
      write: (work) => this.#timed('write', () => engine.write(work)),
      searchText: (search, wanted) => this.#timed('search', () => engine.searchText(search, wanted), wanted),
    };
  }

  async #timed<T>(statement: string, ask: () => Promise<T>, wanted?: AbortSignal): Promise<T> {
    const start = performance.now();
    this.#open.inc();
    try {
      return await tracedStatement(statement, ask);
    } catch (error) {
      if (!wanted?.aborted) this.#failures.inc({ statement });
      throw error;
    } finally {
      this.#open.dec();
      this.#statements.observe({ statement }, (performance.now() - start) / 1000);
    }
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #histogram(name: string, help: string, labelNames: string[], buckets: number[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}

function familyOf(name: string): string {
  return name.replace(/\(.*/, '');
}
