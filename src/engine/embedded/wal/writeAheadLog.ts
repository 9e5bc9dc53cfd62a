import type { Stats } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { notClosed, storeMoved } from '../../errors.ts';
import { SET_JUMPS } from '../../revisionNumbers.ts';
import { type Database, lockDirectory, openError, readRevisionNumbers } from '../grafeo.ts';
import { keepFilesPrivate, makeFilesPrivate } from '../privateFiles.ts';
import { finishReplacement } from '../replaceStore.ts';
import { fingerprintOf, isSameFile, type StoreFiles, segmentNumbersOf, storeFilesIn, syncDirectory, syncFile } from '../storeFiles.ts';
import { AcknowledgedRevision } from './acknowledged.ts';
import { type Checkpoint, type CheckpointWriter, openCheckpointWriter } from './checkpoint.ts';
import { encodeStatement, type LoggedChange, statementsChange } from './entry.ts';
import { endsBeforeAcknowledged } from './messages.ts';
import { type RecoveredStore, recoverStore } from './recover.ts';
import { nextSegmentNumber, type Segment, type SegmentEnd, switchTo } from './segment.ts';
import { Snapshots } from './snapshots.ts';

/**
 * Size in bytes at which a segment is followed by the next one, or the given share of its snapshot if that is more. This limits
 * what a rebuild has to replay, and keeps the cost of snapshots low compared with the writes between them.
 */
const SEGMENT_SIZE = 32 * 2 ** 20;
const SNAPSHOT_SHARE = 1 / 4;

/** Runs work while nothing is written. */
export type Exclusively = (work: () => Promise<void>) => Promise<void>;

/** An open store, with the write-ahead log that makes its acknowledged writes durable. */
export interface WriteAheadLog {
  readonly database: Database;
  /** What was found and repaired when it was opened; null if nothing was wrong. */
  readonly notice: string | null;
  /** Where the log ends (`Engine.position`); null without a log. */
  readonly position: string | null;
  /**
   * Writes a change to the log on disk, then commits it. If the commit fails, the entry is removed from the log.
   * @param revision The latest revision after this change.
   * @throws STORE_UNAVAILABLE if the disk rejects the entry, or the files of the store were replaced, moved or deleted; then nothing
   * was committed
   */
  logAndCommit(revision: number, change: LoggedChange, commit: () => Promise<void>): Promise<void>;
  /**
   * Starts a new segment, with a new snapshot, if the current one has become long. The snapshot is built in the background.
   * @param exclusively Runs work while nothing is written.
   */
  rotateIfLong(exclusively: Exclusively): void;
  /** Writes the store as it is now to a new file, in the background. To be called while nothing is written. */
  startBackup(file: string): Promise<void>;
  /** @throws STORE_UNAVAILABLE if the files of the store were replaced, moved or deleted */
  requireInPlace(): Promise<void>;
  /** @throws STORE_UNAVAILABLE if the files of the store were replaced, moved or deleted; it is closed nevertheless */
  close(): Promise<void>;
}

export interface WriteAheadLogOptions {
  /** Bytes at which a segment is followed by the next one. */
  readonly segmentSize?: number;
  /** Is this the process of a server, which other requests wait for? Then nothing stops it that can be done elsewhere. */
  readonly serves?: boolean;
  /**
   * Called before the store is open, with its position, where its files are proven to be as they were when it was closed, with every
   * acknowledged write.
   */
  readonly onProven?: (position: string) => void;
  /** Remember beside the directory which revision was acknowledged last, and say so if it ends before. */
  readonly remembers?: boolean;
}

/**
 * Opens the store of a directory, exclusively for this process, and repairs it if necessary.
 * @throws STORE_IN_USE, STORE_UNAVAILABLE
 */
export async function openWriteAheadLog(directory: string, options: WriteAheadLogOptions = {}): Promise<WriteAheadLog> {
  const files = storeFilesIn(directory);
  const releaseMask = keepFilesPrivate();
  try {
    await mkdir(directory, { recursive: true });
    const lock = await lockDirectory(directory, files.lock, files.lockWal);
    try {
      await makeFilesPrivate(directory);
      return await openLocked(files, lock, releaseMask, options);
    } catch (error) {
      lock.close();
      throw error;
    }
  } catch (error) {
    releaseMask();
    throw openError(directory, error);
  }
}

async function openLocked(
  files: StoreFiles,
  lock: Database,
  releaseMask: () => void,
  { segmentSize = SEGMENT_SIZE, remembers = false, serves = false, onProven }: WriteAheadLogOptions,
): Promise<WriteAheadLog> {
  await rm(files.building, { recursive: true, force: true });
  const replaced = await finishReplacement(files.directory);
  // Before the store is in memory.
  const snapshots = new Snapshots(files, serves);
  const remembered = remembers ? (await AcknowledgedRevision.of(files.directory)).revision : 0;
  const found = await recoverStore(files, ({ segmentNumber, end }) => {
    if (replaced === null && remembered <= end.revision) onProven?.(positionOf(segmentNumber, end));
  }).catch(async (error: unknown) => {
    await snapshots.close();
    throw error;
  });
  const recovered = { ...found, notice: joined(replaced, found.notice) };
  try {
    const checkpoint = await openCheckpointWriter(files.checkpoint);
    const acknowledged = remembers ? await AcknowledgedRevision.of(files.directory) : null;
    const log = new SegmentedLog(files, recovered, snapshots, lock, releaseMask, checkpoint, acknowledged, segmentSize);
    await log.holdFiles();
    // From now on the store's file may change.
    await log.record(null, true);
    await syncDirectory(files.directory);
    if (acknowledged !== null) await log.goOnAbove(acknowledged.revision);
    return log;
  } catch (error) {
    recovered.database.close();
    await snapshots.close();
    await recovered.segment.close();
    throw error;
  }
}

function positionOf(segmentNumber: number, { n, sum }: SegmentEnd): string {
  return `${segmentNumber} ${n} ${sum}`;
}

function joined(...notices: readonly (string | null)[]): string | null {
  const given = notices.filter((notice) => notice !== null);
  return given.length === 0 ? null : given.join('\n');
}

/** Grafeo cannot finish the files of a directory that is missing; the write-ahead log has all that they would hold. */
function closeDatabase(database: Database, isMoved: boolean): void {
  try {
    database.close();
  } catch (error) {
    if (!isMoved) throw error;
  }
}

class SegmentedLog implements WriteAheadLog {
  readonly database: Database;
  notice: string | null;
  private segment: Segment;
  private rotateAt: number;
  private isClosed = false;
  private isRenewing = false;
  private isSwitching = false;
  /** How often the log has begun to replace its files by those of a new segment. */
  private switches = 0;
  private backups = 0;
  /** Whether the files of the store were once not the ones of their names. */
  private wasMoved = false;
  /** The lock and the snapshot as they were when they were opened or written. */
  private held: readonly (readonly [file: string, held: Stats])[] = [];

  constructor(
    private readonly files: StoreFiles,
    recovered: RecoveredStore,
    private readonly snapshots: Snapshots,
    private readonly lock: Database,
    private readonly releaseMask: () => void,
    private readonly checkpoint: CheckpointWriter,
    private readonly acknowledged: AcknowledgedRevision | null,
    private readonly segmentSize: number,
  ) {
    this.database = recovered.database;
    this.notice = recovered.notice;
    this.segment = recovered.segment;
    this.rotateAt = this.rotationSize();
  }

  get position(): string {
    return positionOf(this.segment.number, this.segment.end);
  }

  async logAndCommit(revision: number, change: LoggedChange, commit: () => Promise<void>): Promise<void> {
    const epoch = this.database.currentEpoch();
    const undoAppend = await this.segment.append(revision, change, () => this.requireInPlace());
    try {
      await commit();
    } catch (error) {
      if (this.database.currentEpoch() === epoch) await undoAppend();
      throw error;
    }
    // The checkpoint may lag behind the log, so an error when it is written is harmless.
    await this.record(null, false).catch(() => undefined);
    await this.acknowledged?.remember(revision);
  }

  async requireInPlace(): Promise<void> {
    // The log replaces its own files then; no write runs meanwhile.
    if (this.isSwitching) return;
    const { switches } = this;
    if (await this.areFilesInPlace()) return;
    // The log has replaced some of them in between.
    if (switches !== this.switches) return this.requireInPlace();
    this.wasMoved = true;
    throw storeMoved(this.files.directory, this.segment.end.revision);
  }

  private async areFilesInPlace(): Promise<boolean> {
    const inPlace = await Promise.all([
      this.segment.isInPlace(),
      this.checkpoint.isInPlace(),
      ...this.held.map(async ([file, held]) => isSameFile(await stat(file).catch(() => null), held)),
    ]);
    return inPlace.every(Boolean);
  }

  /** Notes which files the lock and the snapshot are. */
  async holdFiles(): Promise<void> {
    const names = [this.files.lock, this.files.snapshot(this.segment.number)];
    this.held = await Promise.all(names.map(async (name) => [name, await stat(name)] as const));
  }

  /** Lets no number be given out again that was acknowledged here, and says so. */
  async goOnAbove(acknowledged: number): Promise<void> {
    const numbers = await readRevisionNumbers(this.database);
    if (acknowledged < numbers.next(numbers.latest)) return;
    const notice = endsBeforeAcknowledged(this.files, numbers.latest, acknowledged);
    this.notice = joined(this.notice, notice);
    const jump = numbers.jumpTo(acknowledged + 1);
    const changes = this.database.beginTransaction();
    await changes.executeCypher(SET_JUMPS.text, jump);
    await this.logAndCommit(numbers.latest, statementsChange([encodeStatement(SET_JUMPS, jump)]), async () => changes.commit());
  }

  rotateIfLong(exclusively: Exclusively): void {
    if (this.isClosed || this.isRenewing || this.segment.end.bytes <= this.rotateAt) return;
    this.isRenewing = true;
    this.renew(this.segment.end, exclusively)
      // The current segment continues, unless the next start might already prefer a newer one.
      .catch(async () => {
        this.rotateAt *= 2;
        const newest = await segmentNumbersOf(this.files, 'segment').catch(() => []);
        if (newest.at(-1) !== this.segment.number) this.segment.stop();
      })
      .finally(() => {
        this.isRenewing = false;
      });
  }

  async startBackup(file: string): Promise<void> {
    const { segment } = this;
    const { end } = segment;
    this.backups++;
    try {
      await this.requireInPlace();
      await this.snapshots.build(segment, end, file);
    } finally {
      this.backups--;
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.snapshots.close();
    const moved = await this.requireInPlace().then(
      () => null,
      (error: unknown) => error,
    );
    try {
      closeDatabase(this.database, moved !== null);
      // After files were moved and put back, the store's own is not trusted: the next start rebuilds it.
      if (this.segment.isUsable && !this.wasMoved) {
        await syncFile(this.files.store);
        await this.record(await fingerprintOf(this.files.store), true);
      }
    } catch (error) {
      throw notClosed(this.files.directory, this.segment.end.revision, error);
    } finally {
      await Promise.allSettled([this.checkpoint.close(), this.segment.close(), this.acknowledged?.close()]);
      closeDatabase(this.lock, moved !== null);
      this.releaseMask();
    }
    if (moved !== null) throw moved;
  }

  private async renew(end: SegmentEnd, exclusively: Exclusively): Promise<void> {
    await this.requireInPlace();
    const generation = await nextSegmentNumber(this.files);
    const snapshot = this.files.snapshot(generation);
    await rm(snapshot, { force: true });
    const base = { ...(await this.snapshots.build(this.segment, end, snapshot)), revision: end.revision };
    await exclusively(async () => {
      // A backup still reads the files; they are replaced another time.
      if (this.isClosed || this.backups > 0) return rm(snapshot, { force: true });
      await this.requireInPlace();
      this.isSwitching = true;
      this.switches++;
      try {
        const next = await switchTo(this.files, { generation, base }, this.segment.entriesAfter(end));
        await this.segment.close();
        this.segment = next;
        await this.holdFiles();
        this.rotateAt = this.rotationSize();
        await this.record(null, true);
      } finally {
        this.isSwitching = false;
      }
    });
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
