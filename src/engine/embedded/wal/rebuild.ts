import { copyFile, rename, rm } from 'node:fs/promises';
import { AllegianceError } from '../../../model/errors.ts';
import { applyStep, type Database, openFile, readLatestRevision } from '../grafeo.ts';
import type { LogEntry } from './entry.ts';
import { type StoreFiles, syncDirectory, syncFile } from './files.ts';
import { parseEntry, type SegmentContents } from './readSegment.ts';

/**
 * Rebuilds the store in a new file, from the snapshot and all entries of its segment, and then replaces the old file with it.
 * @throws STORE_UNAVAILABLE if an entry cannot be replayed; the old file is unchanged then
 */
export async function rebuildStore(files: StoreFiles, segment: SegmentContents): Promise<void> {
  await rm(files.rebuiltWal, { recursive: true, force: true });
  await copyFile(files.snapshot(segment.segmentNumber), files.rebuilt);
  const database = openFile(files.rebuilt);
  try {
    for (const line of segment.lines) await replay(database, parseEntry(line));
    const latest = await readLatestRevision(database);
    if (latest !== segment.end.revision) throw new Error(`expected revision ${segment.end.revision} at its end, got ${latest}`);
  } catch (error) {
    throw replayFailed(files.directory, error);
  } finally {
    database.close();
  }
  await syncFile(files.rebuilt);
  await rm(files.storeWal, { recursive: true, force: true });
  await rename(files.rebuilt, files.store);
  await syncDirectory(files.directory);
}

async function replay(database: Database, entry: LogEntry): Promise<void> {
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

function replayFailed(directory: string, cause: unknown): AllegianceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AllegianceError(
    'STORE_UNAVAILABLE',
    `The store in ${directory} cannot be rebuilt from its write-ahead log: ${reason}. Nothing was changed. Free some disk space and start again; if that does not help, restore a copy of the directory.`,
    {},
    { cause },
  );
}
