import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../contexts.ts';
import { log } from '../log.ts';
import type { Metrics } from './metrics.ts';
import { metricName } from './operations.ts';
import { setSpanAttributes } from './tracing.ts';

/** Counts and logs each GraphQL request, and returns its id, which is in the log as well, in `X-Request-Id`. */
export function requestsPlugin(metrics: Metrics, logVariables: boolean): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => {
      const start = performance.now();
      return {
        willSendResponse: async ({ operationName, request, contextValue: { id, cost, signal }, response: { http, body } }) => {
          http.headers.set('x-request-id', id);
          const milliseconds = performance.now() - start;
          const operation = metricName(operationName);
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          const codes = [...new Set(errors.map(({ extensions }) => String(extensions?.code)))];
          const outcome = signal?.aborted ? 'disconnected' : (codes[0] ?? 'ok');
          setSpanAttributes({ 'graphql.operation.name': operation, 'allegiance.cost': cost, 'allegiance.outcome': outcome });
          metrics.request({ operation, seconds: milliseconds / 1000, cost, outcome });
          const variables = logVariables ? { variables: request.variables } : {};
          log.request({ id, operation, cost, milliseconds: Math.round(milliseconds), codes, ...variables });
        },
      };
    },
  };
}
