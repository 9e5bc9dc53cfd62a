import type { Engine } from '../../../src/engine/engine.ts';

/** An engine that records the name of every statement that it reads. */
export interface RecordingEngine {
  readonly engine: Engine;
  /** The names in order. Tests empty it. */
  readonly statements: string[];
}

export function recording(inner: Engine): RecordingEngine {
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
