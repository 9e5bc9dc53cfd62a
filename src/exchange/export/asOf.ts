import type { Engine } from '../../engine/engine.ts';
import { headOf } from '../../feed/build.ts';
import { groupBy } from '../../model/group.ts';
import { CHANGE, type ChangeRecord } from '../../store/change.ts';
import { RETRACTED } from '../../store/retracted.ts';
import { RETRACTED_BY_ID } from '../../write/write.cypher.ts';
import { CHANGES_SINCE } from './export.cypher.ts';

/** What every record bears. */
interface Recorded {
  readonly id: string;
  readonly revision: number;
}

/** Reads some things by id, as the store has them now; what is not there is left out. */
export type Load<T> = (ids: readonly string[]) => Promise<T[]>;

/**
 * Things as they were at a revision, whatever was written since: the store is read as it is, and what was changed or
 * retracted later is put back from the history. They come in the order of the ids, which the store need not keep. Nearly always nothing was, and that costs one look at the counter.
 */
export async function asOf<T extends Recorded>(engine: Engine, revision: number, ids: readonly string[], load: Load<T>): Promise<T[]> {
  const now = await load(ids);
  if ((await headOf(engine)) <= revision) return inOrder(ids, byId(now));
  const found = byId([...(await retracted<T>(engine, revision, ids)), ...now]);
  // Put back between the two reads above.
  for (const record of await load(ids.filter((id) => !found.has(id)))) found.set(record.id, record);
  const rows = await engine.read(CHANGES_SINCE, { ids, revision });
  const changes = groupBy(
    rows.map(([values]) => CHANGE.decode(values!)),
    ({ about }) => about,
  );
  return inOrder(ids, found).flatMap((record) => putBack(record, changes.get(record.id) ?? [], revision));
}

function byId<T extends Recorded>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** Each once, however often it is asked for. */
function inOrder<T>(ids: readonly string[], found: ReadonlyMap<string, T>): T[] {
  return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
}

async function retracted<T>(engine: Engine, revision: number, ids: readonly string[]): Promise<T[]> {
  const rows = (await engine.read(RETRACTED_BY_ID, { ids })).map(([values]) => RETRACTED.decode(values!));
  return rows.filter((row) => row.revision > revision).map((row) => JSON.parse(row.record) as T);
}

/** The record as it was, none where there was none yet; `changes` are those made since, the oldest first. */
function putBack<T extends Recorded>(record: T, changes: readonly ChangeRecord[], revision: number): T[] {
  const made = Math.min(record.revision, ...changes.map(({ previous }) => previous));
  if (made > revision || changes[0]?.kind === 'RESTORED') return [];
  return [Object.assign({}, record, ...changes.map(({ before }) => JSON.parse(before)).reverse())];
}
