import { setMaxListeners } from 'node:events';
import type { Engine } from './engine.ts';
import { abandoned } from './errors.ts';

/** The engine for one who asks: what it reads for them ends when the signal says that they are gone. Writes are finished. */
export function wantedUntil(signal: AbortSignal, engine: Engine): Engine {
  // A request may have many statements on their way, each of which listens; Node would warn of the eleventh.
  setMaxListeners(0, signal);
  return {
    ...engine,
    read: (statement, parameters) => engine.read(statement, parameters, signal),
    searchText: (search) => engine.searchText(search, signal),
  };
}

/** Begins nothing for one who is gone, and waits no longer than they do. What still runs is for the caller to end. */
export async function whileWanted<T>(signal: AbortSignal | undefined, read: () => Promise<T>): Promise<T> {
  if (signal === undefined) return read();
  if (signal.aborted) throw abandoned();
  let leave = () => {};
  const gone = new Promise<never>((_, reject) => {
    leave = () => reject(abandoned());
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([read(), gone]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
