import { AllegianceError } from '../../../model/errors.ts';
import { type Database, headOf, openFile } from '../grafeo.ts';
import { examine, type Found, faultOf, lastAcknowledged, revisionIn } from './examine.ts';
import type { Files } from './files.ts';
import { beginGeneration, removeOthers } from './generation.ts';
import { Journal } from './journal.ts';
import type { ReadJournal } from './readJournal.ts';
import { rebuild } from './rebuild.ts';
import { beyondRepair, journalBegun, journalRenewed, storeRebuilt } from './sentences.ts';

/** An open store that holds every acknowledged write, and the log segment that continues from there. */
export interface Recovered {
  readonly database: Database;
  readonly journal: Journal;
  /** What was repaired, as a text for the log; null if nothing was. */
  readonly notice: string | null;
}

/**
 * Opens the store of a directory. Its file is used as it is only if it is proven to be complete: either it is unchanged since it
 * was closed, or the log is damaged and the file holds every revision that the checkpoint records. Otherwise it is rebuilt from
 * the snapshot and the log.
 * @throws STORE_UNAVAILABLE if acknowledged writes would be lost
 */
export async function recover(files: Files): Promise<Recovered> {
  const found = await examine(files);
  const journal = found.journal;
  const mark = found.mark;
  if (journal === null && mark === null) {
    return renew(files, (revision) => (found.hasStore ? journalBegun(revision) : null));
  }
  const fault = faultOf(found);
  if (fault !== null) {
    if (!found.isAsClosed) await expectStoreWhole(files, found, fault);
    return renew(files, (revision) => journalRenewed(fault, revision));
  }
  if (found.isAsClosed) return goOn(files, journal!, null);
  if (mark === null) await expectNothingMore(files, found);
  await rebuild(files, journal!);
  return goOn(files, journal!, storeRebuilt(found));
}

async function goOn(files: Files, read: ReadJournal, notice: string | null): Promise<Recovered> {
  await removeOthers(files, read.generation);
  const journal = await Journal.open(files.segment(read.generation), read.header!, read.end);
  return { database: openFile(files.store), journal, notice };
}

async function renew(files: Files, notice: (revision: number) => string | null): Promise<Recovered> {
  const database = openFile(files.store);
  try {
    const journal = await beginGeneration(files, database);
    return { database, journal, notice: notice(await headOf(database)) };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * The log is damaged, so the store's file must be complete. A file that was closed is checked by its fingerprint instead, which
 * proves more than the revision it holds.
 */
async function expectStoreWhole({ directory, store }: Files, found: Found, fault: string): Promise<void> {
  const held = await revisionIn(store);
  const isProven = found.mark !== null && found.mark.closed === null && held !== null && held >= lastAcknowledged(found);
  if (!isProven) throw new AllegianceError('STORE_UNAVAILABLE', beyondRepair(directory, found, fault, held));
}

/** Without a checkpoint a truncated log goes unnoticed, so the store's file must not hold more than the log. */
async function expectNothingMore({ directory, store }: Files, found: Found): Promise<void> {
  const held = await revisionIn(store);
  if (held !== null && held > lastAcknowledged(found)) {
    const fault = `the write-ahead log ends at revision ${lastAcknowledged(found)} of ${held}`;
    throw new AllegianceError('STORE_UNAVAILABLE', beyondRepair(directory, found, fault, held));
  }
}
