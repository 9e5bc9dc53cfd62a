import { idKind } from '../../model/id.ts';
import type { ChangeTracker } from '../load/changeTracker.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import type { RowOutcome } from '../report.ts';
import { problem } from '../validate/check.ts';
import type { RetractionRow } from '../validate/commands.ts';
import { reassess } from './assess.ts';

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
    const message = `Expected something that nothing else refers to; ${id} is still needed by ${dependents.join(', ')}. Retract these first, or merge the actor into another.`;
    return { problems: [problem('id', 'STILL_NEEDED', message)] };
  }
  const about = unit.evidence.get(id)?.about ?? null;
  const { at: recordedAt, revision } = unit.stamp;
  unit.retracted.set({ id, kind: idKind(id)!, about, reason: row.reason, record: JSON.stringify(existing), recordedAt, revision });
  trackerOf(unit, id)!.delete(id);
  if (about !== null) reassess(unit, about);
  return { id, effect: 'UPDATED' };
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
