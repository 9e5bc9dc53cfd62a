import type { Engine } from '../../../src/engine/engine.ts';

/** An engine whose reads fail at the store while it is told to. */
export interface FailingEngine {
  readonly engine: Engine;
  isDown: boolean;
}

export function failing(inner: Engine): FailingEngine {
  const failing: FailingEngine = {
    engine: {
      ...inner,
      read: (statement, parameters) =>
        failing.isDown ? inner.read({ name: statement.name, text: 'NO CYPHER' }, parameters) : inner.read(statement, parameters),
    },
    isDown: false,
  };
  return failing;
}
