import type { Engine } from '../../../src/engine/engine.ts';

/** An engine whose reads fail in the store while `isDown` is set. */
export interface FailingEngine {
  readonly engine: Engine;
  isDown: boolean;
}

export function failing(inner: Engine): FailingEngine {
  const failing: FailingEngine = {
    engine: {
      ...inner,
      // Absent on Neo4j. Down is as closed: nobody knows what was written.
      ...(inner.writes && { writes: () => (failing.isDown ? Number.NaN : inner.writes!()) }),
      read: (statement, parameters) =>
        failing.isDown ? inner.read({ name: statement.name, text: 'NO CYPHER' }, parameters) : inner.read(statement, parameters),
    },
    isDown: false,
  };
  return failing;
}
