import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Engine } from '../../engine/engine.ts';
import type { ProjectionFollower } from '../../revisions/projectionFollower.ts';
import { PACKAGE_ROOT } from '../../root.ts';
import type { OperationQueue } from '../limits/operationQueue.ts';
import type { SubscriptionLimit } from '../limits/subscriptionLimit.ts';
import { traceStatement } from './tracing.ts';

/** Histogram buckets, in seconds. */
const REQUEST_TIMES = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const STATEMENT_TIMES = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];
/** Histogram buckets, in objects. */
const COSTS = [1, 10, 100, 1_000, 10_000, 100_000, 500_000];

/** Metrics of one server, in Prometheus format, for `GET /metrics`. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = this.#counter(
    'allegiance_graphql_requests_total',
    'GraphQL requests, by operation (a name in schema/operations, else `other`) and outcome (`ok`, an error code, or `disconnected`).',
    ['operation', 'outcome'],
  );
  readonly #times = this.#histogram(
    'allegiance_graphql_request_duration_seconds',
    'Duration of GraphQL requests, in seconds.',
    ['operation'],
    REQUEST_TIMES,
  );
  readonly #costs = this.#histogram(
    'allegiance_graphql_request_cost',
    'Cost of GraphQL requests: maximum number of objects in the response.',
    ['operation'],
    COSTS,
  );
  readonly #statements = this.#histogram(
    'allegiance_store_statement_duration_seconds',
    'Duration of database queries, in seconds.',
    ['statement'],
    STATEMENT_TIMES,
  );
  readonly #failures = this.#counter('allegiance_store_statement_errors_total', 'Failed database queries.', ['statement']);
  readonly #rejectedTokens = this.#counter('allegiance_rejected_tokens_total', 'Rejected tokens, by reason.', ['reason']);
  readonly #responses = this.#counter('allegiance_http_responses_total', 'HTTP responses, by route and status.', ['route', 'status']);
  readonly #messages = this.#counter('allegiance_subscription_messages_total', 'Messages to subscribers.');
  readonly #executions = this.#counter(
    'allegiance_subscription_executions_total',
    'Executions for messages to subscribers: those with the same question and role share one.',
  );
  #inFlight = 0;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.#gauge('allegiance_store_statements_in_flight', 'Database queries that are running.', () => this.#inFlight);
  }

  /** @param outcome `ok`, the code of its first error, or `disconnected` if the client did not wait for the response. */
  request(operation: string, seconds: number, cost: number, outcome: string): void {
    this.#requests.inc({ operation, outcome });
    this.#times.observe({ operation }, seconds);
    this.#costs.observe({ operation }, cost);
  }

  /** Counts every HTTP response, also of requests that never reach GraphQL. */
  readonly countResponses: RequestHandler = ({ path }, response, next) => {
    const route = ROUTES.find((one) => path === one || path.startsWith(`${one}/`)) ?? 'other';
    response.once('finish', () => this.#responses.inc({ route, status: response.statusCode }));
    next();
  };

  subscriptionMessage(): void {
    this.#messages.inc();
  }

  subscriptionExecution(): void {
    this.#executions.inc();
  }

  rejectedToken(reason: 'invalid' | 'rate_limited'): void {
    this.#rejectedTokens.inc({ reason });
  }

  /** Adds what is measured when metrics are read: the projection, the open subscriptions and the queue. */
  watch(projection: ProjectionFollower, subscriptions: SubscriptionLimit, queue: OperationQueue): void {
    this.#gauge(
      'allegiance_projection_revision',
      'Revision of the in-memory graph (projection); -1 until it is built.',
      () => projection.revision ?? -1,
    );
    this.#gauge(
      'allegiance_projection_age_seconds',
      'Seconds since the in-memory graph (projection) was last up to date with the store; -1 until it is built.',
      () => (projection.revision === null ? -1 : projection.age / 1000),
    );
    this.#gauge('allegiance_subscriptions_open', 'Open subscriptions.', () => subscriptions.active);
    this.#gauge('allegiance_graphql_requests_waiting', 'GraphQL requests that wait for their turn.', () => queue.waiting);
  }

  /** Wraps an engine so that its statements are timed and traced, by family: `tie.countOfEntity(OUT POSSIBLE)` is `tie.countOfEntity`. */
  watchEngine(engine: Engine): Engine {
    const { runTask } = engine;
    return {
      ...engine,
      ...(runTask && { runTask: (name, input) => this.#timed('write', () => runTask(name, input)) }),
      read: (statement, parameters, signal) =>
        this.#timed(statement.name.replace(/\(.*/, ''), () => engine.read(statement, parameters, signal), signal),
      write: (work) => this.#timed('write', () => engine.write(work)),
      searchText: (search, signal) => this.#timed('search', () => engine.searchText(search, signal), signal),
    };
  }

  async #timed<T>(statement: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const start = performance.now();
    this.#inFlight++;
    try {
      return await traceStatement(statement, run);
    } catch (error) {
      if (!signal?.aborted) this.#failures.inc({ statement });
      throw error;
    } finally {
      this.#inFlight--;
      this.#statements.observe({ statement }, (performance.now() - start) / 1000);
    }
  }

  #counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** A value that is taken when metrics are read. */
  #gauge(name: string, help: string, value: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, collect: () => gauge.set(value()), registers: [this.registry] });
  }

  #histogram(name: string, help: string, labelNames: string[], buckets: number[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}

/** Prefixes of the paths that are served, the most specific first. */
const ROUTES = [
  '/graphql/stream',
  '/graphql',
  '/export',
  '/backup',
  '/health',
  '/metrics',
  '/mcp',
  '/explorer',
  '/schema.graphql',
  '/possible-types.json',
];

/**
 * The name under which a request is counted: the name of its operation if it is one of those in `schema/operations`, else `other`.
 * Clients choose names freely, and each name would be a time series of its own, without limit.
 */
export function metricName(name: string | null | undefined): string {
  return name && KNOWN_NAMES.has(name) ? name : 'other';
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(namesIn(join(PACKAGE_ROOT, 'schema/operations')));

function namesIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const texts = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(join(directory, file), 'utf8'));
  return texts.flatMap((text) => [...text.matchAll(/^(?:query|mutation|subscription)\s+(\w+)/gm)].map(([, name]) => name!));
}
