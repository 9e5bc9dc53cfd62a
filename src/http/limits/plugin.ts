import type { ApolloServerPlugin } from '@apollo/server';
import { detailOf } from '../../graph/common/detail.ts';
import type { RequestContext } from '../contexts.ts';
import { withHttpStatus } from '../errors.ts';
import type { Limits } from './limits.ts';

/** Maximum number of errors in a response to an invalid document. */
const MAX_ERRORS = 10;

/** Checks the limits of each operation between validation and execution, and limits the number of validation errors returned. */
export function limitsPlugin(limits: Limits): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== 'single' || body.singleResult.data !== undefined) return;
        body.singleResult.errors = limitErrorsFirst(body.singleResult.errors ?? []).slice(0, MAX_ERRORS);
      },
      didResolveOperation: async ({ schema, document, operationName, request, contextValue }) => {
        contextValue.detail = detailOf(document);
        const costRequest = { schema, document, operationName, variables: request.variables };
        contextValue.cost = withHttpStatusOf(() => limits.check(contextValue.clientKey, costRequest));
      },
    }),
  };
}

/** Runs `work`; adds the HTTP status to an error that rejects the request. */
function withHttpStatusOf<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw withHttpStatus(error);
  }
}

/** Sorts errors about limits to the front, so that they are not cut off. */
function limitErrorsFirst<E extends { readonly extensions?: Readonly<Record<string, unknown>> }>(errors: readonly E[]): E[] {
  const isLimitError = ({ extensions }: E) => extensions?.code === 'QUERY_TOO_COMPLEX';
  return [...errors].sort((a, b) => Number(isLimitError(b)) - Number(isLimitError(a)));
}
