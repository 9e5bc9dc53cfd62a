import { type Found, lastAcknowledged } from './examine.ts';

export function journalBegun(revision: number): string {
  return `The store had no write-ahead log yet. One is written from now on, starting with a snapshot of revision ${revision}.`;
}

export function journalRenewed(fault: string, revision: number): string {
  return `${capital(fault)}; the store itself is intact. A new write-ahead log was started, with a snapshot of revision ${revision}.`;
}

/** Why a store was rebuilt, and from what. */
export function storeRebuilt(found: Found): string {
  const { header, lines, end, state } = found.journal!;
  const entries = lines.length === 1 ? '1 log entry' : `${lines.length} log entries`;
  const cut = state === 'torn' ? ' An incomplete last line of the write-ahead log was cut off.' : '';
  return `${whyRebuilt(found)}; it was rebuilt from the snapshot of revision ${header!.base.revision} and ${entries}, up to revision ${end.revision}.${cut}`;
}

function whyRebuilt({ hasStore, mark }: Found): string {
  if (!hasStore) return 'The file of the store was missing';
  if (mark?.closed) return 'The store was damaged (its file has changed since it was closed)';
  return 'The store was not closed properly, so its file was not used';
}

/** Error text of a start that would lose acknowledged writes: what is damaged, what may be lost, what can be done. */
export function beyondRepair(directory: string, found: Found, fault: string, held: number | null): string {
  const last = lastAcknowledged(found);
  const wrong = `The data in ${directory} is damaged in two places: ${fault}, and ${storeFault(found, held)}.`;
  const proven = found.isBaseWhole ? found.journal!.end.revision : 0;
  const lost = last > proven ? ` Revisions ${proven + 1} to ${last} may be lost.` : '';
  return `${wrong}${lost} Nothing was changed. Restore a copy of the directory${wayOut(found, held)}.`;
}

function storeFault({ hasStore, mark }: Found, held: number | null): string {
  if (!hasStore) return 'the file of the store is missing';
  if (held === null) return 'the file of the store cannot be read';
  if (mark?.closed) return 'the file of the store has changed since it was closed';
  return `the file of the store, which was not closed properly, holds revisions up to ${held}`;
}

function wayOut({ journal, isBaseWhole }: Found, held: number | null): string {
  if (held !== null)
    return `, or move the files journal* and base* away to continue with revision ${held}, which the file of the store holds`;
  if (!isBaseWhole) return '';
  return `. Or keep only base-${journal!.generation}.grafeo, renamed to graph.grafeo, to go back to revision ${journal!.header!.base.revision}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
