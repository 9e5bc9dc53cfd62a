import type { Engine } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { latestRevisionOf } from '../../revisions/clock.ts';
import { CHANGE, type ChangeRecord } from '../../store/change.ts';
import { RETRACTED } from '../../store/retracted.ts';
import { RETRACTED_BY_ID } from '../../write/load/load.cypher.ts';
import { CHANGES_SINCE } from './export.cypher.ts';

/** What every record has. */
interface Recorded {
  readonly id: string;
  readonly revision: number;
}

/** Reads records by id from the current state of the store; unknown ids are left out. */
export type Load<T> = (ids: readonly string[]) => Promise<T[]>;

/**
 * Records as they were at a revision: the current records are read, and later changes and retractions are undone from the
 * history. They are returned in the order of the ids. Where nothing was written since, which is usual, this costs one more read,
 * of the latest revision.
 */
export async function asOf<T extends Recorded>(engine: Engine, revision: number, ids: readonly string[], load: Load<T>): Promise<T[]> {
  const current = await load(ids);
  if ((await latestRevisionOf(engine)) <= revision) return inOrder(ids, byId(current));
  const found = byId([...(await retracted<T>(engine, revision, ids)), ...current]);
  // Restored between the two reads above.
  for (const record of await load(ids.filter((id) => !found.has(id)))) found.set(record.id, record);
  const rows = await engine.read(CHANGES_SINCE, { ids, revision });
  const changes = groupBy(
    rows.map(([values]) => CHANGE.decode(values!)),
    ({ about }) => about,
  );
  return inOrder(ids, found).flatMap((record) => stateAt(record, changes.get(record.id) ?? [], revision));
}

function byId<T extends Recorded>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** Each record once, in the order of the ids. */
function inOrder<T>(ids: readonly string[], found: ReadonlyMap<string, T>): T[] {
  return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
}

async function retracted<T>(engine: Engine, revision: number, ids: readonly string[]): Promise<T[]> {
  const rows = (await engine.read(RETRACTED_BY_ID, { ids })).map(([values]) => RETRACTED.decode(values!));
  return rows.filter((row) => row.revision > revision).map((row) => JSON.parse(row.record) as T);
}

/** The record as it was at the revision, in a list; empty where it did not exist. `changes` were made since, oldest first. */
function stateAt<T extends Recorded>(record: T, changes: readonly ChangeRecord[], revision: number): T[] {
  const createdIn = Math.min(record.revision, ...changes.map(({ previous }) => previous));
  if (createdIn > revision || changes[0]?.kind === 'RESTORED') return [];
  return [Object.assign({}, record, ...changes.map(({ before }) => JSON.parse(before)).reverse())];
}
