import type { ChangeRow } from '../../../src/analysis/projection/records.ts';
import type { Cypher } from '../../../src/engine/cypher.ts';
import type { Engine, Transaction } from '../../../src/engine/engine.ts';
import { APPEND_REVISION, LOCK_COUNTER } from '../../../src/write/revision/revision.cypher.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';

export const AT = new Date('2026-01-31T12:00:00.000Z');
let writes = 0;

const options = () => {
  writes += 1;
  return { key: `write ${writes} of these tests`, by: 'tests', action: 'UPDATED' as const, summary: 'a test' };
};

/** Writes rows by the write path. Returns the revision. */
export async function writeRows(engine: Engine, rows: BatchRows): Promise<number> {
  const { problems, revision } = await write(engine, rows, { ...options(), at: AT });
  if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
  return revision;
}

/** Makes one revision of changes made by Cypher, with their change set. Returns its number. */
export async function revise(engine: Engine, change: (transaction: Transaction) => Promise<readonly ChangeRow[]>): Promise<number> {
  const { key, ...rest } = options();
  return engine.write(async (transaction) => {
    const [counter] = await transaction.run(LOCK_COUNTER, { key });
    const number = (counter![0] as number) + 1;
    const rows = (await change(transaction)).map((row) => JSON.stringify(row));
    await transaction.run(APPEND_REVISION, { ...rest, number, key, at: AT.toISOString(), reason: null, ties: 0, rows });
    return { commit: true, value: number };
  });
}

const SET_CANON: Cypher = { name: 'test.setCanon', text: 'UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n.canon = row.canon' };

/** Merges or unmerges entities: sets the canon of each. */
export function setCanon(engine: Engine, canons: ReadonlyArray<{ readonly id: string; readonly canon: string }>): Promise<number> {
  return revise(engine, async (transaction) => {
    await transaction.run(SET_CANON, { rows: canons.map(({ id, canon }) => ({ id, canon })) });
    return canons.map(({ id, canon }) => ({ op: 'canon', id, canon }));
  });
}

/** Passages about what is nowhere recorded as retracted would be written a second time with it. */
const DELETE_EVIDENCE: Cypher = { name: 'test.deleteEvidence', text: 'MATCH (n:Evidence {about: $id}) DELETE n' };

const DELETE_TIE: Cypher = { name: 'test.deleteTie', text: 'MATCH (:Entity {id: $from})-[r]->(:Entity) WHERE r.id = $id DELETE r' };

/** Deletes a tie. */
export function retract(engine: Engine, id: string): Promise<number> {
  return revise(engine, async (transaction) => {
    await transaction.run(DELETE_TIE, { from: id.slice(0, 12), id });
    await transaction.run(DELETE_EVIDENCE, { id });
    return [{ op: 'gone', id }];
  });
}

const MANY_REVISIONS: Cypher = {
  name: 'test.manyRevisions',
  text: `
MATCH (c:Counter {id: 'revision'})
UNWIND range(1, $count) AS n
CREATE (:Revision {number: c.number + n, key: 'many ' + toString(c.number + n), action: 'UPDATED', by: 'tests', summary: 'many'})
CREATE (:ChangeSet {revision: c.number + n, rows: []})
WITH c, count(*) AS made SET c.number = c.number + made
RETURN c.number`,
};

/** Makes many revisions that changed no tie. Returns the number of the last. */
export function reviseOften(engine: Engine, count: number): Promise<number> {
  return engine.write(async (transaction) => {
    const [row] = await transaction.run(MANY_REVISIONS, { count });
    return { commit: true, value: row![0] as number };
  });
}

const DELETE_CHANGE_SET: Cypher = { name: 'test.deleteChangeSet', text: 'MATCH (s:ChangeSet {revision: $revision}) DELETE s' };

/** Deletes the change set of a revision, as a purge of old history would. */
export function loseChangeSet(engine: Engine, revision: number): Promise<void> {
  return engine.write(async (transaction) => {
    await transaction.run(DELETE_CHANGE_SET, { revision });
    return { commit: true, value: undefined };
  });
}

const DELETE_ALL: Cypher = { name: 'test.deleteAll', text: 'MATCH (n) WHERE NOT n:Migration DETACH DELETE n' };

/** Empties a store, except its schema. */
export async function empty(engine: Engine): Promise<void> {
  await engine.write(async (transaction) => ({ commit: true, value: await transaction.run(DELETE_ALL) }));
  await engine.define({ kind: 'counter', id: 'revision' });
}
