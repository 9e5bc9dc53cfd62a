import type { Engine } from '../../src/engine/engine.ts';

/** Runs for minutes, unless it is stopped. */
const SLOW = 'UNWIND range(1, 100000000) AS a UNWIND range(1, 1000) AS b WITH a, b WHERE a * b = -1 RETURN count(*)';

/** An engine that counts actors by a statement that takes minutes, as one over a large graph might. */
export function slowActors(engine: Engine): Engine {
  return {
    ...engine,
    read: (statement, parameters, signal) =>
      engine.read(statement.name === 'status.actors' ? { ...statement, text: SLOW } : statement, parameters, signal),
  };
}
