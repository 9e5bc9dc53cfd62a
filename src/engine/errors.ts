import { AllegianceError } from '../model/errors.ts';

const NO_RESPONSE = 'The store does not answer. Try again in a moment.';

/** A statement met the time limit, on either engine. */
export function timedOut(options?: ErrorOptions): AllegianceError {
  return new AllegianceError(
    'QUERY_TIMEOUT',
    'The store took longer than the time limit. Request less: add a filter, or use a smaller page.',
    {},
    options,
  );
}

/** Concurrent writes conflicted, on either engine. */
export function conflict(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('CONFLICT', 'Another write changed the same data first. Read it again and repeat the write.', {}, options);
}

/** The connection was lost: a retry may reach the store again, and find out whether the first attempt was committed. */
export class ConnectionLost extends AllegianceError {
  constructor(options?: ErrorOptions) {
    super('STORE_UNAVAILABLE', NO_RESPONSE, {}, options);
  }
}

/** The store did not respond within the time limit. */
export function noResponse(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('STORE_UNAVAILABLE', NO_RESPONSE, {}, options);
}

export function poolExhausted(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('STORE_UNAVAILABLE', 'All connections to the store are busy. Try again in a moment.', {}, options);
}

export function readOnly(options?: ErrorOptions): AllegianceError {
  const message =
    'The store is read-only, so nothing was written. Reading still works. Write again when the administrator has made it writable.';
  return new AllegianceError('STORE_UNAVAILABLE', message, {}, options);
}

/** The statement needs more memory than the store allows; a retry would need as much. */
export function outOfMemory(options?: ErrorOptions): AllegianceError {
  const message =
    'The store does not have enough memory for this. Request less: add a filter, or use a smaller page. If it was a write, write fewer rows at once.';
  return new AllegianceError('QUERY_TOO_COMPLEX', message, { bound: 'memory' }, options);
}

/** Ends the work for a client that has disconnected, so nobody reads this error. */
export function requestCancelled(): AllegianceError {
  return new AllegianceError('QUERY_TIMEOUT', 'The request was cancelled, because the client disconnected.');
}

export function storeClosed(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('STORE_UNAVAILABLE', 'The store is closed. Start the server again.', {}, options);
}
