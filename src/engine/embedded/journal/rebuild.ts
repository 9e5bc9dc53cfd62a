import { copyFile, rename, rm } from 'node:fs/promises';
import { AllegianceError } from '../../../model/errors.ts';
import { applyStep, type Database, headOf, openFile } from '../grafeo.ts';
import { type Files, syncDirectory, syncFile } from './files.ts';
import type { Entry } from './line.ts';
import { entryOf, type ReadJournal } from './readJournal.ts';

/**
 * Makes the store anew beside the old one, from its base and every entry of its journal, and then puts it in the old
 * one's place.
 * @throws STORE_UNAVAILABLE when an entry cannot be done again; then the old one lies there untouched
 */
export async function rebuild(files: Files, journal: ReadJournal): Promise<void> {
  await rm(files.rebuiltLog, { recursive: true, force: true });
  await copyFile(files.base(journal.generation), files.rebuilt);
  const database = openFile(files.rebuilt);
  try {
    for (const line of journal.lines) await doAgain(database, entryOf(line));
    const head = await headOf(database);
    if (head !== journal.end.revision) throw new Error(`it came to revision ${head} instead of ${journal.end.revision}`);
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
    `The store in ${directory} cannot be rebuilt from its journal: ${reason}. Nothing was changed. Make room on the disk and start again; if that does not help, put back a copy of the directory.`,
    {},
    { cause },
  );
}
