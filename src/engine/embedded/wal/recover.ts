import { copyFile, rename, rm } from 'node:fs/promises';
import { AllegianceError } from '../../../model/errors.ts';
import { reasonOf } from '../../errors.ts';
import { type Database, openFile, readLatestRevision } from '../grafeo.ts';
import { type StoreFiles, syncDirectory, syncFile } from '../storeFiles.ts';
import { inspectStore, lastAcknowledgedRevision, logFaultOf, readStoreRevision, type StoreState } from './inspect.ts';
import { logRestarted, logStarted, storeRebuilt, unrecoverable } from './messages.ts';
import { parseEntry, type SegmentContents } from './readSegment.ts';
import { replay } from './replay.ts';
import { removeOtherSegments, Segment, startSegment } from './segment.ts';

/** An open store that holds every acknowledged write, and the log segment that continues from there. */
export interface RecoveredStore {
  readonly database: Database;
  readonly segment: Segment;
  /** What was repaired, as a text for the log; null if nothing was. */
  readonly notice: string | null;
}

/**
 * Opens the store of a directory. Its file is used as it is only if it is proven to be complete: either it is unchanged since it
 * was closed, or the log is damaged and the file holds every revision that the checkpoint records. Otherwise it is rebuilt from
 * the snapshot and the log.
 * @param onUnchanged Called before it is opened, where its file is unchanged and ends with the log.
 * @throws STORE_UNAVAILABLE if acknowledged writes would be lost
 */
export async function recoverStore(
  files: StoreFiles,
  onUnchanged: (log: SegmentContents) => void = () => undefined,
): Promise<RecoveredStore> {
  const storeState = await inspectStore(files, onUnchanged);
  const segment = storeState.segment;
  const checkpoint = storeState.checkpoint;
  if (segment === null && checkpoint === null) {
    return startNewLog(files, (revision) => (storeState.hasStore ? logStarted(revision) : null));
  }
  const fault = logFaultOf(storeState);
  if (fault !== null) {
    if (!storeState.isUnchangedSinceClose) await requireCompleteStore(files, storeState, fault);
    return startNewLog(files, (revision) => logRestarted(fault, revision));
  }
  if (storeState.isUnchangedSinceClose) return resumeSegment(files, segment!, null);
  if (checkpoint === null) await requireNothingNewer(files, storeState);
  await rebuildStore(files, segment!);
  return resumeSegment(files, segment!, storeRebuilt(storeState));
}

async function resumeSegment(files: StoreFiles, contents: SegmentContents, notice: string | null): Promise<RecoveredStore> {
  await removeOtherSegments(files, contents.segmentNumber);
  const segment = await Segment.open(files.segment(contents.segmentNumber), contents.header!, contents.end);
  return { database: openFile(files.store), segment, notice };
}

async function startNewLog(files: StoreFiles, notice: (revision: number) => string | null): Promise<RecoveredStore> {
  const database = openFile(files.store);
  try {
    const segment = await startSegment(files, database);
    return { database, segment, notice: notice(await readLatestRevision(database)) };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * The log is damaged, so the store's file must be complete. A file that was closed is checked by its fingerprint instead, which
 * proves more than the revision it holds.
 */
async function requireCompleteStore({ directory, store }: StoreFiles, storeState: StoreState, fault: string): Promise<void> {
  const storeRevision = await readStoreRevision(store);
  const isProven =
    storeState.checkpoint !== null &&
    storeState.checkpoint.closed === null &&
    storeRevision !== null &&
    storeRevision >= lastAcknowledgedRevision(storeState);
  if (!isProven) throw new AllegianceError('STORE_UNAVAILABLE', unrecoverable(directory, storeState, fault, storeRevision));
}

/** Without a checkpoint a truncated log goes unnoticed, so the store's file must not hold more than the log. */
async function requireNothingNewer({ directory, store }: StoreFiles, storeState: StoreState): Promise<void> {
  const storeRevision = await readStoreRevision(store);
  if (storeRevision !== null && storeRevision > lastAcknowledgedRevision(storeState)) {
    const fault = `the write-ahead log ends at revision ${lastAcknowledgedRevision(storeState)} of ${storeRevision}`;
    throw new AllegianceError('STORE_UNAVAILABLE', unrecoverable(directory, storeState, fault, storeRevision));
  }
}

/**
 * Rebuilds the store in a new file, from the snapshot and all entries of its segment, and then replaces the old file with it.
 * @throws STORE_UNAVAILABLE if an entry cannot be replayed; the old file is unchanged then
 */
async function rebuildStore(files: StoreFiles, segment: SegmentContents): Promise<void> {
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

function replayFailed(directory: string, cause: unknown): AllegianceError {
  return new AllegianceError(
    'STORE_UNAVAILABLE',
    `The store in ${directory} cannot be rebuilt from its write-ahead log: ${reasonOf(cause)}. Nothing was changed. Free some disk space and start again; if that does not help, restore a copy of the directory.`,
    {},
    { cause },
  );
}
