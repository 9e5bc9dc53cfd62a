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
import { BOUNDS } from './limits/bounds.ts';
import { costOf } from './limits/cost.ts';
import { documentBounds } from './limits/document.ts';
import type { Limits } from './limits/limits.ts';
import { tooComplex } from './limits/refusal.ts';
import type { Seats } from './seats.ts';

/** A request as clients send it, not validated. */
export interface Asked {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** The results of a subscription, one per event. */
export type Results = AsyncIterableIterator<ExecutionResult>;

/** A validated subscription, ready to run. */
export interface Subscribing extends Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'> {
  /** Cost of each event: `limits/cost.ts`. */
  readonly cost: number;
  /** May errors suggest names of the schema? Default: true. */
  readonly tellsSchema?: boolean;
}

/** Limits of the server that apply to subscriptions. */
export interface Room {
  readonly seats: Seats;
  readonly limits: Limits;
}

/** Parses and validates a subscription; returns the errors if it is invalid. Queries and mutations are handled by Apollo. */
export function readSubscription(schema: GraphQLSchema, asked: Asked, tellsSchema: boolean): Subscribing | readonly GraphQLError[] {
  const read = readAny(schema, asked);
  if (tellsSchema) return read;
  return 'document' in read ? { ...read, tellsSchema } : read.map(silently);
}

function readAny(schema: GraphQLSchema, { query, operationName, variables }: Asked): Subscribing | readonly GraphQLError[] {
  if (typeof query !== 'string') return [requestError('BAD_REQUEST', 'Expected `query`, the text of a subscription.')];
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const invalid = validate(schema, document, [...specifiedRules, documentBounds]);
  if (invalid.length > 0) return invalid.map((error) => (error.originalError ? error : withCode(error, 'GRAPHQL_VALIDATION_FAILED')));
  const name = typeof operationName === 'string' ? operationName : undefined;
  const operation = getOperationAST(document, name)?.operation;
  if (operation !== 'subscription') {
    const came = operation ? `a ${operation}` : 'none, or several without `operationName`';
    return [requestError('BAD_REQUEST', `Expected one subscription; got ${came}. Queries and mutations go to POST /graphql.`)];
  }
  const variableValues = (variables ?? undefined) as Record<string, unknown> | undefined;
  const nesting = nestingOf(variableValues);
  if (nesting > BOUNDS.nesting) return [tooComplex('nesting', nesting)];
  try {
    const cost = costOf({ schema, document, operationName: name, variables: variableValues });
    return cost > BOUNDS.cost ? [tooComplex('cost', cost)] : { schema, document, operationName: name, variableValues, cost };
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
  subscribing: Subscribing,
  contextNow: () => Promise<RequestContext>,
  { seats, limits }: Room,
): Promise<Results | ExecutionResult> {
  const leave = seat(seats);
  if (typeof leave !== 'function') return leave;
  const begun = await begin(subscribing, contextNow, limits);
  if (!isStream(begun)) {
    leave();
    return begun;
  }
  return resultsOf(begun[Symbol.asyncIterator](), { subscribing, contextNow, limits, leave });
}

interface Running {
  readonly subscribing: Subscribing;
  readonly contextNow: () => Promise<RequestContext>;
  readonly limits: Limits;
  /** Releases the subscription from the limit. */
  readonly leave: () => void;
}

function resultsOf(changes: AsyncIterator<unknown>, { subscribing, contextNow, limits, leave }: Running): Results {
  const end = async () => {
    leave();
    await changes.return?.();
    return { done: true, value: undefined } as const;
  };
  const answer = async (rootValue: unknown) => {
    const context = await contextNow();
    const hasWaited = await limits.whenAffordable(context.from, subscribing.cost, context.signal);
    return execute({ ...subscribing, rootValue, contextValue: hasWaited ? await contextNow() : context });
  };
  const results: Results = {
    next: async () => {
      const { done, value } = await changes.next().catch((error: unknown) => {
        leave();
        throw error;
      });
      if (done) {
        leave();
        return { done, value: undefined };
      }
      return { done: false, value: await answer(value).catch((error: unknown) => end().then(() => Promise.reject(error))) };
    },
    return: end,
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}

function seat(seats: Seats): (() => void) | ExecutionResult {
  try {
    return seats.take();
  } catch (error) {
    return { errors: [wrapped(error)] };
  }
}

/** Did the subscription start, or was it rejected? */
export function isStream<T>(begun: AsyncIterable<T> | ExecutionResult): begun is AsyncIterable<T> {
  return Symbol.asyncIterator in begun;
}

/** The error of a subscription that was rejected by the rate limit. */
export function refusedByRate({ errors = [] }: ExecutionResult): AllegianceError | undefined {
  const causes = errors.map(({ originalError }) => originalError);
  return causes.find((cause): cause is AllegianceError => cause instanceof AllegianceError && cause.code === 'RATE_LIMITED');
}

async function begin(
  subscribing: Subscribing,
  contextNow: () => Promise<RequestContext>,
  limits: Limits,
): Promise<AsyncIterable<unknown> | ExecutionResult> {
  try {
    const contextValue = await contextNow();
    limits.charge(contextValue.from, subscribing.cost);
    const begun = await createSourceEventStream({ ...subscribing, contextValue });
    const { tellsSchema = true } = subscribing;
    return isStream(begun) || tellsSchema ? begun : { ...begun, errors: begun.errors?.map(silently) };
  } catch (error) {
    return { errors: [wrapped(error)] };
  }
}

/** Removes the names of the schema that GraphQL suggests. Our own errors suggest names in the graph, which stay. */
function silently(error: GraphQLError): GraphQLError {
  if (error.originalError instanceof AllegianceError) return error;
  const { message, nodes, source, positions, path, originalError, extensions } = error;
  return new GraphQLError(withoutSuggestions(message), { nodes, source, positions, path, originalError, extensions });
}

/** An error as it is sent to the client. Errors of the GraphQL library are errors in the request. */
export function shownError(error: unknown): GraphQLFormattedError {
  const known = error instanceof GraphQLError ? error : wrapped(error);
  const coded = isOfGraphQL(known) ? withCode(known, 'BAD_USER_INPUT') : known;
  return formatError(coded.toJSON(), coded);
}

/** Is it an error of the GraphQL library, or of a scalar about the value of a variable, which the library wraps? */
function isOfGraphQL({ originalError, extensions }: GraphQLError): boolean {
  if (extensions.code) return false;
  return !originalError || (originalError instanceof GraphQLError && !originalError.originalError);
}

/** A result as it is sent to the client. */
export function shownResult({ errors, ...result }: ExecutionResult): object {
  return errors ? { ...result, errors: errors.map(shownError) } : result;
}

/** Wraps an error as the GraphQL library does. */
export function wrapped(error: unknown): GraphQLError {
  return new GraphQLError(error instanceof Error ? error.message : String(error), { originalError: error as Error });
}

function parsed(query: string) {
  try {
    return parse(query, { maxTokens: BOUNDS.tokens });
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
