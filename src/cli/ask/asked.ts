import type { Input, Option } from '../command.ts';
import { remoteGraph } from './remote.ts';

/** An operation of the public API, with the types of what it answers and takes. */
export interface Operation<Answer, Variables> {
  readonly text: string;
  /** Only for the compiler. */
  readonly types?: (variables: Variables) => Answer;
}

/** A file of an export on its way, and the revision that it shows. */
export interface ExportedFile {
  readonly pieces: AsyncIterable<string | Uint8Array>;
  readonly revision: number;
}

/** The graph that a command works on: that of a running server, or of its own store. */
export interface AskedGraph {
  /** @throws AllegianceError with the code of the first error */
  ask<Answer, Variables extends object>(operation: Operation<Answer, Variables>, variables: Variables): Promise<Answer>;
  /** A file of an export, `graph.gexf`, with the filters of the API and `defuse`. */
  exportFile(name: string, parameters: Readonly<Record<string, string>>): Promise<ExportedFile>;
  /** The embedded store as of one moment. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** The options by which a command is told whom to ask. */
export const ASKING: Readonly<Record<string, Option>> = {
  url: {
    value: 'URL',
    meaning: 'ask the server there, http://127.0.0.1:4000 (ALLEGIANCE_URL); without it the store itself, as settings name it',
  },
  token: { value: 'TOKEN', meaning: 'token to ask it with (ALLEGIANCE_TOKEN)' },
};

/** Asks whom the options or settings name. Whoever asks a server loads no store. */
export async function withGraph<T>({ config, text }: Input, work: (graph: AskedGraph) => Promise<T>): Promise<T> {
  const url = text('url') ?? config.url;
  const graph = url ? remoteGraph(url, text('token') ?? config.token) : await (await import('./own.ts')).ownGraph(config);
  try {
    return await work(graph);
  } finally {
    await graph.close();
  }
}
