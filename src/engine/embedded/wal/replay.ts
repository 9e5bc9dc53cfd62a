import { applyStep, type Database } from '../grafeo.ts';
import type { LogEntry } from './entry.ts';

/** Applies an entry of the log to the store that it continues from. */
export async function replay(database: Database, entry: LogEntry): Promise<void> {
  if ('define' in entry) return applyStep(database, entry.define);
  const changes = database.beginTransaction();
  try {
    for (const [, text, parameters] of entry.run) await changes.executeCypher(text, parameters);
    changes.commit();
  } catch (error) {
    if (changes.isActive) changes.rollback();
    throw new Error(`entry ${entry.n} failed`, { cause: error });
  }
}
