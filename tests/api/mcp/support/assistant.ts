import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll } from 'vitest';
import type { Engine } from '../../../../src/engine/engine.ts';
import { type ServeOptions, serve, type TestServer } from '../../access/support/served.ts';

/** The newest protocol, and the one before, whose clients begin with a handshake. */
export const PROTOCOLS = ['2026-07-28', '2025-11-25'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** What a tool returned. */
// biome-ignore lint/suspicious/noExplicitAny: the form is that of the tool
export type ToolAnswer = any;

/** The official client, connected to a server. */
export interface Assistant {
  readonly client: Client;
  /** The structured answer of a tool. Throws the message of one that failed. */
  readonly callTool: (tool: string, input: object) => Promise<ToolAnswer>;
  readonly close: () => Promise<void>;
}

/** A client of this protocol only. */
export function newClient(protocol: Protocol): Client {
  const mode = protocol === '2026-07-28' ? { pin: protocol } : 'legacy';
  return new Client({ name: 'tests', version: '1' }, { versionNegotiation: { mode } });
}

/** The answer of a tool as structured content, whose text must be the same. Throws the message of one that failed. */
export async function callTool(client: Client, tool: string, input: object): Promise<ToolAnswer> {
  const { content, structuredContent, isError } = await client.callTool({ name: tool, arguments: { ...input } });
  const [first] = content as { type: string; text: string }[];
  if (isError) throw new Error(first!.text);
  if (JSON.stringify(structuredContent) !== first!.text) throw new Error(`the text is not the structured content: ${first!.text}`);
  return structuredContent;
}

/** Connects over HTTP. @param url Of the server, with or without `/graphql`. */
export async function connect(url: string, protocol: Protocol = '2026-07-28', token?: string): Promise<Assistant> {
  const client = newClient(protocol);
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const address = new URL('/mcp', url);
  await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }));
  return { client, callTool: (tool, input) => callTool(client, tool, input), close: () => client.close() };
}

/** A server over an engine that anyone may read, and a client of it, for a block of tests. */
export function assistantFor(engine: () => Engine, options: ServeOptions = {}): () => { server: TestServer; assistant: Assistant } {
  let server: TestServer;
  let assistant: Assistant;
  beforeAll(async () => {
    server = await serve(engine(), { openReading: true, ...options });
    assistant = await connect(server.url);
  });
  afterAll(async () => {
    await assistant.close();
    await server.close();
  });
  return () => ({ server, assistant });
}
