import type { Engine } from '../../../../src/engine/engine.ts';
import { createServices } from '../../../../src/graph/common/services.ts';
import { answer } from './answer.ts';

/** Milliseconds by which the answer to a statement is delayed. */
export type Delay = (statement: string) => number;

const AT_ONCE: Delay = () => 0;

/** The names of the statements that a query takes on a real store with an empty cache, sorted. */
export async function statementsOf(
  engine: Engine,
  query: string,
  variables: Record<string, unknown> = {},
  delay = AT_ONCE,
): Promise<string[]> {
  const names: string[] = [];
  const counted: Engine = {
    ...engine,
    read: async (statement, parameters) => {
      names.push(statement.name);
      const rows = await engine.read(statement, parameters);
      if (delay(statement.name) > 0) await new Promise((later) => setTimeout(later, delay(statement.name)));
      return rows;
    },
    searchText: (search) => {
      names.push('text search');
      return engine.searchText(search);
    },
  };
  const { errors } = await answer(counted, query, variables, createServices(counted, { cacheBytes: 0 }));
  if (errors) throw new Error(JSON.stringify(errors));
  return names.sort();
}

/** Those of these statements that read single records or lists of them: not those of the clock, nor those that fill the projection. */
export function ofRecords(statements: readonly string[]): string[] {
  return statements.filter((name) => /^(actor|entity|event|place)\./.test(name));
}
