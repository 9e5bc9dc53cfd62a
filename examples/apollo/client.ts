import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache } from '@apollo/client';
import { RetryLink } from '@apollo/client/link/retry';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { connections, possibleTypes, typesWithoutId } from 'allegiance-client';
import { OperationTypeNode } from 'graphql';
import { type ClientOptions, createClient as createSocket } from 'graphql-ws';
import { map } from 'rxjs';

// #region cache
/** What has an `id` is stored once, all else inside its parent. Pages of a list with the same filter are put together. */
function createCache(): InMemoryCache {
  const lists = Object.entries(connections).map(([type, fields]) => {
    const policies = Object.entries(fields).map(([field, keyArgs]) => [field, relayStylePagination(keyArgs)]);
    return [type, { fields: Object.fromEntries(policies) }];
  });
  const inner = typesWithoutId.map((type) => [type, { keyFields: false, merge: true }]);
  return new InMemoryCache({ possibleTypes, typePolicies: Object.fromEntries([...inner, ...lists]) });
}
// #endregion

// #region wait
/** Seconds that the server says to wait (errors RATE_LIMITED and OVERLOADED, HTTP status 429 and 503); undefined for other errors. */
function secondsToWait(error: unknown): number | undefined {
  if (!CombinedGraphQLErrors.is(error)) return undefined;
  const limited = error.errors.find(({ extensions }) => typeof extensions?.retryAfter === 'number');
  return limited && Number(limited.extensions?.retryAfter);
}

/** RetryLink sees only what is thrown, and Apollo Client returns the errors of a response: this one throws those that say to wait. */
const throwIfLimited = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    map((result) => {
      const error = result.errors && new CombinedGraphQLErrors({ errors: result.errors });
      if (secondsToWait(error) !== undefined) throw error;
      return result;
    }),
  ),
);

/** Sends a request again after the time that the server says. A limited request was not executed, so this is safe for mutations too. */
const waitAndRetry = new RetryLink({
  attempts: { max: 10, retryIf: (error) => secondsToWait(error) !== undefined },
  delay: (_attempt, _operation, error) => secondsToWait(error)! * 1000,
});
// #endregion

// #region client
/** A client of the API at `url` (`http://…/graphql`). In Node.js before 22, `webSocketImpl` is the class of the package ws. */
export function createClient(url: string, token?: string, webSocketImpl?: ClientOptions['webSocketImpl']): ApolloClient {
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  const http = ApolloLink.from([waitAndRetry, throwIfLimited, new HttpLink({ uri: url, headers })]);
  const socket = createSocket({ url: url.replace(/^http/, 'ws'), connectionParams: { token }, webSocketImpl });
  const isSubscription = ({ operationType }: ApolloLink.Operation) => operationType === OperationTypeNode.SUBSCRIPTION;
  return new ApolloClient({ link: ApolloLink.split(isSubscription, new GraphQLWsLink(socket), http), cache: createCache() });
}
// #endregion
