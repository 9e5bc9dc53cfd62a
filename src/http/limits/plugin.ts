import type { ApolloServerPlugin } from '@apollo/server';
import { detailOf } from '../../graph/common/detail.ts';
import type { RequestContext } from '../contexts.ts';
import { withStatus } from '../errors.ts';
import type { Limits } from './limits.ts';

/** Of the mistakes in a document, so many are told. */
const MOST_MISTAKES = 10;

/** Checks each operation between validation and execution, and keeps the refusal of a document full of mistakes short. */
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

/** Does the work; what refuses the request says so to HTTP, too. */
function withStatusOf<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw withStatus(error);
  }
}

/** What says that the document is too much, before what it is too much of. */
function ofUsFirst<E extends { readonly extensions?: Readonly<Record<string, unknown>> }>(errors: readonly E[]): E[] {
  const isOurs = ({ extensions }: E) => extensions?.code === 'QUERY_TOO_COMPLEX';
  return [...errors].sort((a, b) => Number(isOurs(b)) - Number(isOurs(a)));
}
