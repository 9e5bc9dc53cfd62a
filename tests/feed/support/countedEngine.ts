import type { Engine } from '../../../src/engine/engine.ts';

/** An engine that notes the name of every statement it reads. */
export interface CountedEngine {
  readonly engine: Engine;
  /** Emptied by whoever counts. */
  readonly statements: string[];
}

export function counted(inner: Engine): CountedEngine {
  const statements: string[] = [];
  const engine: Engine = {
    ...inner,
    read: (statement, parameters) => {
      statements.push(statement.name);
      return inner.read(statement, parameters);
    },
  };
  return { engine, statements };
}
