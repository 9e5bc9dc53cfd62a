import { mkdir } from 'node:fs/promises';
import { type Database, lockDirectory, openingError } from '../grafeo.ts';
import { type Files, filesIn, fingerprintOf, generationsOf, syncDirectory, syncFile } from './files.ts';
import { beginGeneration } from './generation.ts';
import type { Journal } from './journal.ts';
import type { Done } from './line.ts';
import { type Mark, openMark } from './mark.ts';
import { recover } from './recover.ts';

/**
 * Bytes of a journal after which a new base is made, or that share of the base where it is more: a rebuild has this much
 * to do again, and making bases stays cheap beside the writes between them.
 */
const LONG = 32 * 2 ** 20;
const SHARE_OF_BASE = 1 / 4;

/** Keeps the writes of one store in a directory safe, from opening to closing. */
export interface Keeper {
  readonly database: Database;
  /** What was found and done at opening; null where nothing was wrong. */
  readonly notice: string | null;
  /**
   * Brings a change, after which the graph's history has this head, to the disk, then commits it. A commit that comes to nothing is taken out again.
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
      const { database, journal, notice } = await recover(files);
      return await keeperOf(files, { lock, database, journal, notice, long });
    } catch (error) {
      lock.close();
      throw error;
    }
  } catch (error) {
    throw openingError(directory, error);
  }
}

interface Opened {
  readonly lock: Database;
  readonly database: Database;
  readonly journal: Journal;
  readonly notice: string | null;
  readonly long: number;
}

async function keeperOf(files: Files, opened: Opened): Promise<Keeper> {
  const { lock, database, notice, long } = opened;
  let { journal } = opened;
  const longFor = ({ header }: Journal) => Math.max(long, header.base.bytes * SHARE_OF_BASE);
  let tooLong = longFor(journal);
  let isClosed = false;
  const mark = await openMark(files.mark);
  const markNow = (closed: Mark['closed'], sync: boolean) => mark.write({ ...markOf(journal), closed }, sync);
  await markNow(null, true);
  await syncDirectory(files.directory);

  async function renew(): Promise<void> {
    database.walCheckpoint();
    const next = await beginGeneration(files, database);
    await journal.close();
    journal = next;
    await markNow(null, true);
    tooLong = longFor(next);
  }

  return {
    database,
    notice,
    keep: async (revision, done, commit) => {
      const epoch = database.currentEpoch();
      const takeBack = await journal.append(revision, done);
      try {
        await commit();
      } catch (error) {
        if (database.currentEpoch() === epoch) await takeBack();
        throw error;
      }
      // A mark that lags is no harm, so a disk that refuses it is none either.
      await markNow(null, false).catch(() => undefined);
    },
    renewIfLong: async () => {
      if (isClosed || journal.end.bytes <= tooLong) return;
      await renew().catch(async () => {
        // The journal goes on, only longer, unless the next start might already believe another.
        tooLong *= 2;
        const newest = await generationsOf(files, 'journal').catch(() => []);
        if (newest.at(-1) !== journal.generation) journal.giveUp();
      });
    },
    close: async () => {
      isClosed = true;
      database.close();
      try {
        if (journal.isWhole) {
          await syncFile(files.store);
          await markNow(await fingerprintOf(files.store), true);
        }
      } finally {
        await Promise.allSettled([mark.close(), journal.close()]);
        lock.close();
      }
    },
  };
}

function markOf({ generation, end: { n, sum, revision } }: Journal): Omit<Mark, 'closed'> {
  return { generation, n, sum, revision };
}
