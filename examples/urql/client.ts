import { Client, type CombinedError, fetchExchange, makeOperation, type Operation, subscriptionExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { retryExchange } from '@urql/exchange-retry';
import { connections, introspection, typesWithoutId } from 'allegiance-client';
import { type ClientOptions, createClient as createSocket } from 'graphql-ws';

// #region cache
/** What has an `id` is stored once, all else inside its parent. Pages of a list with the same filter are put together. */
function createCache() {
  const resolvers = Object.entries(connections).map(([type, fields]) => {
    return [type, Object.fromEntries(Object.keys(fields).map((field) => [field, relayPagination()]))];
  });
  return cacheExchange({
    keys: Object.fromEntries(typesWithoutId.map((type) => [type, () => null])),
    resolvers: Object.fromEntries(resolvers),
    schema: introspection,
  });
}
// #endregion

// #region wait
/** Seconds that the server says to wait (errors RATE_LIMITED and OVERLOADED, HTTP status 429 and 503); undefined for other errors. */
function secondsToWait({ graphQLErrors }: CombinedError): number | undefined {
  const limited = graphQLErrors.find(({ extensions }) => typeof extensions.retryAfter === 'number');
  return limited && Number(limited.extensions.retryAfter);
}

/** The operation, sent after the time that the server says. A limited request was not executed, so this is safe for mutations too. */
function sendLater(error: CombinedError, operation: Operation): Operation | null {
  const seconds = secondsToWait(error);
  if (seconds === undefined) return null;
  const fetchLater: typeof fetch = async (input, init) => {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return fetch(input, init);
  };
  return makeOperation(operation.kind, operation, { ...operation.context, fetch: fetchLater });
}

const waitAndRetry = retryExchange({ retryWith: sendLater, maxNumberAttempts: 10, initialDelayMs: 1, randomDelay: false });
// #endregion

// #region client
/** A client of the API at `url` (`http://…/graphql`). In Node.js before 22, `webSocketImpl` is the class of the package ws. */
export function createClient(url: string, token?: string, webSocketImpl?: ClientOptions['webSocketImpl']): Client {
  const socket = createSocket({ url: url.replace(/^http/, 'ws'), connectionParams: { token }, webSocketImpl });
  return new Client({
    url,
    preferGetMethod: false,
    fetchOptions: { headers: token ? { authorization: `Bearer ${token}` } : {} },
    exchanges: [
      createCache(),
      waitAndRetry,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query: query ?? '', variables }, sink) }),
        }),
      }),
    ],
  });
}
// #endregion
