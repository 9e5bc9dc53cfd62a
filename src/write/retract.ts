import { idKind } from '../model/id.ts';
import { reassess } from './assess.ts';
import type { ChangeTracker } from './changeTracker.ts';
import { problem } from './check.ts';
import type { RetractionRow } from './commands.ts';
import type { RowOutcome } from './report.ts';
import type { UnitOfWork } from './unitOfWork.ts';

/**
 * Retracts a record: it leaves the graph and is stored whole, with the reason. The evidence of a relationship or event stays
 * where it is. What a retracted passage was about is reassessed without it. An actor, place or source can be retracted only
 * when nothing depends on it.
 */
export function planRetraction(unit: UnitOfWork, row: RetractionRow): RowOutcome {
  const id = unit.entity(row.id)?.id ?? row.id;
  const existing = trackerOf(unit, id)?.get(id);
  const retracted = unit.retracted.get(id);
  if (!existing && retracted) return { id, effect: 'UNCHANGED' };
  if (!existing) {
    const message = `Expected the id of something in the graph; found nothing with "${row.id}". An actor or place may also be named by its slug.`;
    return { problems: [problem('id', 'UNKNOWN_ID', message)] };
  }
  const dependents = unit.dependents.get(id) ?? [];
  if (dependents.length > 0) {
    const message = `${nameOf(unit, id)} is referred to by ${joined(dependents)}. Retract these first${unit.entities.get(id) ? ', or merge it into another' : ''}.`;
    return { problems: [problem('id', 'STILL_NEEDED', message)] };
  }
  const about = unit.evidence.get(id)?.about ?? null;
  const { at: recordedAt, revision } = unit.stamp;
  unit.retracted.set({ id, kind: idKind(id)!, about, reason: row.reason, record: JSON.stringify(existing), recordedAt, revision });
  trackerOf(unit, id)!.delete(id);
  if (about !== null) reassess(unit, about);
  return { id, effect: 'UPDATED' };
}

function nameOf(unit: UnitOfWork, id: string): string {
  return unit.entities.get(id)?.name ?? unit.sources.get(id)?.title ?? 'This record';
}

/** `1 event, 1 FIGHTS relationship and 13 BACKS relationships`. */
function joined(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('');
}

/** The tracker of a record, by the kind of its id. */
export function trackerOf(unit: UnitOfWork, id: string): ChangeTracker<{ recordedAt: string; revision: number }> | undefined {
  const kind = idKind(id);
  return kind === null ? undefined : (TRACKERS[kind](unit) as unknown as ChangeTracker<{ recordedAt: string; revision: number }>);
}

const TRACKERS = {
  entity: (unit: UnitOfWork) => unit.entities,
  tie: (unit: UnitOfWork) => unit.ties,
  event: (unit: UnitOfWork) => unit.events,
  source: (unit: UnitOfWork) => unit.sources,
  evidence: (unit: UnitOfWork) => unit.evidence,
} as const;
