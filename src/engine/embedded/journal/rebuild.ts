import { copyFile, rename, rm } from 'node:fs/promises';
import { AllegianceError } from '../../../model/errors.ts';
import { applyStep, type Database, headOf, openFile } from '../grafeo.ts';
import { type Files, syncDirectory, syncFile } from './files.ts';
import type { Entry } from './line.ts';
import { entryOf, type ReadJournal } from './readJournal.ts';

/**
 * Rebuilds the store in a new file, from the snapshot and all entries of its segment, and then replaces the old file with it.
 * @throws STORE_UNAVAILABLE if an entry cannot be replayed; the old file is unchanged then
 */
export async function rebuild(files: Files, journal: ReadJournal): Promise<void> {
  await rm(files.rebuiltLog, { recursive: true, force: true });
  await copyFile(files.snapshot(journal.generation), files.rebuilt);
  const database = openFile(files.rebuilt);
  try {
    for (const line of journal.lines) await doAgain(database, entryOf(line));
    const head = await headOf(database);
    if (head !== journal.end.revision) throw new Error(`expected revision ${journal.end.revision} at its end, got ${head}`);
  } catch (error) {
    throw notDoneAgain(files.directory, error);
  } finally {
    database.close();
  }
  await syncFile(files.rebuilt);
  await rm(files.storeLog, { recursive: true, force: true });
  await rename(files.rebuilt, files.store);
  await syncDirectory(files.directory);
}

async function doAgain(database: Database, entry: Entry): Promise<void> {
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

function notDoneAgain(directory: string, cause: unknown): AllegianceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AllegianceError(
    'STORE_UNAVAILABLE',
    `The store in ${directory} cannot be rebuilt from its write-ahead log: ${reason}. Nothing was changed. Free some disk space and start again; if that does not help, restore a copy of the directory.`,
    {},
    { cause },
  );
}
