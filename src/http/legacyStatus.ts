import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from './contexts.ts';

/** Mistakes in a document or its variables, which GraphQL itself has found. */
const IN_THE_DOCUMENT: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * Clients of old ask for `application/json` alone, and take every other status than 200 for a fault of the network: they are told
 * of mistakes with 200, as GraphQL over HTTP recommends (§6.4.1). Apollo Server answers 400 in either form.
 */
export const legacyStatus: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response: { http, body } }) => {
      const accepts = request.http?.headers.get('accept') ?? '';
      if (http.status !== 400 || !/^application\/json\s*(;[^,]*)?$/i.test(accepts) || body.kind !== 'single') return;
      const errors = body.singleResult.errors ?? [];
      if (errors.every(({ extensions }) => IN_THE_DOCUMENT.has(extensions?.code))) http.status = 200;
    },
  }),
};
