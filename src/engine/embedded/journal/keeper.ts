import { mkdir } from 'node:fs/promises';
import { type Database, lockDirectory, openingError } from '../grafeo.ts';
import { type Files, filesIn, fingerprintOf, generationsOf, syncDirectory, syncFile } from './files.ts';
import { beginGeneration } from './generation.ts';
import type { Journal } from './journal.ts';
import type { Done } from './line.ts';
import { type Mark, type MarkWriter, openMark } from './mark.ts';
import { type Recovered, recover } from './recover.ts';

/**
 * Bytes of a journal after which a new base is made, or that share of the base where it is more: a rebuild has this much
 * to do again, and making bases stays cheap beside the writes between them.
 */
const LONG = 32 * 2 ** 20;
const SHARE_OF_BASE = 1 / 4;

/** Keeps the writes of one store safe, from opening to closing. */
export interface Keeper {
  readonly database: Database;
  /** What was found and done at opening; null where nothing was wrong. */
  readonly notice: string | null;
  /**
   * Brings a change to the disk, then commits it; `revision` is the head of the graph's history after it. A commit that
   * comes to nothing is taken out again.
   * @throws STORE_UNAVAILABLE when the disk refuses; then nothing was committed
   */
  keep(revision: number, done: Done, commit: () => Promise<void>): Promise<void>;
  /** Makes a new base where the journal has become long. */
  renewIfLong(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the store of a directory, for this process alone.
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

  /** From here on the store's file may change. */
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
    // A mark that lags is no harm, so a disk that refuses it is none either.
    await this.mark(null, false).catch(() => undefined);
  }

  async renewIfLong(): Promise<void> {
    if (this.isClosed || this.journal.end.bytes <= this.tooLong) return;
    try {
      await this.renew();
    } catch {
      // The journal goes on, only longer, unless the next start might already believe another.
      this.tooLong *= 2;
      const newest = await generationsOf(this.files, 'journal').catch(() => []);
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
