import { AllegianceError } from '../../model/errors.ts';
import { conflict, storeClosed } from '../errors.ts';

/** What the embedded engine says, in our codes. Its own words stay in the cause, for the log. */
export function translateEmbedded(statement: string, error: unknown): AllegianceError {
  if (error instanceof AllegianceError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (/conflict|constraint|unique/i.test(reason)) return conflict({ cause: error });
  if (/write-ahead log/i.test(reason)) return diskRefuses(error);
  if (/closed/i.test(reason)) return storeClosed({ cause: error });
  return new AllegianceError('INTERNAL_SERVER_ERROR', `The statement ${statement} failed.`, {}, { cause: error });
}

/** The disk takes no more, and nothing of the write remains. */
export function diskRefuses(cause: unknown): AllegianceError {
  const message = 'The disk refuses the write, so nothing was changed. Make room on it or put it right, then try again.';
  return new AllegianceError('STORE_UNAVAILABLE', message, {}, { cause });
}
