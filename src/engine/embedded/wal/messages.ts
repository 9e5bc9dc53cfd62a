import { acknowledgedFile, type StoreFiles } from '../storeFiles.ts';
import { lastAcknowledgedRevision, type StoreState } from './inspect.ts';

export function logStarted(revision: number): string {
  return `The store had no write-ahead log yet. One is written from now on, starting with a snapshot of revision ${revision}.`;
}

export function logRestarted(fault: string, revision: number): string {
  return `${capitalize(fault)}; the store itself is intact. A new write-ahead log was started, with a snapshot of revision ${revision}.`;
}

/** Why a store was rebuilt, and from what. */
export function storeRebuilt(storeState: StoreState): string {
  const { header, lines, end, state } = storeState.segment!;
  const entries = lines.length === 1 ? '1 log entry' : `${lines.length} log entries`;
  const cut = state === 'torn' ? ' An incomplete last line of the write-ahead log was cut off.' : '';
  return `${whyRebuilt(storeState)}; it was rebuilt from the snapshot of revision ${header!.base.revision} and ${entries}, up to revision ${end.revision}.${cut}`;
}

function whyRebuilt({ hasStore, checkpoint }: StoreState): string {
  if (!hasStore) return 'The file of the store was missing';
  if (checkpoint?.closed) return 'The store was damaged (its file has changed since it was closed)';
  return 'The store was not closed properly, so its file was not used';
}

/** Error text of a start that would lose acknowledged writes: what is damaged, what may be lost, what can be done. */
export function unrecoverable(directory: string, storeState: StoreState, fault: string, storeRevision: number | null): string {
  const last = lastAcknowledgedRevision(storeState);
  const wrong = `The data in ${directory} is damaged in two places: ${fault}, and ${storeFaultOf(storeState, storeRevision)}.`;
  const provenRevision = storeState.isSnapshotIntact ? storeState.segment!.end.revision : 0;
  const lost = last > provenRevision ? ` Revisions ${provenRevision + 1} to ${last} may be lost.` : '';
  return `${wrong}${lost} Nothing was changed. Restore a copy of the directory${remedy(storeState, storeRevision)}.`;
}

function storeFaultOf({ hasStore, checkpoint }: StoreState, storeRevision: number | null): string {
  if (!hasStore) return 'the file of the store is missing';
  if (storeRevision === null) return 'the file of the store cannot be read';
  if (checkpoint?.closed) return 'the file of the store has changed since it was closed';
  return `the file of the store, which was not closed properly, holds revisions up to ${storeRevision}`;
}

function remedy({ segment, isSnapshotIntact }: StoreState, storeRevision: number | null): string {
  if (storeRevision !== null)
    return `, or move the files journal* and base* away to continue with revision ${storeRevision}, which the file of the store holds`;
  if (!isSnapshotIntact) return '';
  return `. Or keep only base-${segment!.segmentNumber}.grafeo, renamed to graph.grafeo, to go back to revision ${segment!.header!.base.revision}`;
}

/** A directory that ends before a revision that was acknowledged in it. */
export function endsBeforeAcknowledged({ directory }: StoreFiles, latest: number, acknowledged: number): string {
  const missing = acknowledged === latest + 1 ? `Revision ${acknowledged} is` : `Revisions ${latest + 1} to ${acknowledged} are`;
  return `The data in ${directory} ends at revision ${latest}, but revision ${acknowledged} was acknowledged here: an older copy took its place, or it was deleted. ${missing} not in it, and new ones are numbered from ${acknowledged + 1}. To have them back, stop, put the newer directory in place, and start again. (Remembered in ${acknowledgedFile(directory)}.)`;
}

function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
