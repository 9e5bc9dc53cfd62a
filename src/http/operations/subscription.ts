import { type GraphQLResponse, HeaderMap } from '@apollo/server';
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  getOperationAST,
  Kind,
} from 'graphql';
import { type GraphChangeNode, Passed } from '../../graph/live/changes.ts';
import { answerCost } from '../limits/answerCost.ts';
import type { RequestContext, Results, ServerContext, ServerSettings, SubscriptionRun, SubscriptionStep } from './context.ts';
import { ClientError, formatErrorFor, toClientError } from './errors.ts';

/**
 * Opens a subscription that was admitted, and puts its results into `contextValue.subscription`. Returns the response of the request:
 * empty, or the errors if it cannot be opened.
 */
export async function openSubscription(server: ServerContext, contextValue: RequestContext): Promise<GraphQLResponse> {
  const subscription = contextValue.subscription!;
  const source = await openSource({ ...subscription.args!, contextValue });
  if (Symbol.asyncIterator in source)
    subscription.results = resultsOf(server, source[Symbol.asyncIterator](), contextValue.cost, subscription);
  const singleResult = Symbol.asyncIterator in source ? { data: {} } : formatted(source, server.settings);
  return { http: { status: undefined, headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
}

async function openSource(args: ExecutionArgs): Promise<AsyncIterable<GraphChangeNode | Passed> | ExecutionResult> {
  try {
    return (await createSourceEventStream(args)) as AsyncIterable<GraphChangeNode | Passed> | ExecutionResult;
  } catch (error) {
    return { errors: [new GraphQLError('The subscription cannot be opened.', { originalError: error as Error })] };
  }
}

/**
 * The results of a subscription. Each event is executed in a new context, so that it shows the current graph, and so that a client
 * whose token was revoked receives no more. The subscription counts against the limit until it ends, for any reason. An event costs
 * as much as such a query; it is delayed while the rate limit of the caller is used up. Its revision is in the extensions of the
 * message, so that a client can resume after it, whatever fields it selects.
 */
function resultsOf(
  { limits, settings }: ServerContext,
  events: AsyncIterator<GraphChangeNode | Passed>,
  cost: number,
  { args, newContext, release }: SubscriptionRun,
): Results {
  const end = async () => {
    release?.();
    await events.return?.();
    return { done: true, value: undefined } as const;
  };
  const answer = async (rootValue: GraphChangeNode | Passed): Promise<SubscriptionStep> => {
    const { revision } = rootValue;
    if (rootValue instanceof Passed) return { revision, message: null };
    const context = await newContext();
    const wasDelayed = await limits.chargeWhenAvailable(context.clientKey, cost, context.signal);
    const result = await execute({ ...args!, rootValue, contextValue: wasDelayed ? await newContext() : context });
    if (limits.areLimited && result.data && !result.errors) {
      const { schema, document, operationName, variableValues } = args!;
      const operation = getOperationAST(document, operationName)!;
      limits.settle(context.clientKey, cost, answerCost({ schema, document, operation, variables: variableValues }, result.data));
    }
    return { revision, message: { ...formatted(result, settings), extensions: { revision } } };
  };
  const results: Results = {
    next: async () => {
      try {
        const { done, value } = await events.next();
        return done ? end() : { done: false, value: await answer(value) };
      } catch (error) {
        await end();
        throw new ClientError(toClientError(error));
      }
    },
    return: end,
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}

/** A result as it is sent to the client. Errors of variables get the code that Apollo Server gives them in queries. */
function formatted({ errors, ...result }: ExecutionResult, settings: ServerSettings): FormattedExecutionResult {
  if (!errors) return result;
  const format = (error: GraphQLError) => {
    const isOfVariable = error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
    const json = error.toJSON();
    return formatErrorFor(settings)(isOfVariable ? { ...json, extensions: { code: 'BAD_USER_INPUT' } } : json, error);
  };
  return { ...result, errors: errors.map(format) };
}
