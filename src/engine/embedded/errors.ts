import { AllegianceError } from '../../model/errors.ts';
import { conflict, storeClosed } from '../errors.ts';

/** What the embedded engine says, in our codes. Its own words stay in the cause, for the log. */
export function translateEmbedded(statement: string, error: unknown): AllegianceError {
  if (error instanceof AllegianceError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (/conflict|constraint|unique/i.test(reason)) return conflict({ cause: error });
  if (/closed/i.test(reason)) return storeClosed({ cause: error });
  return new AllegianceError('INTERNAL_SERVER_ERROR', `The statement ${statement} failed.`, {}, { cause: error });
}
