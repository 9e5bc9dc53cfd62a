import { mkdir } from 'node:fs/promises';
import { type Database, lockDirectory, openError } from '../grafeo.ts';
import { fingerprintOf, type StoreFiles, segmentNumbersOf, storeFilesIn, syncDirectory, syncFile } from '../storeFiles.ts';
import { type Checkpoint, type CheckpointWriter, openCheckpointWriter } from './checkpoint.ts';
import type { LoggedChange } from './entry.ts';
import { type RecoveredStore, recoverStore } from './recover.ts';
import { type Segment, startSegment } from './segment.ts';

/**
 * Size in bytes at which a segment is followed by the next one, or the given share of its snapshot if that is more. This limits
 * what a rebuild has to replay, and keeps the cost of snapshots low compared with the writes between them.
 */
const SEGMENT_SIZE = 32 * 2 ** 20;
const SNAPSHOT_SHARE = 1 / 4;

/** An open store, with the write-ahead log that makes its acknowledged writes durable. */
export interface WriteAheadLog {
  readonly database: Database;
  /** What was found and repaired when it was opened; null if nothing was wrong. */
  readonly notice: string | null;
  /**
   * Writes a change to the log on disk, then commits it. If the commit fails, the entry is removed from the log.
   * @param revision The latest revision after this change.
   * @throws STORE_UNAVAILABLE if the disk rejects the entry; then nothing was committed
   */
  logAndCommit(revision: number, change: LoggedChange, commit: () => Promise<void>): Promise<void>;
  /** Starts a new segment, with a new snapshot, if the current one has become long. */
  rotateIfLong(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the store of a directory, exclusively for this process, and repairs it if necessary.
 * @param segmentSize Bytes at which a segment is followed by the next one.
 * @throws STORE_IN_USE, STORE_UNAVAILABLE
 */
export async function openWriteAheadLog(directory: string, segmentSize = SEGMENT_SIZE): Promise<WriteAheadLog> {
  const files = storeFilesIn(directory);
  try {
    await mkdir(directory, { recursive: true });
    const lock = await lockDirectory(directory, files.lock, files.lockWal);
    try {
      return await openLocked(files, lock, segmentSize);
    } catch (error) {
      lock.close();
      throw error;
    }
  } catch (error) {
    throw openError(directory, error);
  }
}

async function openLocked(files: StoreFiles, lock: Database, segmentSize: number): Promise<WriteAheadLog> {
  const recovered = await recoverStore(files);
  try {
    const checkpoint = await openCheckpointWriter(files.checkpoint);
    const log = new SegmentedLog(files, recovered, lock, checkpoint, segmentSize);
    // From now on the store's file may change.
    await log.record(null, true);
    await syncDirectory(files.directory);
    return log;
  } catch (error) {
    recovered.database.close();
    await recovered.segment.close();
    throw error;
  }
}

class SegmentedLog implements WriteAheadLog {
  readonly database: Database;
  readonly notice: string | null;
  private segment: Segment;
  private rotateAt: number;
  private isClosed = false;

  constructor(
    private readonly files: StoreFiles,
    recovered: RecoveredStore,
    private readonly lock: Database,
    private readonly checkpoint: CheckpointWriter,
    private readonly segmentSize: number,
  ) {
    this.database = recovered.database;
    this.notice = recovered.notice;
    this.segment = recovered.segment;
    this.rotateAt = this.rotationSize();
  }

  async logAndCommit(revision: number, change: LoggedChange, commit: () => Promise<void>): Promise<void> {
    const epoch = this.database.currentEpoch();
    const undoAppend = await this.segment.append(revision, change);
    try {
      await commit();
    } catch (error) {
      if (this.database.currentEpoch() === epoch) await undoAppend();
      throw error;
    }
    // The checkpoint may lag behind the log, so an error when it is written is harmless.
    await this.record(null, false).catch(() => undefined);
  }

  async rotateIfLong(): Promise<void> {
    if (this.isClosed || this.segment.end.bytes <= this.rotateAt) return;
    try {
      await this.rotate();
    } catch {
      // The current segment continues, unless the next start might already prefer a newer one.
      this.rotateAt *= 2;
      const newest = await segmentNumbersOf(this.files, 'segment').catch(() => []);
      if (newest.at(-1) !== this.segment.number) this.segment.stop();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.database.close();
    try {
      if (this.segment.isUsable) {
        await syncFile(this.files.store);
        await this.record(await fingerprintOf(this.files.store), true);
      }
    } finally {
      await Promise.allSettled([this.checkpoint.close(), this.segment.close()]);
      this.lock.close();
    }
  }

  private async rotate(): Promise<void> {
    this.database.walCheckpoint();
    const next = await startSegment(this.files, this.database);
    await this.segment.close();
    this.segment = next;
    this.rotateAt = this.rotationSize();
    await this.record(null, true);
  }

  private rotationSize(): number {
    return Math.max(this.segmentSize, this.segment.header.base.bytes * SNAPSHOT_SHARE);
  }

  /** @param closed Fingerprint of the store's file if it was closed. */
  record(closed: Checkpoint['closed'], sync: boolean): Promise<void> {
    const { n, sum, revision } = this.segment.end;
    return this.checkpoint.write({ generation: this.segment.number, n, sum, revision, closed }, sync);
  }
}
