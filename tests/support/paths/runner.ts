import { type ExecutionResult, graphql } from 'graphql';
import type { Engine } from '../../../src/engine/engine.ts';
import { Context } from '../../../src/graph/common/context.ts';
import { createServices, type Services, type ServicesOptions } from '../../../src/graph/common/services.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { AllegianceError } from '../../../src/model/errors.ts';

/** Runs GraphQL as the server does: one projection for all requests, one context for each. */
export interface QueryRunner {
  readonly services: Services;
  /** The data of a response. Throws its errors. */
  execute<T>(source: string, variables?: Record<string, unknown>): Promise<T>;
  /** The only error of a response. */
  errorOf(source: string): Promise<{ readonly code: string; readonly message: string }>;
}

const schema = allegianceSchema();

export function runnerOf(engine: Engine, options: Partial<ServicesOptions> = {}): QueryRunner {
  return runnerWith(engine, createServices(engine, options));
}

export function runnerWith(engine: Engine, services: Services): QueryRunner {
  const run = (source: string, variableValues?: Record<string, unknown>): Promise<ExecutionResult> =>
    graphql({ schema, source, variableValues, contextValue: new Context(engine, services) });
  return {
    services,
    async execute<T>(source: string, variables?: Record<string, unknown>): Promise<T> {
      const { data, errors } = await run(source, variables);
      if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
      return JSON.parse(JSON.stringify(data)) as T;
    },
    async errorOf(source) {
      const { errors = [] } = await run(source);
      if (errors.length !== 1) throw new Error(`expected one error, got ${errors.length}: ${errors.join('\n')}`);
      const { originalError, message } = errors[0]!;
      return { code: originalError instanceof AllegianceError ? originalError.code : 'none', message };
    },
  };
}
