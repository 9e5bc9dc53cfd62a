import { mkdir } from 'node:fs/promises';
import { type Database, lockDirectory, openingError } from '../grafeo.ts';
import { type Files, filesIn, fingerprintOf, generationsOf, syncDirectory, syncFile } from './files.ts';
import { beginGeneration } from './generation.ts';
import type { Journal } from './journal.ts';
import type { Done } from './line.ts';
import { type Mark, type MarkWriter, openMark } from './mark.ts';
import { type Recovered, recover } from './recover.ts';

/**
 * Size in bytes at which a segment is followed by the next one, or the given share of its snapshot if that is more. This limits
 * what a rebuild has to replay, and keeps the cost of snapshots low compared with the writes between them.
 */
const LONG = 32 * 2 ** 20;
const SHARE_OF_BASE = 1 / 4;

/** An open store, with the write-ahead log that makes its acknowledged writes durable. */
export interface Keeper {
  readonly database: Database;
  /** What was found and repaired when it was opened; null if nothing was wrong. */
  readonly notice: string | null;
  /**
   * Writes a change to the log on disk, then commits it. If the commit fails, the entry is removed from the log.
   * @param revision The latest revision after this change.
   * @throws STORE_UNAVAILABLE if the disk rejects the entry; then nothing was committed
   */
  keep(revision: number, done: Done, commit: () => Promise<void>): Promise<void>;
  /** Starts a new segment, with a new snapshot, if the current one has become long. */
  renewIfLong(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the store of a directory, exclusively for this process, and repairs it if necessary.
 * @param segmentSize Bytes at which a segment is followed by the next one.
 * @throws STORE_IN_USE, STORE_UNAVAILABLE
 */
export async function openKeeper(directory: string, long = LONG): Promise<Keeper> {
  const files = filesIn(directory);
  try {
    await mkdir(directory, { recursive: true });
    const lock = await lockDirectory(directory, files.lock, files.lockLog);
    try {
      return await openLocked(files, lock, long);
    } catch (error) {
      lock.close();
      throw error;
    }
  } catch (error) {
    throw openingError(directory, error);
  }
}

async function openLocked(files: Files, lock: Database, long: number): Promise<Keeper> {
  const recovered = await recover(files);
  try {
    const mark = await openMark(files.mark);
    const keeper = new JournalKeeper(files, recovered, { lock, mark, long });
    await keeper.markOpen();
    await syncDirectory(files.directory);
    return keeper;
  } catch (error) {
    recovered.database.close();
    await recovered.journal.close();
    throw error;
  }
}

interface Means {
  readonly lock: Database;
  readonly mark: MarkWriter;
  readonly long: number;
}

class JournalKeeper implements Keeper {
  readonly database: Database;
  readonly notice: string | null;
  private journal: Journal;
  private tooLong: number;
  private isClosed = false;

  constructor(
    private readonly files: Files,
    recovered: Recovered,
    private readonly means: Means,
  ) {
    this.database = recovered.database;
    this.notice = recovered.notice;
    this.journal = recovered.journal;
    this.tooLong = this.longest();
  }

  /** Records that the store is open: from now on its file may change. */
  markOpen(): Promise<void> {
    return this.mark(null, true);
  }

  async keep(revision: number, done: Done, commit: () => Promise<void>): Promise<void> {
    const epoch = this.database.currentEpoch();
    const takeBack = await this.journal.append(revision, done);
    try {
      await commit();
    } catch (error) {
      if (this.database.currentEpoch() === epoch) await takeBack();
      throw error;
    }
    // The checkpoint may lag behind the log, so an error when it is written is harmless.
    await this.mark(null, false).catch(() => undefined);
  }

  async renewIfLong(): Promise<void> {
    if (this.isClosed || this.journal.end.bytes <= this.tooLong) return;
    try {
      await this.renew();
    } catch {
      // The current segment continues, unless the next start might already prefer a newer one.
      this.tooLong *= 2;
      const newest = await generationsOf(this.files, 'segment').catch(() => []);
      if (newest.at(-1) !== this.journal.generation) this.journal.giveUp();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.database.close();
    try {
      if (this.journal.isWhole) {
        await syncFile(this.files.store);
        await this.mark(await fingerprintOf(this.files.store), true);
      }
    } finally {
      await Promise.allSettled([this.means.mark.close(), this.journal.close()]);
      this.means.lock.close();
    }
  }

  private async renew(): Promise<void> {
    this.database.walCheckpoint();
    const next = await beginGeneration(this.files, this.database);
    await this.journal.close();
    this.journal = next;
    this.tooLong = this.longest();
    await this.mark(null, true);
  }

  private longest(): number {
    return Math.max(this.means.long, this.journal.header.base.bytes * SHARE_OF_BASE);
  }

  private mark(closed: Mark['closed'], sync: boolean): Promise<void> {
    const { n, sum, revision } = this.journal.end;
    return this.means.mark.write({ generation: this.journal.generation, n, sum, revision, closed }, sync);
  }
}
