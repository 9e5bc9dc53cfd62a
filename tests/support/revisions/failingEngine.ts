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
      read: (statement, parameters) =>
        failing.isDown ? inner.read({ name: statement.name, text: 'NO CYPHER' }, parameters) : inner.read(statement, parameters),
    },
    isDown: false,
  };
  return failing;
}
