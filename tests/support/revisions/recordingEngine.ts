import type { Engine, Parameters } from '../../../src/engine/engine.ts';

/** An engine that records the name of every statement that it reads. */
export interface RecordingEngine {
  readonly engine: Engine;
  /** The names in order. Tests empty it. */
  readonly statements: string[];
  /** The parameters of each. */
  readonly parameters: Parameters[];
}

/** What an answer from the cache reads: on an embedded store nothing, where nothing was written since. */
export const readForCached = ({ kind }: Engine): string[] => (kind === 'neo4j' ? ['revision.latest'] : []);

export function recording(inner: Engine): RecordingEngine {
  const statements: string[] = [];
  const given: Parameters[] = [];
  const engine: Engine = {
    ...inner,
    read: (statement, parameters) => {
      statements.push(statement.name);
      given.push(parameters ?? {});
      return inner.read(statement, parameters);
    },
  };
  return { engine, statements, parameters: given };
}
