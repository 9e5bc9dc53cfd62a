import type { FormattedExecutionResult } from 'graphql';
import type { QueriedGraph } from '../../mcp/graph.ts';
import { AllegianceError, type ErrorCode } from '../../model/errors.ts';
import type { ClientInfo } from './client.ts';
import { createContext, type ServerContext } from './context.ts';
import type { Pipeline } from './pipeline.ts';
import { stringifyResponse } from './responseCache.ts';

/** Who asks, and where the server is for them. */
export interface GraphCall {
  readonly client: ClientInfo;
  readonly signal: AbortSignal;
  readonly address: string;
}

/** The graph as one caller sees it, through the pipeline of all operations. */
export function callerGraph(server: ServerContext, { apollo }: Pipeline, { client, signal, address }: GraphCall): QueriedGraph {
  return {
    address,
    execute: async ({ text }, variables) => {
      const contextValue = await createContext(server, client, signal);
      const { body } = await apollo.executeOperation({ query: text, variables }, { contextValue });
      const result = body.kind === 'single' ? body.singleResult : {};
      // A cached response is text; every other one becomes what a client of the API would read.
      const { data, errors } = JSON.parse(stringifyResponse(result as FormattedExecutionResult)) as FormattedExecutionResult;
      const [first] = errors ?? [];
      if (first) throw new AllegianceError((first.extensions?.code as ErrorCode | undefined) ?? 'INTERNAL_SERVER_ERROR', first.message);
      return data as never;
    },
  };
}
