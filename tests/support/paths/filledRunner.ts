import { afterAll, beforeAll } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { type QueryRunner, runnerOf } from './runner.ts';

/** A store of the embedded engine for the tests of a file, filled before them; runs GraphQL on it. */
export function filledRunner(fill: (engine: Engine) => Promise<unknown>): () => QueryRunner {
  let engine: Engine;
  let runner: QueryRunner;
  beforeAll(async () => {
    engine = await openEmbedded(null);
    await fill(engine);
    runner = runnerOf(engine);
  });
  afterAll(() => engine.close());
  return () => runner;
}
