import type { Engine } from '../../../src/engine/engine.ts';

/** An engine that counts its reads. */
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
