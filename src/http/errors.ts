import { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AllegianceError, type ErrorCode } from '../model/errors.ts';
import { log } from './log.ts';

/** Codes of errors in the request itself; their messages come from the GraphQL library and may be shown. */
const REQUEST_ERROR_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
  'BAD_DATE',
]);

const INTERNAL_ERROR_MESSAGE = 'Something went wrong on our side. It has been logged; try again, and report it if it stays.';

/** Decides what a client sees of an error: its code and our message, never a message of the store or a stack trace. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = originalErrorOf(error);
  const location = { ...(formatted.locations && { locations: formatted.locations }), ...(formatted.path && { path: formatted.path }) };
  if (original instanceof AllegianceError) {
    if (original.code !== 'INTERNAL_SERVER_ERROR')
      return { message: original.message, ...location, extensions: { ...original.details, code: original.code } };
  } else if (REQUEST_ERROR_CODES.has(String(formatted.extensions?.code))) {
    return { message: formatted.message, ...location, extensions: { code: codeOf(formatted) } };
  }
  log.error('request failed', original);
  return { message: INTERNAL_ERROR_MESSAGE, ...location, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

/** Like `formatError`, without the names that GraphQL suggests for a misspelled one: they would reveal the schema piece by piece. */
export function formatErrorWithoutSuggestions(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const shown = formatError(formatted, error);
  return originalErrorOf(error) instanceof AllegianceError ? shown : { ...shown, message: withoutSuggestions(shown.message) };
}

export function withoutSuggestions(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, '');
}

/** Adds the HTTP status and headers to an error that rejects the whole request. */
export function withHttpStatus(error: unknown): unknown {
  const http = error instanceof AllegianceError ? httpResponseOf(error) : undefined;
  if (!(error instanceof AllegianceError) || !http) return error;
  const headers = new HeaderMap(Object.entries(http.headers));
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { code: error.code, http: { status: http.status, headers } },
  });
}

/** Status and headers of a request that is rejected as a whole (RFC 9110 §15.5.2 and §15.5.4, RFC 6585 §4). */
export function httpResponseOf({ code, details }: AllegianceError): { status: number; headers: Record<string, string> } | undefined {
  const status = HTTP_STATUS[code];
  if (status === undefined) return undefined;
  if (status === 401) return { status, headers: { 'www-authenticate': 'Bearer' } };
  return { status, headers: typeof details.retryAfter === 'number' ? { 'retry-after': String(details.retryAfter) } : {} };
}

const HTTP_STATUS: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, RATE_LIMITED: 429 };

/** The error that our code threw, without the wrappers of GraphQL and Apollo. */
function originalErrorOf(error: unknown): unknown {
  const original = unwrapResolverError(error);
  return original instanceof GraphQLError && original.originalError instanceof AllegianceError ? original.originalError : original;
}

/** An invalid date has its own code, also where the GraphQL library reports it. */
function codeOf(formatted: GraphQLFormattedError): string {
  return /Expected a date (such as|in quotation)/.test(formatted.message) ? 'BAD_DATE' : String(formatted.extensions?.code);
}
