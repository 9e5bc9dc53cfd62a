import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { AllegianceError } from '../model/errors.ts';
import { nestingOf } from '../model/nesting.ts';
import type { RequestContext } from './contexts.ts';
import { formatError, withoutSuggestions } from './errors.ts';
import { costOf } from './limits/cost.ts';
import { documentLimits } from './limits/document.ts';
import type { Limits } from './limits/limits.ts';
import { REQUEST_LIMITS } from './limits/requestLimits.ts';
import { tooComplex } from './limits/tooComplex.ts';
import type { SubscriptionLimit } from './subscriptionLimit.ts';

/** A request as clients send it, not validated. */
export interface SubscriptionRequest {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** The results of a subscription, one per event. */
export type Results = AsyncIterableIterator<ExecutionResult>;

/** A validated subscription, ready to run. */
export interface PreparedSubscription extends Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'> {
  /** Cost of each event: `limits/cost.ts`. */
  readonly cost: number;
  /** May errors suggest names of the schema? Default: true. */
  readonly introspection?: boolean;
}

/** Limits of the server that apply to subscriptions. */
export interface SubscriptionLimits {
  readonly subscriptionLimit: SubscriptionLimit;
  readonly limits: Limits;
}

/** Parses and validates a subscription; returns the errors if it is invalid. Queries and mutations are handled by Apollo. */
export function prepareSubscription(
  schema: GraphQLSchema,
  request: SubscriptionRequest,
  introspection: boolean,
): PreparedSubscription | readonly GraphQLError[] {
  const read = prepareAny(schema, request);
  if (introspection) return read;
  return 'document' in read ? { ...read, introspection } : read.map(withoutSuggestionsIn);
}

function prepareAny(
  schema: GraphQLSchema,
  { query, operationName, variables }: SubscriptionRequest,
): PreparedSubscription | readonly GraphQLError[] {
  if (typeof query !== 'string') return [requestError('BAD_REQUEST', 'Expected `query`, the text of a subscription.')];
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const invalid = validate(schema, document, [...specifiedRules, documentLimits]);
  if (invalid.length > 0) return invalid.map((error) => (error.originalError ? error : withCode(error, 'GRAPHQL_VALIDATION_FAILED')));
  const name = typeof operationName === 'string' ? operationName : undefined;
  const operation = getOperationAST(document, name)?.operation;
  if (operation !== 'subscription') {
    const actual = operation ? `a ${operation}` : 'none, or several without `operationName`';
    return [requestError('BAD_REQUEST', `Expected one subscription; got ${actual}. Queries and mutations go to POST /graphql.`)];
  }
  const variableValues = (variables ?? undefined) as Record<string, unknown> | undefined;
  const nesting = nestingOf(variableValues);
  if (nesting > REQUEST_LIMITS.nesting) return [tooComplex('nesting', nesting)];
  try {
    const cost = costOf({ schema, document, operationName: name, variables: variableValues });
    return cost > REQUEST_LIMITS.cost ? [tooComplex('cost', cost)] : { schema, document, operationName: name, variableValues, cost };
  } catch (error) {
    return [error as GraphQLError];
  }
}

/**
 * Runs a subscription. Each event is executed in a new context, so that it shows the current graph, and so that a client whose
 * token was revoked receives no more. The subscription counts against the limit until it ends, for any reason. An event costs as
 * much as such a query; it is delayed while the rate limit of the caller is used up.
 */
export async function runSubscription(
  prepared: PreparedSubscription,
  newContext: () => Promise<RequestContext>,
  { subscriptionLimit, limits }: SubscriptionLimits,
): Promise<Results | ExecutionResult> {
  const release = tryAcquire(subscriptionLimit);
  if (typeof release !== 'function') return release;
  const source = await openSource(prepared, newContext, limits);
  if (!isStream(source)) {
    release();
    return source;
  }
  return resultsOf(source[Symbol.asyncIterator](), { prepared, newContext, limits, release });
}

interface RunningSubscription {
  readonly prepared: PreparedSubscription;
  readonly newContext: () => Promise<RequestContext>;
  readonly limits: Limits;
  /** Releases the subscription from the limit. */
  readonly release: () => void;
}

function resultsOf(changes: AsyncIterator<unknown>, { prepared, newContext, limits, release }: RunningSubscription): Results {
  const end = async () => {
    release();
    await changes.return?.();
    return { done: true, value: undefined } as const;
  };
  const answer = async (rootValue: unknown) => {
    const context = await newContext();
    const wasDelayed = await limits.chargeWhenAvailable(context.clientKey, prepared.cost, context.signal);
    return execute({ ...prepared, rootValue, contextValue: wasDelayed ? await newContext() : context });
  };
  const results: Results = {
    next: async () => {
      const { done, value } = await changes.next().catch((error: unknown) => {
        release();
        throw error;
      });
      if (done) {
        release();
        return { done, value: undefined };
      }
      return { done: false, value: await answer(value).catch((error: unknown) => end().then(() => Promise.reject(error))) };
    },
    return: end,
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}

function tryAcquire(subscriptionLimit: SubscriptionLimit): (() => void) | ExecutionResult {
  try {
    return subscriptionLimit.acquire();
  } catch (error) {
    return { errors: [wrapError(error)] };
  }
}

/** Did the subscription start, or was it rejected? */
export function isStream<T>(source: AsyncIterable<T> | ExecutionResult): source is AsyncIterable<T> {
  return Symbol.asyncIterator in source;
}

/** The error of a subscription that was rejected by the rate limit. */
export function rateLimitErrorOf({ errors = [] }: ExecutionResult): AllegianceError | undefined {
  const causes = errors.map(({ originalError }) => originalError);
  return causes.find((cause): cause is AllegianceError => cause instanceof AllegianceError && cause.code === 'RATE_LIMITED');
}

async function openSource(
  prepared: PreparedSubscription,
  newContext: () => Promise<RequestContext>,
  limits: Limits,
): Promise<AsyncIterable<unknown> | ExecutionResult> {
  try {
    const contextValue = await newContext();
    limits.charge(contextValue.clientKey, prepared.cost);
    const source = await createSourceEventStream({ ...prepared, contextValue });
    const { introspection = true } = prepared;
    return isStream(source) || introspection ? source : { ...source, errors: source.errors?.map(withoutSuggestionsIn) };
  } catch (error) {
    return { errors: [wrapError(error)] };
  }
}

/** Removes the names of the schema that GraphQL suggests. Our own errors suggest names in the graph, which stay. */
function withoutSuggestionsIn(error: GraphQLError): GraphQLError {
  if (error.originalError instanceof AllegianceError) return error;
  const { message, nodes, source, positions, path, originalError, extensions } = error;
  return new GraphQLError(withoutSuggestions(message), { nodes, source, positions, path, originalError, extensions });
}

/** An error as it is sent to the client. Errors of the GraphQL library are errors in the request. */
export function toClientError(error: unknown): GraphQLFormattedError {
  const known = error instanceof GraphQLError ? error : wrapError(error);
  const coded = isOfGraphQL(known) ? withCode(known, 'BAD_USER_INPUT') : known;
  return formatError(coded.toJSON(), coded);
}

/** Is it an error of the GraphQL library, or of a scalar about the value of a variable, which the library wraps? */
function isOfGraphQL({ originalError, extensions }: GraphQLError): boolean {
  if (extensions.code) return false;
  return !originalError || (originalError instanceof GraphQLError && !originalError.originalError);
}

/** A result as it is sent to the client. */
export function toClientResult({ errors, ...result }: ExecutionResult): object {
  return errors ? { ...result, errors: errors.map(toClientError) } : result;
}

/** Wraps an error as the GraphQL library does. */
export function wrapError(error: unknown): GraphQLError {
  return new GraphQLError(error instanceof Error ? error.message : String(error), { originalError: error as Error });
}

function parsed(query: string) {
  try {
    return parse(query, { maxTokens: REQUEST_LIMITS.tokens });
  } catch (error) {
    return withCode(error as GraphQLError, 'GRAPHQL_PARSE_FAILED');
  }
}

function requestError(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

function withCode({ message, nodes, source, positions, path }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { code } });
}
