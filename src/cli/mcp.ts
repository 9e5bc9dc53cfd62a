import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Config } from '../config.ts';
import { createMcpServer } from '../mcp/server.ts';
import { serverUrl } from '../model/serverUrl.ts';
import type { Input } from './command.ts';
import { withGraph } from './query/connect.ts';

/** Serves tools for assistants over standard input and output until the client closes its end. Nothing else is printed there. */
export async function serveAssistant(input: Input): Promise<void> {
  // Standard output carries the protocol and nothing else, whatever a library prints.
  console.log = console.error;
  const address = addressOf(input);
  await withGraph(input, async ({ execute }) => {
    const transport = new StdioServerTransport();
    const ended = endOfInput();
    const onError = (error: unknown) => console.error('request failed', error);
    const server = serveStdio(() => createMcpServer({ address, execute }, { onError }), { transport, onerror: onError });
    await ended;
    await server.close();
  });
}

/** The server whose explorer shows the graph; for a store, the one that `allegiance start` would start. */
function addressOf({ config, text }: Input): string {
  const url = text('url') ?? config.url;
  return url ? serverUrl(url) : localAddress(config);
}

function localAddress({ port }: Config): string {
  return `http://127.0.0.1:${port || 4000}`;
}

function endOfInput(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
