import { Client, fetchExchange, subscriptionExchange, type TypedDocumentNode } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { createClient as createStream } from 'graphql-sse';
import { OBJECT_TYPES } from './objectTypes.ts';
import type { TypedDocumentString } from './operations.ts';
import { authorization } from './token.ts';

/** The part of the schema that the cache needs to match fragments on interfaces: types and the interfaces they implement, no fields. */
const schema = {
  __schema: {
    queryType: { name: 'Query' },
    mutationType: { name: 'Mutation' },
    subscriptionType: { name: 'Subscription' },
    types: [
      ...['Node', 'Entity', 'Relationship'].map((name) => ({ kind: 'INTERFACE', name, fields: [], possibleTypes: [] })),
      ...Object.entries(OBJECT_TYPES).map(([name, interfaces]) => ({
        kind: 'OBJECT',
        name,
        fields: [],
        interfaces: interfaces.map((each) => ({ name: each })),
      })),
    ],
  },
};

/** Types without an id are stored inside their parent. */
const embedded = Object.fromEntries(
  Object.entries(OBJECT_TYPES)
    .filter(([, interfaces]) => !interfaces.includes('Node'))
    .map(([name]) => [name, () => null]),
);

const sseClient = createStream({ url: '/graphql/stream', headers: authorization, retryAttempts: Number.POSITIVE_INFINITY });

/** The only connection to the server: its public GraphQL API, a normalised cache in memory, and the token of the user, if there is one. */
export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  fetchOptions: () => ({ headers: authorization() }),
  exchanges: [
    cacheExchange({ schema: schema as never, keys: embedded }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query, variables }) => ({
        subscribe: (sink) => {
          // The client sends the same request when it connects again; it then goes on after the last message.
          const request = { query: query ?? '', variables: { ...variables } };
          const next = (result: { readonly extensions?: object | null }) => {
            const { revision } = (result.extensions ?? {}) as { readonly revision?: number };
            if (revision !== undefined) request.variables.since = revision;
            sink.next(result as never);
          };
          return {
            unsubscribe: sseClient.subscribe(request, { next, error: (error) => sink.error(error), complete: () => sink.complete() }),
          };
        },
      }),
    }),
  ],
});

/** A generated operation in the type that urql accepts. */
export const toDocumentNode = <T, V>(document: TypedDocumentString<T, V>): TypedDocumentNode<T, V & Record<string, unknown>> =>
  document.toString() as unknown as TypedDocumentNode<T, V & Record<string, unknown>>;
