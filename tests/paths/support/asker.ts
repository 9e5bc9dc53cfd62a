import { type ExecutionResult, graphql } from 'graphql';
import type { Engine } from '../../../src/engine/engine.ts';
import { type Shape, type ShapeOptions, shapeOf } from '../../../src/feed/shape.ts';
import { Context } from '../../../src/graph/common/context.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { AllegianceError } from '../../../src/model/errors.ts';

/** Runs GraphQL as the server does: one projection for all requests, one context for each. */
export interface Asker {
  readonly shape: Shape;
  /** The data of a response. Throws its errors. */
  ask<T>(source: string, variables?: Record<string, unknown>): Promise<T>;
  /** The only error of a response. */
  refused(source: string): Promise<{ readonly code: string; readonly message: string }>;
}

const schema = allegianceSchema();

export function askerOf(engine: Engine, options: Partial<ShapeOptions> = {}): Asker {
  return askerWith(engine, shapeOf(engine, options));
}

export function askerWith(engine: Engine, shape: Shape): Asker {
  const run = (source: string, variableValues?: Record<string, unknown>): Promise<ExecutionResult> =>
    graphql({ schema, source, variableValues, contextValue: new Context(engine, shape) });
  return {
    shape,
    async ask<T>(source: string, variables?: Record<string, unknown>): Promise<T> {
      const { data, errors } = await run(source, variables);
      if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
      return JSON.parse(JSON.stringify(data)) as T;
    },
    async refused(source) {
      const { errors = [] } = await run(source);
      if (errors.length !== 1) throw new Error(`expected one error, got ${errors.length}: ${errors.join('\n')}`);
      const { originalError, message } = errors[0]!;
      return { code: originalError instanceof AllegianceError ? originalError.code : 'none', message };
    },
  };
}
