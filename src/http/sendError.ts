import type { Response } from 'express';
import { AllegianceError, type ErrorCode } from '../model/errors.ts';
import { httpResponseOf } from './errors.ts';
import { toClientError } from './subscription.ts';

/** HTTP status of errors outside GraphQL, by their code; 500 for codes that are not listed. */
const HTTP_STATUS: Partial<Record<ErrorCode, number>> = {
  BAD_INPUT: 400,
  BAD_DATE: 400,
  BAD_WINDOW: 400,
  UNKNOWN_ENTITY: 400,
  STORE_UNAVAILABLE: 503,
  QUERY_TIMEOUT: 503,
};

/** Responds with an error, as JSON in the form of a GraphQL error. */
export function sendError(response: Response, error: unknown): void {
  const known = error instanceof AllegianceError ? error : null;
  const { status = (known && HTTP_STATUS[known.code]) ?? 500, headers = {} } = (known && httpResponseOf(known)) ?? {};
  response
    .status(status)
    .set(headers)
    .json({ errors: [toClientError(error)] });
}
