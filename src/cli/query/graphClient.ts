import type { Input, Option } from '../command.ts';
import { remoteGraph } from './remoteGraph.ts';

/** An operation of the public API, with the type of its result. */
export interface Operation<Answer> {
  readonly text: string;
  /** Never set; it carries the type. */
  readonly answer?: Answer;
}

/** The content of an exported file as a stream, and its revision. */
export interface ExportedFile {
  readonly pieces: AsyncIterable<string | Uint8Array>;
  readonly revision: number;
}

/** Access to the graph for a command: through a running server, or directly to a store. */
export interface GraphClient {
  /** @throws AllegianceError with the code of the first error */
  execute<Answer>(operation: Operation<Answer>, variables: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** A file of an export, such as `graph.gexf`. The parameters are filters of the API, and `defuse`. */
  exportFile(name: string, parameters: Readonly<Record<string, string>>): Promise<ExportedFile>;
  /** Writes a consistent copy of the embedded store to a new file. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

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
