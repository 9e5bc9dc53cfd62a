import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interrupt, ServerProcess } from './support/launch.ts';

const directory = mkdtempSync(join(tmpdir(), 'allegiance-observe-'));
let server: ServerProcess;
afterAll(async () => {
  server.kill('SIGKILL');
  await server.ended;
  rmSync(directory, { recursive: true });
});

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const KNOWN = 'query GraphStatus { status { actors } }';

describe('the telemetry of a server', () => {
  let metrics: string;
  let log: Record<string, unknown>[];
  let output: string;
  const answers: Response[] = [];

  beforeAll(async () => {
    server = new ServerProcess({ ALLEGIANCE_DATA: directory, ALLEGIANCE_LOG_LEVEL: 'info' }, []);
    const url = await server.url();
    answers.push(await post(url, { query: KNOWN }, { 'x-request-id': 'mine-1' }));
    answers.push(
      await post(url, { query: 'query MadeUpByAClient { status { actors } }' }, { 'x-request-id': 'a b\nc'.replace('\n', ' ') }),
    );
    answers.push(await post(url, { query: 'query ($id: ID!) { actor(id: $id) { name } }', variables: { id: 'secret-of-a-variable' } }));
    answers.push(await post(url, { query: '{ nothing }' }, { authorization: 'Bearer secret-of-a-token' }));
    answers.push(await post(url, { query: '{ paths(from: "iran", to: "israel") { count } }' }));
    await post(url, { query: 'x'.repeat(300_000) });
    await fetch(`${url}/made-up-by-a-client`);
    const follower = new AbortController();
    const subscription = encodeURIComponent('subscription { graphChanged { revision } }');
    await fetch(`${url}/graphql/stream?query=${subscription}`, {
      headers: { accept: 'text/event-stream', 'x-request-id': 'mine-2' },
      signal: follower.signal,
    });
    metrics = await (await fetch(`${url}/metrics`)).text();
    follower.abort();
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await interrupt(server);
    output = server.output;
    log = output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  });

  test('each request has an id, the one that the client sent if it is safe', () => {
    expect(answers[0]!.headers.get('x-request-id')).toBe('mine-1');
    expect(answers[1]!.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('logs a line for every request, also for a subscription: id, operation, cost, time, codes', () => {
    const [first] = log.filter(({ message }) => message === 'request');
    expect(first).toMatchObject({ level: 'info', id: 'mine-1', operation: expect.any(String), cost: 1, codes: [] });
    expect(log.filter(({ message }) => message === 'request').length).toBeGreaterThanOrEqual(4);
    expect(log.find(({ id }) => id === 'mine-2')).toMatchObject({ message: 'request', codes: [] });
  });

  test('never logs a token, the value of a variable, or a name chosen by a client', () => {
    expect(output).not.toMatch(/MadeUpByAClient|secret-of/);
  });

  test('counts requests, statements and the projection', () => {
    expect(metrics).toMatch(/^allegiance_graphql_requests_total\{operation="other",outcome="ok"\} [1-9]/m);
    expect(metrics).toMatch(/^allegiance_store_statement_duration_seconds_count\{statement="status.actors"\} 2$/m);
    expect(metrics).toMatch(/^allegiance_projection_revision [1-9]/m);
    expect(metrics).toMatch(/^allegiance_graphql_requests_total\{operation="GraphStatus",outcome="ok"\} 1$/m);
    expect(metrics).toMatch(/^allegiance_graphql_request_duration_seconds_count\{operation="GraphStatus"\} 1$/m);
    expect(metrics).toMatch(/^allegiance_graphql_request_cost_sum\{operation="GraphStatus"\} 1$/m);
    expect(metrics).toMatch(/^allegiance_projection_age_seconds \d/m);
    expect(metrics).toMatch(/^allegiance_store_statements_in_flight 0$/m);
    expect(metrics).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(metrics).not.toMatch(/MadeUpByAClient|made-up-by-a-client/);
  });

  test('counts responses by route and status, also of requests that never reach GraphQL', () => {
    expect(answers[3]!.status).toBe(401);
    expect(metrics).toMatch(/^allegiance_http_responses_total\{route="\/graphql",status="401"\} 1$/m);
    expect(metrics).toMatch(/^allegiance_http_responses_total\{route="\/graphql",status="413"\} 1$/m);
    expect(metrics).toMatch(/^allegiance_http_responses_total\{route="\/graphql",status="200"\} 4$/m);
    expect(metrics).toMatch(/^allegiance_http_responses_total\{route="other",status="404"\} 1$/m);
    expect(metrics).toMatch(/^allegiance_subscriptions_open 1$/m);
  });

  test('sends the headers against content sniffing and framing', () => {
    const { headers } = answers[0]!;
    expect(['x-content-type-options', 'x-frame-options', 'referrer-policy'].map((name) => headers.get(name))).toEqual([
      'nosniff',
      'DENY',
      'no-referrer',
    ]);
  });
});
