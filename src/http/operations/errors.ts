import { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { Request, RequestHandler, Response } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AllegianceError, statusesOf } from '../../model/errors.ts';
import { log } from '../telemetry/log.ts';
import { disconnectSignal } from './client.ts';

/** Codes of errors in a document or its variables, which the GraphQL library reports. */
export const DOCUMENT_ERROR_CODES: readonly string[] = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'];

/** Codes of errors in the request itself; their messages come from GraphQL and Apollo Server and may be shown. */
const REQUEST_ERROR_CODES = new Set([
  ...DOCUMENT_ERROR_CODES,
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

/**
 * As `formatError`, for errors of the pipeline. Where introspection is off, without the names that GraphQL suggests for a misspelled
 * one: they would reveal the schema piece by piece.
 */
export function formatErrorFor({ introspection = true }: { readonly introspection?: boolean }): typeof formatError {
  if (introspection) return formatError;
  return (formatted, error) => {
    const shown = formatError(formatted, error);
    if (originalErrorOf(error) instanceof AllegianceError) return shown;
    return { ...shown, message: shown.message.replace(/ ?Did you mean [^?]*\?/g, '') };
  };
}

/** An error that was formatted for the client, as an error of the GraphQL library. */
export class ClientError extends GraphQLError {
  constructor(readonly formatted: GraphQLFormattedError) {
    super(formatted.message, { extensions: formatted.extensions });
  }

  override toJSON(): GraphQLFormattedError {
    return this.formatted;
  }
}

/** How a request is rejected as a whole. */
export interface Rejection {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly GraphQLFormattedError[];
}

/** The rejection of a request because of an error outside the pipeline of GraphQL. */
export function rejectionOf(error: unknown): Rejection {
  return { ...headOf(error), errors: [toClientError(error)] };
}

/** An error from outside the pipeline, as it is sent to the client. */
export function toClientError(error: unknown): GraphQLFormattedError {
  return formatError({ message: '' }, error);
}

/** Adds status and headers of the response to an error that rejects the whole request, for Apollo Server. */
export function withHttpStatus(error: unknown): unknown {
  const original = originalErrorOf(error);
  if (!(original instanceof AllegianceError)) return error;
  const { status, headers } = headOf(original);
  const http = { status, headers: new HeaderMap(Object.entries(headers)) };
  return new GraphQLError(original.message, { originalError: original, extensions: { code: original.code, http } });
}

/** Responds with a rejection, as JSON in the form of a GraphQL response. */
export function sendRejection(response: Response, { status, headers, errors }: Rejection): void {
  response.status(status).set(headers).json({ errors });
}

/**
 * A handler outside GraphQL. Its error is the response; if the response has started already, the error is logged and the connection
 * closed. The signal is aborted when the client disconnects; errors after that are ignored.
 */
export function handler(
  what: string,
  handle: (request: Request, response: Response, signal: AbortSignal) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    const disconnected = disconnectSignal(response);
    try {
      await handle(request, response, disconnected);
    } catch (error) {
      if (disconnected.aborted) return;
      if (!response.headersSent) return sendRejection(response, rejectionOf(error));
      log.error(`${what} failed after it had started`, error);
      response.destroy();
    }
  };
}

/** Maximum size of a close reason in bytes (RFC 6455 §5.5). */
const MAX_REASON_SIZE = 123;

/** Code and reason with which a WebSocket is closed because of an error. */
export function closeFrameOf(error: unknown): [code: number, reason: string] {
  if (error instanceof AllegianceError) return [statusesOf(error.code).closeCode, truncateReason(error.message)];
  log.error('WebSocket connection failed', error);
  return [statusesOf('INTERNAL_SERVER_ERROR').closeCode, 'Internal server error'];
}

function truncateReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= MAX_REASON_SIZE) return reason;
  const start = bytes.subarray(0, MAX_REASON_SIZE - 3).toString('utf8');
  return `${start.replace(/\ufffd+$/, '')}…`;
}

/** Status and headers of a rejection (RFC 9110 §15.5.2 and §15.5.4, RFC 6585 §4). */
function headOf(error: unknown): Pick<Rejection, 'status' | 'headers'> {
  if (!(error instanceof AllegianceError)) return { status: 500, headers: {} };
  const { status } = statusesOf(error.code);
  if (status === 401) return { status, headers: { 'www-authenticate': 'Bearer' } };
  const { retryAfter } = error.details;
  return { status, headers: typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {} };
}

/** The error that our code threw, without the wrappers of GraphQL and Apollo. */
function originalErrorOf(error: unknown): unknown {
  const original = unwrapResolverError(error);
  return original instanceof GraphQLError && original.originalError instanceof AllegianceError ? original.originalError : original;
}

/** An invalid date has its own code, also where the GraphQL library reports it. */
function codeOf(formatted: GraphQLFormattedError): string {
  return /Expected a date (such as|in quotation)/.test(formatted.message) ? 'BAD_DATE' : String(formatted.extensions?.code);
}
