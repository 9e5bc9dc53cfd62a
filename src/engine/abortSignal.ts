import { setMaxListeners } from 'node:events';
import type { Engine } from './engine.ts';
import { requestCancelled } from './errors.ts';

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
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(requestCancelled());
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([read(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
