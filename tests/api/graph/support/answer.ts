import { type GraphQLFormattedError, graphql, parse } from 'graphql';
import type { Engine } from '../../../../src/engine/engine.ts';
import { Context } from '../../../../src/graph/common/context.ts';
import { type Detail, detailOf, isAnsweredInMemory } from '../../../../src/graph/common/detail.ts';
import type { Services } from '../../../../src/graph/common/services.ts';
import { allegianceSchema } from '../../../../src/graph/schema.ts';
import { formatError } from '../../../../src/http/operations/errors.ts';

/** One schema for all tests of a file: it holds no store, that comes with the context. */
const SCHEMA = allegianceSchema();

export interface Reply {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
  readonly data?: any;
  readonly errors?: readonly GraphQLFormattedError[];
}

type Variables = Readonly<Record<string, unknown>>;

/** Runs a query in a context of its own, and returns the response as the client receives it. */
export async function answer(
  engine: Engine,
  source: string,
  variableValues: Variables = {},
  services?: Services,
  /** Takes the context in which it is answered. */
  use: (context: Context) => void = () => undefined,
): Promise<Reply> {
  const contextValue = new Context(engine, services);
  use(contextValue);
  contextValue.detail = detailIn(source);
  if (isInMemory(source)) await contextValue.answerInMemory();
  const { data, errors } = await graphql({ schema: SCHEMA, source, variableValues, contextValue });
  return JSON.parse(JSON.stringify({ data, errors: errors?.map((error) => formatError(error.toJSON(), error)) }));
}

/** The detail as the server determines it; an invalid document needs none. */
function detailIn(source: string): Detail {
  try {
    return detailOf(parse(source));
  } catch {
    return 'full';
  }
}

/** As `detailIn`. */
function isInMemory(source: string): boolean {
  try {
    return isAnsweredInMemory(parse(source));
  } catch {
    return false;
  }
}

/** The data of a valid query. Throws its errors. */
export async function dataOf(engine: Engine, source: string, variables: Variables = {}, services?: Services): Promise<Reply['data']> {
  const { data, errors } = await answer(engine, source, variables, services);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** Codes and messages of the errors of a query, in their order. */
export async function errorsOf(engine: Engine, source: string, variables: Variables = {}): Promise<[code: unknown, message: string][]> {
  const { errors = [] } = await answer(engine, source, variables);
  return errors.map(({ message, extensions }) => [extensions?.code, message]);
}
