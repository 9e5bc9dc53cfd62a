import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { interrupt, launch } from './support/launch.ts';
import { postQuery } from './support/request.ts';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

test('requests and statements are traced to a collector, as children of the span of the client', async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(Buffer.concat(chunks).toString());
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-tracing-'));
  onTestFinished(() => {
    collector.close();
    rmSync(directory, { recursive: true });
  });
  const { port } = collector.address() as AddressInfo;
  const server = launch({ ALLEGIANCE_DATA: directory, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  const url = await server.url();
  const client = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  // Only the store has other names: they are read in this request.
  await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${client.traceId}-${client.spanId}-01` },
    body: JSON.stringify({ query: '{ actor(id: "iran") { aliases { name } } }' }),
  });
  await postQuery(url, '{ nothing }');
  expect(await interrupt(server)).toBe(0);

  const spans = received.flatMap((body) => spansIn(JSON.parse(body)));
  const request = spans.find(({ traceId, name }) => traceId === client.traceId && name === 'POST /graphql')!;
  expect(request.parentSpanId).toBe(client.spanId);
  const statement = spans.find(({ name, traceId }) => name === 'entity.names' && traceId === client.traceId)!;
  expect(statement.parentSpanId).toBe(request.spanId);
  expect(received.join()).not.toMatch(/query|aliases|iran/);
});

interface Export {
  readonly resourceSpans: { readonly scopeSpans: { readonly spans: readonly Span[] }[] }[];
}

function spansIn({ resourceSpans }: Export): Span[] {
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
