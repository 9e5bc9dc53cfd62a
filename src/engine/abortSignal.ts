import { setMaxListeners } from 'node:events';
import type { Engine } from './engine.ts';
import { requestCancelled, timedOut } from './errors.ts';

/** The engine for one request: its reads end when the signal aborts, that is, when the client disconnects. Writes are finished. */
export function withAbortSignal(signal: AbortSignal, engine: Engine): Engine {
  // A request may run many statements at once, each with its own listener; by default Node warns of a leak at the eleventh.
  setMaxListeners(0, signal);
  return {
    ...engine,
    read: (statement, parameters) => engine.read(statement, parameters, signal),
    searchText: (search) => engine.searchText(search, signal),
  };
}

/** Starts nothing after the signal has aborted, and rejects as soon as it aborts. A read that is running then is left to the caller to end. */
export async function abortable<T>(signal: AbortSignal | undefined, read: () => Promise<T>): Promise<T> {
  if (signal === undefined) return read();
  if (signal.aborted) throw requestCancelled();
  return interruptible(read, (interrupt) => {
    const onAbort = () => interrupt(requestCancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    return () => signal.removeEventListener('abort', onAbort);
  });
}

/** As `abortable`, after a number of milliseconds. @throws QUERY_TIMEOUT */
export function withTimeout<T>(milliseconds: number, read: () => Promise<T>): Promise<T> {
  return interruptible(read, (interrupt) => {
    const timer = setTimeout(() => interrupt(timedOut()), milliseconds);
    return () => clearTimeout(timer);
  });
}

/**
 * Waits for a read, unless it is interrupted with an error before.
 * @param arm Takes what interrupts, and returns what to do when the wait has ended.
 */
export async function interruptible<T>(read: () => PromiseLike<T>, arm: (interrupt: (error: Error) => void) => () => void): Promise<T> {
  let disarm = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    disarm = arm(reject);
  });
  try {
    return await Promise.race([read(), interrupted]);
  } finally {
    disarm();
  }
}
