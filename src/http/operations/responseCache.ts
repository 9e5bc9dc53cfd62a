import { type ApolloServerPlugin, type GraphQLRequestContextResponseForOperation, HeaderMap } from '@apollo/server';
import type { FormattedExecutionResult, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from './context.ts';

/** Maximum characters of a cache key, and of a cached response. */
const MAX_KEY_LENGTH = 2_000;
const MAX_RESPONSE_LENGTH = 2 ** 20;

/** Placeholder for data whose JSON text is cached. */
class CachedData {
  constructor(readonly text: string) {}
}

interface CacheSlot {
  readonly context: RequestContext;
  readonly key: string;
}

/** Responses to be cached once they are serialized, by their data. */
const slots = new WeakMap<object, CacheSlot>();

/**
 * Caches the JSON text of the data of responses to queries, with its cost. A response is cached when the same query is executed for the second time, and is
 * used from the third time on, while the store is at the revision that it was made from (`Context.cachedResponse`). Queries are the
 * same if text, operation, variables and role are: nothing else in a request affects the result. Rate limits apply to cached
 * responses as well. Responses with errors are not cached.
 *
 * Must be the last plugin, and the server must serialize responses with `stringifyResponse`.
 */
export const responseCache: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => {
    let key: string | null = null;
    return {
      responseForOperation: async (request) => {
        key = cacheKeyOf(request);
        const { contextValue } = request;
        const cached = key === null ? null : await contextValue.cachedResponse(key);
        if (cached === null) return null;
        const [cost, text] = splitAtFirst(' ', cached);
        contextValue.actualCost = Number(cost);
        return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data: placeholder(text) } } };
      },
      willSendResponse: async ({ contextValue, response: { body } }) => {
        if (key === null || body.kind !== 'single') return;
        const { data, errors } = body.singleResult;
        if (data && !errors && !(data instanceof CachedData)) slots.set(data, { context: contextValue, key });
      },
    };
  },
};

/** The JSON text of a response. The text of its data is the cached one, or a new one, which is cached if the plugin has marked it. */
export function stringifyResponse(response: FormattedExecutionResult): string {
  const { data, extensions } = response;
  if (!data || response.errors) return `${JSON.stringify(response)}\n`;
  const text = data instanceof CachedData ? data.text : JSON.stringify(data);
  const slot = slots.get(data);
  if (slot && text.length <= MAX_RESPONSE_LENGTH) slot.context.cacheResponse(slot.key, `${slot.context.actualCost ?? 0} ${text}`);
  return `{"data":${text}${extensions ? `,"extensions":${JSON.stringify(extensions)}` : ''}}\n`;
}

/** The parts of a text before and after the first of these characters, which it must have. */
function splitAtFirst(character: string, text: string): [string, string] {
  const at = text.indexOf(character);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Apollo expects an object with arbitrary fields. */
function placeholder(text: string): Record<string, unknown> {
  return new CachedData(text) as unknown as Record<string, unknown>;
}

/** The cache key; null if the response must not be cached. */
function cacheKeyOf(requestContext: GraphQLRequestContextResponseForOperation<RequestContext>): string | null {
  // Apollo also calls this if there is no operation.
  const operation: OperationDefinitionNode | undefined = requestContext.operation;
  if (operation?.operation !== 'query') return null;
  const { operationName, queryHash, request, contextValue } = requestContext;
  let isCacheable = true;
  const variables = JSON.stringify(request.variables ?? {}, (_name, value: unknown) => {
    // 1e400 is parsed as Infinity, which JSON cannot represent.
    if (typeof value === 'number' && !Number.isFinite(value)) isCacheable = false;
    return value;
  });
  const key = `answer ${contextValue.caller.role} ${queryHash} ${operationName ?? ''} ${variables}`;
  return isCacheable && key.length <= MAX_KEY_LENGTH ? key : null;
}
