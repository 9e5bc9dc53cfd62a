import type { Engine, Transaction, Value } from '../../../src/engine/engine.ts';

/** Statements of the tests, over nodes with a label that nothing else uses. */
const PUT = { name: 'test.put', text: 'MERGE (n:Probe {id: $id}) SET n.value = $value' };
const GET = { name: 'test.get', text: 'MATCH (n:Probe {id: $id}) RETURN n.value' };
/** Fails on every engine, with the message of the engine. */
export const BROKEN = { name: 'test.broken', text: 'MATCH (secretOfTheStore' };

export async function put(transaction: Transaction, id: string, value: Value): Promise<void> {
  await transaction.run(PUT, { id, value });
}

/** The value of a probe; undefined if there is none. */
export async function get(reader: Pick<Engine, 'read'> | Transaction, id: string): Promise<Value | undefined> {
  const rows = 'read' in reader ? await reader.read(GET, { id }) : await reader.run(GET, { id });
  return rows[0]?.[0];
}

/** Writes one probe and commits it. */
export function commit(engine: Engine, id: string, value: Value): Promise<void> {
  return engine.write(async (transaction) => {
    await put(transaction, id, value);
    return { commit: true, value: undefined };
  });
}
