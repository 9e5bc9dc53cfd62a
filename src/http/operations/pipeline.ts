import type { Server } from 'node:http';
import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequestContextDidResolveOperation,
  type GraphQLRequestContextWillSendResponse,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import {
  type ExecutionArgs,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { REVISION_HEADER } from '../../exchange/export/format.ts';
import { detailOf, isAnsweredInMemory } from '../../graph/common/detail.ts';
import { allegianceSchema } from '../../graph/schema.ts';
import { answerCost } from '../limits/answerCost.ts';
import { documentLimits } from '../limits/document.ts';
import type { Lane } from '../limits/operationQueue.ts';
import { REQUEST_LIMITS } from '../limits/requestLimits.ts';
import { log } from '../telemetry/log.ts';
import { metricName } from '../telemetry/metrics.ts';
import { setSpanAttributes } from '../telemetry/tracing.ts';
import type { ClientInfo } from './client.ts';
import { createContext, type RequestContext, type Results, type ServerContext, type SubscriptionRun } from './context.ts';
import { expectSingleAnswer, expectSubscription, notByGet } from './endpoints.ts';
import { DOCUMENT_ERROR_CODES, formatErrorFor, type Rejection, rejectionOf, toClientError, withHttpStatus } from './errors.ts';
import { responseCache, stringifyResponse } from './responseCache.ts';
import { entityTag, isQueryByGet, latestTagOfClient } from './revalidation.ts';
import { openSubscription } from './subscription.ts';

/** Maximum number of errors in a response to an invalid document. */
const MAX_ERRORS = 10;

/** An operation as clients send it, not validated. */
export interface OperationRequest {
  /** The revision after which a subscription resumes, if the transport says so. */
  readonly resumeAfter?: number | null;
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** A subscription that was accepted. */
export interface Subscription {
  readonly args: ExecutionArgs;
  readonly results: Results;
}

/** Starts a subscription for a client. The signal is aborted when it disconnects. */
export type Subscribe = (request: OperationRequest, client: ClientInfo, signal: AbortSignal) => Promise<Subscription | Rejection>;

/**
 * The way of every GraphQL operation: context (who), parse, validate, limits, rate, execute or subscribe, log and count. Queries and
 * mutations come from Apollo Server's handler of HTTP; subscriptions of both transports come from `subscribe`.
 */
export interface Pipeline {
  readonly schema: GraphQLSchema;
  readonly apollo: ApolloServer<RequestContext>;
  readonly subscribe: Subscribe;
}

export function createPipeline(server: ServerContext, httpServer: Server): Pipeline {
  const schema = allegianceSchema();
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: server.settings.introspection ?? true,
    persistedQueries: false,
    parseOptions: { maxTokens: REQUEST_LIMITS.tokens },
    validationRules: [documentLimits],
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: formatErrorFor(server.settings),
    stringifyResult: stringifyResponse,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      operationSteps(server),
      responseCache,
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 5_000 }),
    ],
  });
  return { schema, apollo, subscribe: (...request) => subscribe(apollo, server, ...request) };
}

/** Our steps of the pipeline, around those of Apollo Server. */
function operationSteps(server: ServerContext): ApolloServerPlugin<RequestContext> {
  return {
    unexpectedErrorProcessingRequest: async ({ requestContext }) => requestContext.contextValue.release(),
    requestDidStart: async () => {
      const start = performance.now();
      return {
        didResolveOperation: async (request) => {
          try {
            await admit(server, request);
          } catch (error) {
            throw withHttpStatus(error);
          }
        },
        responseForOperation: async ({ contextValue }) => {
          if (contextValue.tagOfClient !== null) return NOT_MODIFIED();
          return contextValue.subscription ? openSubscription(server, contextValue) : null;
        },
        // Not for an answer that is cached: the graph in memory may have to follow a write first.
        executionDidStart: async ({ contextValue, document }) => {
          if (isAnsweredInMemory(document)) await contextValue.answerInMemory();
        },
        willSendResponse: async (request) => {
          request.contextValue.release();
          limitErrors(request);
          explainMethod(request);
          setLegacyStatus(request);
          setForbiddenStatus(request);
          addRevision(server, request);
          settleCost(server, request);
          record(request, performance.now() - start);
        },
      };
    },
  };

  /** Counts and logs the request, and returns its id, which is in the log as well, in `X-Request-Id`. */
  function record({ operationName, request, contextValue, response }: Sent, milliseconds: number): void {
    const { id, cost, signal } = contextValue;
    response.http.headers.set('x-request-id', id);
    const operation = metricName(operationName);
    const codes = [...new Set(errorsOf(response).map(({ extensions }) => String(extensions?.code)))];
    const outcome = signal?.aborted ? 'disconnected' : (codes[0] ?? 'ok');
    setSpanAttributes({ 'graphql.operation.name': operation, 'allegiance.cost': cost, 'allegiance.outcome': outcome });
    server.metrics.request(operation, milliseconds / 1000, cost, outcome);
    log.request({ id, operation, cost, milliseconds: Math.round(milliseconds), codes, variables: request.variables });
  }
}

type Resolved = GraphQLRequestContextDidResolveOperation<RequestContext>;
type Sent = GraphQLRequestContextWillSendResponse<RequestContext>;

/**
 * Checks the limits of an operation before it is executed, and charges its cost.
 * @throws QUERY_TOO_COMPLEX, RATE_LIMITED, OVERLOADED, TOO_MANY_SUBSCRIPTIONS; BAD_INPUT for an operation by a transport of others
 */
async function admit(server: ServerContext, resolved: Resolved): Promise<void> {
  const { limits, subscriptionLimit } = server;
  const { schema, document, operationName, request, contextValue } = resolved;
  const { subscription } = contextValue;
  // Apollo Server also calls this if there is no operation.
  const operation: OperationDefinitionNode | undefined = resolved.operation;
  contextValue.detail = detailOf(document);
  contextValue.cost = limits.check({ schema, document, operationName, variables: request.variables });
  if (subscription) expectSubscription(operation?.operation);
  else expectSingleAnswer(operation?.operation);
  contextValue.tagOfClient = await latestTagOfClient(resolved);
  limits.charge(contextValue.clientKey, contextValue.tagOfClient === null ? contextValue.cost : 0);
  if (!subscription) {
    if (contextValue.tagOfClient === null) await waitForTurn(server, contextValue, operation?.operation === 'mutation' ? 'write' : 'read');
    await contextValue.start();
    return;
  }
  // Opening a subscription reads next to nothing, and after a restart all of them come back at once: their number is what is limited.
  subscription.release = subscriptionLimit.acquire();
  subscription.args = { schema, document, operationName, variableValues: request.variables };
}

/** @throws OVERLOADED; then nothing is charged for the answer */
async function waitForTurn({ limits, operationQueue }: ServerContext, context: RequestContext, lane: Lane): Promise<void> {
  try {
    context.release = await operationQueue.acquire(lane, context.clientKey, context.signal);
  } catch (error) {
    limits.settle(context.clientKey, context.cost, 0);
    throw error;
  }
}

/** Limits the errors of an invalid document; those about limits come first, so that they are not cut off. */
function limitErrors({ response: { body } }: Sent): void {
  if (body.kind !== 'single' || body.singleResult.data !== undefined) return;
  const isLimitError = ({ extensions }: GraphQLFormattedError) => extensions?.code === 'QUERY_TOO_COMPLEX';
  const errors = [...(body.singleResult.errors ?? [])];
  body.singleResult.errors = errors.sort((a, b) => Number(isLimitError(b)) - Number(isLimitError(a))).slice(0, MAX_ERRORS);
}

/** Apollo Server rejects a mutation or a subscription by GET; our message says where it belongs. */
function explainMethod({ request, operation, response }: Sent): void {
  if (request.http?.method !== 'GET' || !operation || operation.operation === 'query') return;
  const isMutation = operation.operation === 'mutation';
  response.body = { kind: 'single', singleResult: { errors: [toClientError(notByGet(operation.operation))] } };
  response.http.status = isMutation ? 405 : 400;
  if (!isMutation) response.http.headers.delete('allow');
}

/**
 * Legacy clients accept only `application/json`, and treat every status other than 200 as a network error. For them errors in a
 * document or its variables have status 200, as GraphQL over HTTP recommends (§6.4.1); Apollo Server always responds with 400.
 */
function setLegacyStatus({ request, response }: Sent): void {
  const accepts = request.http?.headers.get('accept') ?? '';
  if (response.http.status !== 400 || !/^application\/json\s*(;[^,]*)?$/i.test(accepts)) return;
  if (errorsOf(response).every(({ extensions }) => DOCUMENT_ERROR_CODES.includes(String(extensions?.code)))) response.http.status = 200;
}

/** A request that its caller may not make has status 403, unless a part of it was answered. */
function setForbiddenStatus({ response }: Sent): void {
  if (!errorsOf(response).some(({ extensions }) => extensions?.code === 'FORBIDDEN') || response.body.kind !== 'single') return;
  const isEmpty = Object.values(response.body.singleResult.data ?? {}).every((value) => value === null);
  if (isEmpty) response.http.status = 403;
}

/** The response to a client that has the answer. */
const NOT_MODIFIED = (): GraphQLResponse => ({
  http: { status: 304, headers: new HeaderMap() },
  body: { kind: 'single', singleResult: { data: {} } },
});

/**
 * Adds the revision that the response shows at least, in `extensions.revision` and a header; a query by GET also gets an entity tag,
 * if its answer is wholly of the latest revision.
 */
function addRevision({ services }: ServerContext, sent: Sent): void {
  const { contextValue, operation, response } = sent;
  const { body, http } = response;
  if (body.kind !== 'single' || !operation || contextValue.subscription) return;
  const isByGet = isQueryByGet(sent);
  if (isByGet) http.headers.set('cache-control', 'private, no-cache');
  // A store that just failed is left alone.
  if (body.singleResult.data) services.clock.refresh();
  const revision = contextValue.shownRevision;
  if (revision === null || body.singleResult.data === undefined) return;
  http.headers.set(REVISION_HEADER, String(revision));
  body.singleResult.extensions = { ...body.singleResult.extensions, revision };
  if (isByGet && !body.singleResult.errors && contextValue.isOfLatestRevision)
    http.headers.set('etag', contextValue.tagOfClient ?? entityTag(sent, revision));
}

/**
 * Replaces the cost that was charged by that of the answer, and says what it was in `extensions.cost`. A write is not settled, nor is an
 * answer with errors: they do not show how much was done for them.
 */
function settleCost({ limits }: ServerContext, { document, operation, contextValue, request, schema, response: { body } }: Sent): void {
  if (!limits.areLimited || contextValue.subscription || contextValue.tagOfClient !== null || body.kind !== 'single') return;
  const { data, errors } = body.singleResult;
  if (!data || !document || !operation) return;
  const { cost: requested, clientKey } = contextValue;
  const isKnown = !errors && operation.operation === 'query';
  contextValue.actualCost ??= !isKnown ? requested : answerCost({ schema, document, operation, variables: request.variables }, data);
  const actual = contextValue.actualCost;
  const cost = { requested, actual, remaining: limits.settle(clientKey, requested, actual) };
  body.singleResult.extensions = { ...body.singleResult.extensions, cost };
}

function errorsOf({ body }: Sent['response']): readonly GraphQLFormattedError[] {
  return body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
}

async function subscribe(
  apollo: ApolloServer<RequestContext>,
  server: ServerContext,
  { query, operationName, variables, resumeAfter = null }: OperationRequest,
  client: ClientInfo,
  signal: AbortSignal,
): Promise<Subscription | Rejection> {
  const newContext = () => createContext(server, client, signal);
  const subscription: SubscriptionRun = { newContext };
  try {
    const contextValue = await newContext();
    contextValue.subscription = subscription;
    contextValue.resumeAfter = resumeAfter;
    const request = {
      query: typeof query === 'string' ? query : undefined,
      operationName: typeof operationName === 'string' ? operationName : undefined,
      variables: typeof variables === 'object' && variables !== null ? { ...variables } : undefined,
    };
    const { http, body } = await apollo.executeOperation(request, { contextValue });
    const { args, results } = subscription;
    if (args && results) return { args, results };
    const result = body.kind === 'single' ? body.singleResult : {};
    // Errors of its variables or arguments are a result, as they are that of a query.
    if (args && http.status === undefined) return { args, results: only(result) };
    return { status: http.status ?? 500, headers: Object.fromEntries(http.headers), errors: result.errors ?? [] };
  } catch (error) {
    return rejectionOf(error);
  } finally {
    if (!subscription.results) subscription.release?.();
  }
}

async function* only(message: FormattedExecutionResult): Results {
  yield { revision: null, message: JSON.stringify(message) };
}
