import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { unsettled } from '../../support/unsettled.ts';
import { fillWithFew, serve, serveFew, type TestServer } from '../access/support/served.ts';
import { connect, PROTOCOLS } from './support/assistant.ts';

const LIST = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });

function post(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const accept = 'application/json, text/event-stream';
  return fetch(new URL('/mcp', url), { method: 'POST', headers: { 'content-type': 'application/json', accept, ...headers }, body: LIST });
}

describe('a server that asks for tokens', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveFew();
  });
  afterAll(() => server.close());

  test('answers as /graphql does without a token, and with a wrong one', async () => {
    for (const headers of [{}, { authorization: 'Bearer alg_wrong' }, { authorization: 'Basic x' }] as Record<string, string>[]) {
      const response = await post(server.url, headers);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
      expect(errors[0]!.extensions.code).toBe('UNAUTHENTICATED');
    }
    for (const protocol of PROTOCOLS) await expect(connect(server.url, protocol)).rejects.toThrow();
  });

  test.each(PROTOCOLS)('protocol %s: every role reads', async (protocol) => {
    for (const token of Object.values(server.tokenOf)) {
      const assistant = await connect(server.url, protocol, token);
      expect((await assistant.callTool('relationships', { of: 'red', with: 'green' })).items).toHaveLength(1);
      await assistant.close();
    }
  });

  test('a page of another origin is refused, also one with the name of the server', async () => {
    const token = { authorization: `Bearer ${server.tokenOf.reader}` };
    expect((await post(server.url, token)).status).toBe(200);
    expect((await post(server.url, { ...token, origin: 'http://localhost:8080' })).status).toBe(200);
    const response = await post(server.url, { ...token, origin: 'http://evil.example' });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('an allowed origin may call it, as it may call the API', async () => {
  const server = await serveFew({ openReading: true, origins: ['https://app.example'] });
  const response = await post(server.url, { origin: 'https://app.example' });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
  expect((await post(server.url, { origin: 'http://localhost:8080' })).status).toBe(403);
  await server.close();
});

test('messages and operations are charged to the rate of the caller, together with those of /graphql', async () => {
  const engine = await openEmbedded(null);
  await fillWithFew(engine);
  const server = await serve(engine, { rate: 1 });
  const assistant = await connect(server.url, '2026-07-28', server.tokenOf.reader);
  expect((await assistant.callTool('relationships', { of: 'red' })).items).toHaveLength(1);
  const query = unsettled('{ actors(first: 100) { nodes { relationships(first: 100) { nodes { id statement } } } } }');
  let status = 200;
  for (let call = 0; call < 200 && status === 200; call++) ({ status } = await server.execute(query, server.tokenOf.reader));
  expect(status).toBe(429);
  await expect(assistant.callTool('relationships', { of: 'red' })).rejects.toThrow(/rate limit is used up/);
  const response = await post(server.url, { authorization: `Bearer ${server.tokenOf.editor}` });
  expect(response.status).toBe(200);
  await assistant.close().catch(() => undefined);
  await server.close();
  await engine.close();
});

test('metrics count the operations of tools by name', async () => {
  const server = await serveFew();
  const assistant = await connect(server.url, '2026-07-28', server.tokenOf.admin);
  await assistant.callTool('relationships', { of: 'red' });
  await assistant.close();
  const metrics = await fetch(new URL('/metrics', server.url), { headers: { authorization: `Bearer ${server.tokenOf.admin}` } });
  const text = await metrics.text();
  expect(text).toMatch(/allegiance_graphql_requests_total\{operation="ToolRelationships",outcome="ok"\} 1/);
  expect(text).toMatch(/allegiance_http_responses_total\{route="\/mcp",status="200"\} [1-9]/);
  await server.close();
});
