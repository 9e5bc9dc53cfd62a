import { join } from 'node:path';
import { type GraphQLSchema, graphql } from 'graphql';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { loadSeed } from '../../../src/exchange/import/seed.ts';
import { Context } from '../../../src/graph/common/context.ts';
import { createServices } from '../../../src/graph/common/services.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { ROOT } from '../../support/root.ts';

export const SEED = join(ROOT, 'seed');
export const NOW = new Date('2026-01-31T12:00:00.000Z');

/** A graph on which tests run GraphQL operations. Errors of a result are thrown. */
export interface TestGraph {
  readonly engine: Engine;
  readonly schema: GraphQLSchema;
  execute<T>(source: string, variables?: Record<string, unknown>): Promise<T>;
  /** Closes the engine too. */
  close(): Promise<void>;
}

/** A graph over an engine, with one context for each request, as in the server. */
export function graphOver(engine: Engine): TestGraph {
  const schema = allegianceSchema();
  const services = createServices(engine);
  return {
    engine,
    schema,
    async execute<T>(source: string, variableValues?: Record<string, unknown>): Promise<T> {
      const { data, errors } = await graphql({ schema, source, variableValues, contextValue: new Context(engine, services) });
      if (errors) throw new Error(errors.map(({ path, message }) => `${path?.join('.')}: ${message}`).join('\n'));
      return JSON.parse(JSON.stringify(data)) as T;
    },
    async close() {
      await services.workerPool.close();
      await engine.close();
    },
  };
}

/** An embedded store in memory, set up and empty. The caller closes it. */
export async function emptyStore(): Promise<Engine> {
  const engine = await openEmbedded(null);
  await migrate(engine, NOW);
  return engine;
}

/** The seed in an embedded store in memory. The caller closes it. */
export async function seeded(): Promise<TestGraph> {
  const engine = await emptyStore();
  await loadSeed(engine, SEED, NOW);
  return graphOver(engine);
}
