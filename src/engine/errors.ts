import { AllegianceError } from '../model/errors.ts';

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

export function unavailable(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('STORE_UNAVAILABLE', 'The store does not answer. Try again in a moment.', {}, options);
}

export function storeClosed(options?: ErrorOptions): AllegianceError {
  return new AllegianceError('STORE_UNAVAILABLE', 'The store is closed. Start the server again.', {}, options);
}
