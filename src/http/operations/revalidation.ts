import { createHash, randomUUID } from 'node:crypto';
import type { GraphQLRequest } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { RequestContext } from './context.ts';

/** Milliseconds for which a tag is made on Neo4j, and then recognized once more: other tools may change it without a revision. */
const PERIOD = 30_000;

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
 * @param age 1: the tag of the period before.
 */
export function entityTag({ request, queryHash, operationName, contextValue }: Resolved, revision: number, age: 0 | 1 = 0): string {
  const { caller, engine } = contextValue;
  const period = engine.kind === 'embedded' ? 0 : Math.floor(performance.now() / PERIOD) - age;
  const parts = [STARTED, period, revision, caller.role, queryHash, operationName ?? '', request.variables ?? {}];
  return `W/"${revision}-${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}"`;
}

/**
 * The tag in `If-None-Match` of a GET that is that of the latest answer; null if there is none. The store is asked for its revision only
 * where there are tags. If it does not answer, execution reports the error.
 */
export async function latestTagOfClient(resolved: Resolved): Promise<string | null> {
  const tags = resolved.request.http?.headers.get('if-none-match');
  if (!tags || !isQueryByGet(resolved)) return null;
  const revision = await resolved.contextValue.services.clock.current().catch(() => null);
  if (revision === null) return null;
  const latest = [entityTag(resolved, revision), entityTag(resolved, revision, 1)];
  const given = tags.split(',').map((tag) => tag.trim());
  return latest.find((tag) => given.includes(tag)) ?? null;
}

export function isQueryByGet({ request, operation }: Resolved): boolean {
  return request.http?.method === 'GET' && operation?.operation === 'query';
}
