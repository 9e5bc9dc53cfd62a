import { randomUUID } from 'node:crypto';
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
import {
  RequestContext,
  type Results,
  type ServerContext,
  type ServerSettings,
  type SubscriptionRun,
  type SubscriptionStep,
} from './context.ts';
import { ClientError, formatErrorFor, toClientError } from './errors.ts';
import { followedQuestion } from './followedQuestion.ts';

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

/** What all followers with the same question and role are sent of a revision. */
interface SharedAnswer {
  /** The message, in JSON. */
  readonly text: string;
  /** Objects in it; null where the rate is not limited, or it has errors. */
  readonly cost: number | null;
  readonly hasErrors: boolean;
}

/**
 * The results of a subscription. An event is executed once for all followers with the same question and role. Each of them is
 * authenticated again before, so that a client whose token was revoked or has expired receives no more. The subscription counts
 * against the limit until it ends, for any reason. An event costs as much as such a query; it is delayed while the rate limit of
 * the caller is used up. Its revision is in the extensions of the message, so that a client can resume after it, whatever fields
 * it selects.
 */
function resultsOf(
  server: ServerContext,
  events: AsyncIterator<GraphChangeNode | Passed>,
  cost: number,
  { args, newContext, release }: SubscriptionRun,
): Results {
  const end = async () => {
    release?.();
    await events.return?.();
    return { done: true, value: undefined } as const;
  };
  const { limits, metrics, pace, services } = server;
  const question = followedQuestion(args!);
  const began = services.clock.latest ?? 0;
  const answer = async (rootValue: GraphChangeNode | Passed): Promise<SubscriptionStep> => {
    const { revision } = rootValue;
    if (rootValue instanceof Passed) return { revision, message: null };
    await pace.pass();
    let { caller, clientKey, signal } = await newContext();
    const wasDelayed = await limits.chargeWhenAvailable(clientKey, cost, signal);
    if (wasDelayed) ({ caller } = await newContext());
    const execution = () => sharedAnswer(server, args!, rootValue, { caller, clientKey });
    const shared = await services.messages.get(`answer ${caller.role} ${question}`, revision, began, execution, (made) => !made.hasErrors);
    await pace.pass();
    if (shared.cost !== null) limits.settle(clientKey, cost, shared.cost);
    metrics.subscriptionMessage();
    return { revision, message: shared.text };
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

/** Executes an event, in a context that no follower ends when it disconnects, since others wait for the answer. */
async function sharedAnswer(
  server: ServerContext,
  args: ExecutionArgs,
  rootValue: GraphChangeNode,
  { caller, clientKey }: Pick<RequestContext, 'caller' | 'clientKey'>,
): Promise<SharedAnswer> {
  server.metrics.subscriptionExecution();
  const contextValue = new RequestContext(server, new AbortController().signal, caller, clientKey, randomUUID());
  const result = await execute({ ...args, rootValue, contextValue });
  const { schema, document, operationName, variableValues } = args;
  const hasErrors = result.errors !== undefined || !result.data;
  const operation = getOperationAST(document, operationName)!;
  const cost =
    server.limits.areLimited && !hasErrors ? answerCost({ schema, document, operation, variables: variableValues }, result.data!) : null;
  const text = JSON.stringify({ ...formatted(result, server.settings), extensions: { revision: rootValue.revision } });
  return { text, cost, hasErrors };
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
