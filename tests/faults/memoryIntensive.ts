import type { Engine } from '../../src/engine/engine.ts';

/** Needs a hundred megabytes of memory of the store, as a statement over a large graph might. */
const MEMORY_INTENSIVE = 'UNWIND range(1, 1000000) AS n WITH collect(toString(n)) AS texts RETURN size(texts)';

/** An engine that counts events by a statement that needs much memory. */
export function memoryIntensiveEvents(engine: Engine): Engine {
  return {
    ...engine,
    read: (statement, parameters, signal) =>
      engine.read(statement.name === 'status.events' ? { ...statement, text: MEMORY_INTENSIVE } : statement, parameters, signal),
  };
}
