import type { Input, Option } from '../command.ts';
import type { GraphClient } from './graphClient.ts';
import { remoteGraph } from './remoteGraph.ts';

/** The options that choose between a server and the store. */
export const CONNECTION_OPTIONS: Readonly<Record<string, Option>> = {
  url: {
    value: 'URL',
    meaning: 'use the server at this address, such as http://127.0.0.1:4000 (ALLEGIANCE_URL); without it, the store is opened directly',
  },
  token: { value: 'TOKEN', meaning: 'token for this server (ALLEGIANCE_TOKEN)' },
};

/**
 * Runs `work` on the server that options or settings name, else on the store, and closes the connection afterwards. The code of
 * the store is loaded only where it is needed.
 */
export async function withGraph<T>({ config, text }: Input, work: (graph: GraphClient) => Promise<T>): Promise<T> {
  const url = text('url') ?? config.url;
  const graph = url ? remoteGraph(url, text('token') ?? config.token) : await (await import('./localGraph.ts')).localGraph(config);
  try {
    return await work(graph);
  } finally {
    await graph.close();
  }
}
