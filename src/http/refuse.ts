import type { Response } from 'express';
import { AllegianceError, type ErrorCode } from '../model/errors.ts';
import { httpOf } from './errors.ts';
import { shownError } from './subscription.ts';

/** How a request that is no GraphQL request is refused, by what it met; whatever is not listed is a mistake of ours. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  BAD_INPUT: 400,
  BAD_DATE: 400,
  BAD_WINDOW: 400,
  UNKNOWN_ENTITY: 400,
  STORE_UNAVAILABLE: 503,
  QUERY_TIMEOUT: 503,
};

/** Answers with an error, in GraphQL's form. */
export function refuse(response: Response, error: unknown): void {
  const known = error instanceof AllegianceError ? error : null;
  const { status = (known && STATUS[known.code]) ?? 500, headers = {} } = (known && httpOf(known)) ?? {};
  response
    .status(status)
    .set(headers)
    .json({ errors: [shownError(error)] });
}
