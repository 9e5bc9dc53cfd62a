import type { Document } from './operations.ts';

/** The graph that the tools ask: a running server, or a store that this process has open. */
export interface QueriedGraph {
  /** Address of the server whose explorer and API show this graph, without a slash at the end: `http://127.0.0.1:4000`. */
  readonly address: string;
  /** Runs an operation as a client of the API does. @throws AllegianceError with the code of the first error */
  execute<Answer>(document: Document, variables: Readonly<Record<string, unknown>>): Promise<Answer>;
}
