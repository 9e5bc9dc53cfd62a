import { AllegianceError } from '../../model/errors.ts';
import { conflict, storeClosed } from '../errors.ts';

/** Translates an error of Grafeo into one of our codes. The original is kept as the cause, for the log. */
export function translateEmbedded(statement: string, error: unknown): AllegianceError {
  if (error instanceof AllegianceError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (/conflict|constraint|unique/i.test(reason)) return conflict({ cause: error });
  if (/write-ahead log/i.test(reason)) return diskWriteFailed(error);
  if (/closed/i.test(reason)) return storeClosed({ cause: error });
  return new AllegianceError('INTERNAL_SERVER_ERROR', `The statement ${statement} failed.`, {}, { cause: error });
}

/** The disk rejected a write, of which nothing remains. */
export function diskWriteFailed(cause: unknown): AllegianceError {
  const message = 'The write to disk failed, so nothing was changed. Free some space or fix the disk, then try again.';
  return new AllegianceError('STORE_UNAVAILABLE', message, {}, { cause });
}
