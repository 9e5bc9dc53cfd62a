import { type Found, lastAcknowledged } from './examine.ts';

export function journalBegun(revision: number): string {
  return `The store had no journal yet; one is kept from now on, upon a base of revision ${revision}.`;
}

export function journalRenewed(fault: string, revision: number): string {
  return `${capital(fault)}; the store itself is whole. A new journal was begun, upon a base of revision ${revision}.`;
}

/** What was found of a store that was made anew, and from what. */
export function storeRebuilt(found: Found): string {
  const { header, lines, end, state } = found.journal!;
  const entries = lines.length === 1 ? '1 journal entry' : `${lines.length} journal entries`;
  const cut = state === 'torn' ? ' A last line of the journal that was never finished was cut off.' : '';
  return `${whyRebuilt(found)}; it was rebuilt from the base of revision ${header!.base.revision} and ${entries}, up to revision ${end.revision}.${cut}`;
}

function whyRebuilt({ hasStore, mark }: Found): string {
  if (!hasStore) return 'The file of the store was missing';
  if (mark?.closed) return 'The store was damaged (its file is not as it was closed)';
  return 'The store was not closed properly, so its file is not relied on';
}

/** Why a start would lose acknowledged writes: what is damaged, what is lost, what can be done. */
export function beyondRepair(directory: string, found: Found, fault: string, held: number | null): string {
  const last = lastAcknowledged(found);
  const wrong = `The data in ${directory} is damaged in two places: ${fault}, and ${storeFault(found, held)}.`;
  const proven = found.isBaseWhole ? found.journal!.end.revision : 0;
  const lost = last > proven ? ` Revisions ${proven + 1} to ${last} are not proven to be there any more.` : '';
  return `${wrong}${lost} Nothing was changed. Put back a copy of the directory${wayOut(found, held)}.`;
}

function storeFault({ hasStore, mark }: Found, held: number | null): string {
  if (!hasStore) return 'the file of the store is missing';
  if (held === null) return 'the file of the store cannot be read';
  if (mark?.closed) return 'the file of the store is not as it was closed';
  return `the file of the store, which was not closed properly, holds revisions up to ${held}`;
}

function wayOut({ journal, isBaseWhole }: Found, held: number | null): string {
  if (held !== null) return `, or move the files journal* and base* away to go on with revision ${held} as the store's file holds it`;
  if (!isBaseWhole) return '';
  return `, or keep only base-${journal!.generation}.grafeo, under the name graph.grafeo, to go back to revision ${journal!.header!.base.revision}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
