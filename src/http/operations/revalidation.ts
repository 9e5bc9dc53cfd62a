import { createHash, randomUUID } from 'node:crypto';
import type { GraphQLRequest } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { RequestContext } from './context.ts';

/** Milliseconds within which changes that other tools make in Neo4j, without a revision, are seen. */
const OUTSIDE_CHANGES = 30_000;

/** Changes with each start of the server: a store, or a version that answers otherwise, is only replaced while it is stopped. */
const STARTED = randomUUID();

/** What Apollo Server knows of a request at several steps. */
interface Resolved {
  readonly request: GraphQLRequest;
  readonly queryHash?: string;
  readonly operation?: OperationDefinitionNode;
  readonly operationName?: string | null;
  readonly contextValue: RequestContext;
}

/**
 * The entity tag (RFC 9110 §8.8.3) of the answer to a query, for clients that keep it and ask whether it is still right. An answer
 * depends only on the graph, which its revision identifies, on the query and its variables, and on the role of the caller.
 */
export function entityTag({ request, queryHash, operationName, contextValue }: Resolved, revision: number): string {
  const { caller, engine } = contextValue;
  const period = engine.kind === 'embedded' ? 0 : Math.floor(Date.now() / OUTSIDE_CHANGES);
  const parts = [STARTED, period, revision, caller.role, queryHash, operationName ?? '', request.variables ?? {}];
  return `W/"${revision}-${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}"`;
}

/**
 * Has the client of a GET the answer of the latest revision, by the tags in `If-None-Match`? The store is asked for its revision only
 * where there are any. If it does not answer, execution reports the error.
 */
export async function hasLatestAnswer(resolved: Resolved): Promise<boolean> {
  const tags = resolved.request.http?.headers.get('if-none-match');
  if (!tags || !isQueryByGet(resolved)) return false;
  const revision = await resolved.contextValue.services.clock.current().catch(() => null);
  return revision !== null && tags.split(',').some((tag) => tag.trim() === entityTag(resolved, revision));
}

export function isQueryByGet({ request, operation }: Resolved): boolean {
  return request.http?.method === 'GET' && operation?.operation === 'query';
}
