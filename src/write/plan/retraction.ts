import { idKind } from '../../model/id.ts';
import { entityId } from '../../store/mintId.ts';
import type { RetractedRecord } from '../../store/retracted.ts';
import { requiredIds } from '../load/affected.ts';
import type { NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';
import type { RetractionRow } from '../validate/commands.ts';
import { type Problem, problem } from '../validate/problem.ts';
import { reassess } from './assess.ts';
import { type RowOutcome, rejected } from './common.ts';

/**
 * Retracts a record: it leaves the graph and is stored whole, with the reason. The evidence of a relationship or event stays
 * where it is. What a retracted passage was about is reassessed without it. An actor, place or source can be retracted only
 * when nothing depends on it.
 */
export function planRetraction(unit: UnitOfWork, row: RetractionRow): RowOutcome {
  const id = unit.entity(row.id)?.id ?? row.id;
  const existing = unit.trackerOf(id)?.get(id);
  const retracted = unit.retracted.get(id);
  if (!existing && retracted) return { id, effect: 'UNCHANGED' };
  if (!existing) {
    const message = `Expected the id of something in the graph; found nothing with "${row.id}". An actor or place may also be named by its slug.`;
    return rejected('id', 'UNKNOWN_ID', message);
  }
  const dependents = unit.dependents.get(id) ?? [];
  if (dependents.length > 0) {
    const message = `${nameOf(unit, id)} is referred to by ${joined(dependents)}. Retract these first${unit.entities.get(id) ? ', or merge it into another' : ''}.`;
    return rejected('id', 'STILL_NEEDED', message);
  }
  const about = unit.evidence.get(id)?.about ?? null;
  const { at: recordedAt, revision } = unit.stamp;
  unit.retracted.set({ id, kind: idKind(id)!, about, reason: row.reason, record: JSON.stringify(existing), recordedAt, revision });
  unit.trackerOf(id)!.delete(id);
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

/**
 * Restores a retracted record with the same id and `recordedAt`. A relationship or event is assessed by the evidence that
 * exists now.
 */
export function planRestoration(unit: UnitOfWork, row: RetractionRow): RowOutcome {
  const retracted = unit.retracted.get(row.id) ?? unit.retracted.get(entityId(row.id));
  if (!retracted) return notRetracted(unit, row.id);
  const { id } = retracted;
  const missing = requiredIds(retracted).filter((required) => !unit.trackerOf(required)?.get(required));
  if (missing.length > 0) {
    const message = `Expected the records that it refers to in the graph; ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing. Restore ${missing.length > 1 ? 'them' : 'it'} first.`;
    return rejected('id', 'UNKNOWN_ID', message);
  }
  const conflicts = identifierConflicts(unit, retracted);
  if (conflicts.length > 0) return { problems: conflicts };
  unit.trackerOf(id)!.set({ ...JSON.parse(retracted.record), revision: unit.stamp.revision });
  unit.retracted.delete(id);
  if (retracted.kind === 'evidence') {
    unit.indexEvidence({ id, about: retracted.about! });
    reassess(unit, retracted.about!);
  } else reassess(unit, id);
  return { id, effect: 'UPDATED' };
}

function notRetracted(unit: UnitOfWork, reference: string): RowOutcome {
  const id = unit.entity(reference)?.id ?? reference;
  if (unit.trackerOf(id)?.get(id)) return { id, effect: 'UNCHANGED' };
  const message = `Expected the id of something that was retracted; found nothing with "${reference}".`;
  return rejected('id', 'NOT_RETRACTED', message);
}

function identifierConflicts(unit: UnitOfWork, { kind, id, record }: RetractedRecord): Problem[] {
  if (kind !== 'entity') return [];
  const { identifiers }: NamedEntity = JSON.parse(record);
  return identifiers.flatMap((key) => {
    const owner = unit.identifiers.get(key);
    if (owner === undefined || owner === id) return [];
    const message = `Expected ${key} to be free; it now belongs to ${unit.nameOf(owner)}. Retract or correct that one first.`;
    return [problem('id', 'IDENTIFIER_TAKEN', message)];
  });
}
