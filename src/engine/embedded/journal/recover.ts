import { AllegianceError } from '../../../model/errors.ts';
import { type Database, headOf, openFile } from '../grafeo.ts';
import { examine, type Found, faultOf, lastAcknowledged, revisionIn } from './examine.ts';
import type { Files } from './files.ts';
import { beginGeneration, removeOthers } from './generation.ts';
import { Journal } from './journal.ts';
import type { ReadJournal } from './readJournal.ts';
import { rebuild } from './rebuild.ts';
import { beyondRepair, journalBegun, journalRenewed, storeRebuilt } from './sentences.ts';

/** A store that holds every acknowledged write, the journal that goes on from there, and what there is to tell. */
export interface Recovered {
  readonly database: Database;
  readonly journal: Journal;
  /** Null where everything was as it was left. */
  readonly notice: string | null;
}

/**
 * Opens the store of a directory. Its file is taken as it is only where that is proven: it is the very file that was
 * closed, or the journal is at fault and the file holds all that the mark knows of. Otherwise it is made anew.
 * @throws STORE_UNAVAILABLE where acknowledged writes would be missing
 */
export async function recover(files: Files): Promise<Recovered> {
  const found = await examine(files);
  const { journal, mark } = found;
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
  const journal = await Journal.open(files.journal(read.generation), read.header!, read.end);
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

/** The journal is no help, so the store's file must be whole; what it held when it was closed is known better than what it holds now. */
async function expectStoreWhole({ directory, store }: Files, found: Found, fault: string): Promise<void> {
  const held = await revisionIn(store);
  const isProven = found.mark !== null && found.mark.closed === null && held !== null && held >= lastAcknowledged(found);
  if (!isProven) throw new AllegianceError('STORE_UNAVAILABLE', beyondRepair(directory, found, fault, held));
}

/** Without a mark the journal may have lost its end unseen, unless the store's file holds no more than the journal. */
async function expectNothingMore({ directory, store }: Files, found: Found): Promise<void> {
  const held = await revisionIn(store);
  if (held !== null && held > lastAcknowledged(found)) {
    const fault = `the journal ends at revision ${lastAcknowledged(found)} of ${held}`;
    throw new AllegianceError('STORE_UNAVAILABLE', beyondRepair(directory, found, fault, held));
  }
}
