import type { Cypher } from '../engine/cypher.ts';
import type { Row, Transaction } from '../engine/engine.ts';

/** Asks about many values in one statement; about none, nothing is asked. */
export async function ask(transaction: Transaction, statement: Cypher, parameter: string, values: Iterable<string>): Promise<Row[]> {
  const list = [...new Set(values)];
  return list.length === 0 ? [] : transaction.run(statement, { [parameter]: list });
}
