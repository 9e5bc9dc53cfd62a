import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Span {
  readonly name: string;
  readonly status: { readonly code?: number; readonly message?: string };
}

/** A trace collector, by OTLP over HTTP. */
export interface Collector {
  readonly endpoint: string;
  /** Everything that was sent to it. */
  readonly text: () => string;
  readonly spans: () => Span[];
  readonly close: () => void;
}

export async function openCollector(): Promise<Collector> {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push(Buffer.concat(chunks).toString());
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    text: () => received.join('\n'),
    spans: () => received.flatMap((body) => spansIn(JSON.parse(body) as Exported)),
    close: () => void server.close(),
  };
}

interface Exported {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

function spansIn({ resourceSpans }: Exported): Span[] {
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
