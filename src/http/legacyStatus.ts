import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from './contexts.ts';

/** Codes of errors in a document or its variables, which the GraphQL library reports. */
const DOCUMENT_ERROR_CODES: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * Legacy clients accept only `application/json`, and treat every status other than 200 as a network error. For them such errors
 * have status 200, as GraphQL over HTTP recommends (§6.4.1); Apollo Server always responds with 400.
 */
export const legacyStatus: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response: { http, body } }) => {
      const accepts = request.http?.headers.get('accept') ?? '';
      if (http.status !== 400 || !/^application\/json\s*(;[^,]*)?$/i.test(accepts) || body.kind !== 'single') return;
      const errors = body.singleResult.errors ?? [];
      if (errors.every(({ extensions }) => DOCUMENT_ERROR_CODES.has(extensions?.code))) http.status = 200;
    },
  }),
};
