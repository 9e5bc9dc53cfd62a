import { openReadOnly, readRevisionNumbers, rowsOf } from '../grafeo.ts';
import { fileExists, hasFingerprint, type StoreFiles, segmentNumbersOf } from '../storeFiles.ts';
import { AcknowledgedRevision } from './acknowledged.ts';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { readSegment, type SegmentContents } from './readSegment.ts';

/** State of the files in the directory of a store, before anything is repaired. */
export interface StoreState {
  readonly hasStore: boolean;
  /** The store's file is unchanged since the store was closed. */
  readonly isUnchangedSinceClose: boolean;
  /** The newest segment of the log; null if there is none. */
  readonly segment: SegmentContents | null;
  /** The snapshot of that segment is unchanged. */
  readonly isSnapshotIntact: boolean;
  readonly checkpoint: Checkpoint | null;
}

/** @param onUnchanged Called as soon as that is known, where the store's file is unchanged and ends with the log. */
export async function inspectStore(files: StoreFiles, onUnchanged: (log: SegmentContents) => void): Promise<StoreState> {
  const segmentNumber = (await segmentNumbersOf(files, 'segment')).at(-1);
  const segment = segmentNumber === undefined ? null : await readSegment(files.segment(segmentNumber), segmentNumber);
  const checkpoint = await readCheckpoint(files.checkpoint);
  // Both files may be large, and are read at the same time.
  const [isUnchangedSinceClose, isSnapshotIntact] = await Promise.all([
    isUnchanged(files, checkpoint).then((unchanged) => {
      if (unchanged && segment !== null && isEndOf(segment, checkpoint!)) onUnchanged(segment);
      return unchanged;
    }),
    segment?.header ? hasFingerprint(files.snapshot(segment.segmentNumber), segment.header.base) : false,
  ]);
  return { hasStore: await fileExists(files.store), isUnchangedSinceClose, segment, isSnapshotIntact, checkpoint };
}

async function isUnchanged({ store, storeWal }: StoreFiles, checkpoint: Checkpoint | null): Promise<boolean> {
  return checkpoint?.closed ? (await hasFingerprint(store, checkpoint.closed)) && !(await fileExists(storeWal)) : false;
}

/** Is this the last entry of the log, which is whole? */
function isEndOf({ segmentNumber, header, state, end }: SegmentContents, { generation, n, sum }: Checkpoint): boolean {
  return header !== null && state !== 'damaged' && segmentNumber === generation && end.n === n && end.sum === sum;
}

/** What is wrong with the log and its snapshot, in words; null if the store can be rebuilt from them. */
export function logFaultOf(storeState: StoreState): string | null {
  const segment = storeState.segment;
  const checkpoint = storeState.checkpoint;
  if (segment === null) return 'the write-ahead log is missing';
  if (segment.header === null) return 'the write-ahead log is damaged in its first line';
  if (segment.state === 'damaged')
    return `the write-ahead log is damaged at line ${segment.end.n + 2}, after revision ${segment.end.revision}`;
  if (checkpoint !== null && endsBefore(segment, checkpoint))
    return `the write-ahead log ends at revision ${segment.end.revision} of ${checkpoint.revision}`;
  return storeState.isSnapshotIntact ? null : 'the snapshot of the write-ahead log is damaged or missing';
}

function endsBefore({ segmentNumber, end }: SegmentContents, checkpoint: Checkpoint): boolean {
  if (segmentNumber !== checkpoint.generation) return segmentNumber < checkpoint.generation;
  return end.n < checkpoint.n || (end.n === checkpoint.n && end.sum !== checkpoint.sum);
}

/** The highest acknowledged revision that the checkpoint or the log mentions. */
export function lastAcknowledgedRevision(storeState: StoreState): number {
  return Math.max(storeState.checkpoint?.revision ?? 0, storeState.segment?.highestRevision ?? 0);
}

/**
 * The highest revision number that may have been given out in a directory; 0 where there is no store. A server may have the store
 * open, and then give out more.
 */
export async function highestGivenOut(files: StoreFiles): Promise<number> {
  const number = (await segmentNumbersOf(files, 'segment').catch(() => [])).at(-1);
  const segment = number === undefined ? null : await readSegment(files.segment(number), number).catch(() => null);
  const checkpoint = await readCheckpoint(files.checkpoint);
  const { revision: remembered } = await AcknowledgedRevision.of(files.directory);
  const inStore = segment === null ? await readStoreRevision(files.store) : null;
  return Math.max(segment?.highestRevision ?? 0, checkpoint?.revision ?? 0, remembered, inStore ?? 0);
}

const COUNT = 'MATCH (r:Revision) RETURN count(r)';

/** The latest revision in the store's file, which is opened read-only; null if it cannot be read or revisions are missing. */
export async function readStoreRevision(store: string): Promise<number | null> {
  if (!(await fileExists(store))) return null;
  try {
    const database = openReadOnly(store);
    try {
      const numbers = await readRevisionNumbers(database);
      const [[count] = [0]] = rowsOf(await database.executeCypher(COUNT, {}));
      return count === numbers.countBetween(0, numbers.latest) ? numbers.latest : null;
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}
