import { openToRead, rowsOf } from '../grafeo.ts';
import { exists, type Files, generationsOf, isFile } from './files.ts';
import { type Mark, readMark } from './mark.ts';
import { type ReadJournal, readJournal } from './readJournal.ts';

/** State of the files in the directory of a store, before anything is repaired. */
export interface Found {
  readonly hasStore: boolean;
  /** The store's file is unchanged since the store was closed. */
  readonly isAsClosed: boolean;
  /** The newest segment of the log; null if there is none. */
  readonly journal: ReadJournal | null;
  /** The snapshot of that segment is unchanged. */
  readonly isBaseWhole: boolean;
  readonly mark: Mark | null;
}

export async function examine(files: Files): Promise<Found> {
  const generation = (await generationsOf(files, 'segment')).at(-1);
  const journal = generation === undefined ? null : await readJournal(files.segment(generation), generation);
  const isBaseWhole = journal?.header ? await isFile(files.snapshot(journal.generation), journal.header.base) : false;
  const mark = await readMark(files.mark);
  return {
    hasStore: await exists(files.store),
    isAsClosed: mark?.closed ? (await isFile(files.store, mark.closed)) && !(await exists(files.storeLog)) : false,
    journal,
    isBaseWhole,
    mark,
  };
}

/** What is wrong with the log and its snapshot, in words; null if the store can be rebuilt from them. */
export function faultOf(found: Found): string | null {
  const journal = found.journal;
  const mark = found.mark;
  if (journal === null) return 'the write-ahead log is missing';
  if (journal.header === null) return 'the write-ahead log is damaged in its first line';
  if (journal.state === 'damaged')
    return `the write-ahead log is damaged at line ${journal.end.n + 2}, after revision ${journal.end.revision}`;
  if (mark !== null && endsBefore(journal, mark)) return `the write-ahead log ends at revision ${journal.end.revision} of ${mark.revision}`;
  return found.isBaseWhole ? null : 'the snapshot of the write-ahead log is damaged or missing';
}

function endsBefore({ generation, end }: ReadJournal, mark: Mark): boolean {
  if (generation !== mark.generation) return generation < mark.generation;
  return end.n < mark.n || (end.n === mark.n && end.sum !== mark.sum);
}

/** The highest acknowledged revision that the checkpoint or the log mentions. */
export function lastAcknowledged(found: Found): number {
  return Math.max(found.mark?.revision ?? 0, found.journal?.lastSeen ?? 0);
}

const REVISIONS =
  "MATCH (c:Counter {id: 'revision'}) CALL () { MATCH (r:Revision) RETURN count(r) AS revisions } RETURN c.number, revisions";

/** The latest revision in the store's file, which is opened read-only; null if it cannot be read or revisions are missing. */
export async function revisionIn(store: string): Promise<number | null> {
  if (!(await exists(store))) return null;
  try {
    const database = openToRead(store);
    try {
      const [[head, revisions] = [0, 0]] = rowsOf(await database.executeCypher(REVISIONS, {}));
      return head === revisions ? (head as number) : null;
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}
