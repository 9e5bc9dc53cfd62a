import type { ExportFormat } from './format.ts';
import type { Omission } from './leftOut.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What an export left out: what its format has no place for, and what was found while a file was written. Events belong to no
 * relationship, so every export of a part leaves them out. Nothing that was written is read again.
 */
export async function leftOutOf({ lacks }: ExportFormat, snapshot: Snapshot): Promise<Omission[]> {
  const { leftOut, isWhole } = snapshot;
  if (lacks.includes('events') || !isWhole) leftOut.add('events', await snapshot.records.count('event'));
  if (lacks.includes('documents') && isWhole) leftOut.add('documents', await snapshot.records.count('document'));
  const { shown, cited, denied } = snapshot.tieCounts();
  if (lacks.includes('relationships')) leftOut.add('relationships', shown);
  if (lacks.includes('evidence')) leftOut.add('evidence', cited);
  if (lacks.includes('denied')) leftOut.add('denied', denied);
  if (lacks.includes('merged')) leftOut.add('merged', snapshot.mergedCount());
  return leftOut.sorted();
}
