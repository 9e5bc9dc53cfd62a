import { AllegianceError } from '../model/errors.ts';

const NO_ANSWER = 'The store does not answer. Try again in a moment.';

/** What both engines say of a statement that took too long. */
export function timedOut(options?: ErrorOptions): AllegianceError {
  return new AllegianceError(
    'QUERY_TIMEOUT',
    'The store took longer than the time limit. Ask for less: a filter, a smaller page.',
    {},
    options,
  );
}

/** What both engines say when writers met. */
export function conflict(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('CONFLICT', 'Another write changed the same data first. Read it again and repeat the write.', {}, options);
}

/** The connection broke off: another try may find the store there again, and learns what became of the first. */
export class ConnectionLost extends AllegianceError {
  constructor(options?: ErrorOptions) {
    super('STORE_UNAVAILABLE', NO_ANSWER, {}, options);
  }
}

/** It was waited for in vain as long as anybody may be kept waiting. */
export function unavailable(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('STORE_UNAVAILABLE', NO_ANSWER, {}, options);
}

export function allBusy(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('STORE_UNAVAILABLE', 'All connections to the store are busy. Try again in a moment.', {}, options);
}

export function readOnly(options?: ErrorOptions): AllegianceError {
  const message = 'The store takes no writes: it is set read-only. Reads go on; write again when its administrator has changed that.';
  return new AllegianceError('STORE_UNAVAILABLE', message, {}, options);
}

/** Another try would take as much again. */
export function needsMemory(options?: ErrorOptions): AllegianceError {
  const message = 'The store has not the memory that this needs. Ask for less: a filter, a smaller page; or write fewer rows at once.';
  return new AllegianceError('QUERY_TOO_COMPLEX', message, { bound: 'memory' }, options);
}

/** Nobody is left to read it; it ends the work. */
export function abandoned(): AllegianceError {
  return new AllegianceError('QUERY_TIMEOUT', 'Nobody waits for the answer any more.');
}

export function storeClosed(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('STORE_UNAVAILABLE', 'The store is closed. Start the server again.', {}, options);
}
