import type { Engine } from '../../../src/engine/engine.ts';

/** An engine, and how often it was read. */
export interface CountedReads {
  readonly engine: Engine;
  count: number;
}

export function countedReads(engine: Engine): CountedReads {
  const counted: CountedReads = {
    engine: {
      ...engine,
      read: (statement, parameters) => {
        counted.count++;
        return engine.read(statement, parameters);
      },
    },
    count: 0,
  };
  return counted;
}
