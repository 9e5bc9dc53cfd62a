import { AllegianceError, type ErrorCode } from '../model/errors.ts';

type StoreError = (options?: ErrorOptions) => AllegianceError;

function storeError(code: ErrorCode, message: string, details = {}): StoreError {
  return (options) => new AllegianceError(code, message, details, options);
}

const NO_RESPONSE = 'The store does not answer. Try again in a moment.';

/** A statement met the time limit, on either engine. */
export const timedOut = storeError(
  'QUERY_TIMEOUT',
  'The store took longer than the time limit. Request less: add a filter, or use a smaller page.',
);

/** Concurrent writes conflicted, on either engine. */
export const conflict = storeError('CONFLICT', 'Another write changed the same data first. Read it again and repeat the write.');

/** The connection was lost: a retry may reach the store again, and find out whether the first attempt was committed. */
export class ConnectionLost extends AllegianceError {
  constructor(options?: ErrorOptions) {
    super('STORE_UNAVAILABLE', NO_RESPONSE, {}, options);
  }
}

/** The store did not respond within the time limit. */
export const noResponse = storeError('STORE_UNAVAILABLE', NO_RESPONSE);

export const poolExhausted = storeError('STORE_UNAVAILABLE', 'All connections to the store are busy. Try again in a moment.');

/** An earlier write still runs after its time limit. */
export const writerBusy = storeError(
  'STORE_UNAVAILABLE',
  'Another write has met its time limit and still runs, so nothing was written. Try again in a moment.',
  { retryAfter: 1 },
);

export const connectionRejected = storeError(
  'STORE_UNAVAILABLE',
  'The store rejected the connection. Check NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE.',
);

export const readOnly = storeError(
  'STORE_UNAVAILABLE',
  'The store is read-only, so nothing was written. Reading still works. Write again when the administrator has made it writable.',
);

/** The statement needs more memory than the store allows; a retry would need as much. */
export const outOfMemory = storeError(
  'QUERY_TOO_COMPLEX',
  'The store does not have enough memory for this. Request less: add a filter, or use a smaller page. If it was a write, write fewer rows at once.',
  { bound: 'memory' },
);

/** The disk rejected a write, of which nothing remains. */
export const diskWriteFailed = storeError(
  'STORE_UNAVAILABLE',
  'The write to disk failed, so nothing was changed. Free some space or fix the disk, then try again.',
);

export const logFailed = storeError(
  'STORE_UNAVAILABLE',
  'The disk failed while the write-ahead log was being written, so the store accepts no more writes. Fix the disk, then restart the server.',
);

/** The files of an open store are no longer the ones of their names. */
export function storeMoved(directory: string, revision: number): AllegianceError {
  return new AllegianceError(
    'STORE_UNAVAILABLE',
    `The data in ${directory} was replaced, moved or deleted while it was in use, so nothing more is written. Everything acknowledged, up to revision ${revision}, is in the files that were there before: put them back, then restart the server.`,
  );
}

/** The file of a store could not be finished when it was closed; its write-ahead log has all that is acknowledged. */
export function notClosed(directory: string, revision: number, cause: unknown): AllegianceError {
  const message = `The store in ${directory} could not be closed: its file was deleted, or the disk failed. Everything acknowledged, up to revision ${revision}, is in its write-ahead log; the next start builds the store from it again.`;
  return new AllegianceError('STORE_UNAVAILABLE', message, {}, { cause });
}

/** A copy of the open store was not finished: its process was killed, as where memory is short, or could not write. */
export const copyFailed = storeError(
  'STORE_UNAVAILABLE',
  'The copy of the store could not be written; the store itself is unchanged. It needs as much memory and disk space as the store for that time. Try again when there is enough.',
);

/** Ends the work for a client that has disconnected, so nobody reads this error. */
export const requestCancelled = storeError('QUERY_TIMEOUT', 'The request was cancelled, because the client disconnected.');

export const storeClosed = storeError('STORE_UNAVAILABLE', 'The store is closed. Start the server again.');

export const threadEnded = storeError(
  'STORE_UNAVAILABLE',
  'The thread of the store has ended. Everything acknowledged is on disk. Start the server again.',
);

/** Any other error. The original is the cause, for the log. */
export function statementFailed(name: string, cause: unknown): AllegianceError {
  return new AllegianceError('INTERNAL_SERVER_ERROR', `The statement ${name} failed.`, {}, { cause });
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
