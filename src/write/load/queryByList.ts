import type { Cypher } from '../../engine/cypher.ts';
import type { Row, Transaction } from '../../engine/engine.ts';

/** Runs one statement with the distinct values as a list parameter. With no values it runs nothing and returns no rows. */
export async function queryByList(
  transaction: Transaction,
  statement: Cypher,
  parameter: string,
  values: Iterable<string>,
): Promise<Row[]> {
  const list = [...new Set(values)];
  return list.length === 0 ? [] : transaction.run(statement, { [parameter]: list });
}
