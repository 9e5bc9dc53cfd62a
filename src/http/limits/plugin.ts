import type { ApolloServerPlugin } from '@apollo/server';
import { detailOf } from '../../graph/common/detail.ts';
import type { RequestContext } from '../contexts.ts';
import { withStatus } from '../errors.ts';
import type { Limits } from './limits.ts';

/** Maximum number of errors in a response to an invalid document. */
const MOST_MISTAKES = 10;

/** Checks the limits of each operation between validation and execution, and limits the number of validation errors returned. */
export function limitsPlugin(limits: Limits): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== 'single' || body.singleResult.data !== undefined) return;
        body.singleResult.errors = ofUsFirst(body.singleResult.errors ?? []).slice(0, MOST_MISTAKES);
      },
      didResolveOperation: async ({ schema, document, operationName, request, contextValue }) => {
        contextValue.detail = detailOf(document);
        const asked = { schema, document, operationName, variables: request.variables };
        contextValue.cost = withStatusOf(() => limits.check(contextValue.from, asked));
      },
    }),
  };
}

/** Runs `work`; adds the HTTP status to an error that rejects the request. */
function withStatusOf<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw withStatus(error);
  }
}

/** Sorts errors about limits to the front, so that they are not cut off. */
function ofUsFirst<E extends { readonly extensions?: Readonly<Record<string, unknown>> }>(errors: readonly E[]): E[] {
  const isOurs = ({ extensions }: E) => extensions?.code === 'QUERY_TOO_COMPLEX';
  return [...errors].sort((a, b) => Number(isOurs(b)) - Number(isOurs(a)));
}
