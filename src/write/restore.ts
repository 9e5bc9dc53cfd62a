import { entityId } from '../store/mintId.ts';
import type { RetractedRecord } from '../store/retracted.ts';
import type { EvidenceRecord } from '../store/source.ts';
import type { TieRecord } from '../store/tie.ts';
import { reassess } from './assess.ts';
import { problem } from './check.ts';
import type { RetractionRow } from './commands.ts';
import { addTarget, type References } from './references.ts';
import type { Problem, RowOutcome } from './report.ts';
import { trackerOf } from './retract.ts';
import type { EventWithParticipants, NamedEntity, UnitOfWork } from './unitOfWork.ts';

/**
 * Restores a retracted record with the same id and `recordedAt`. A relationship or event is assessed by the evidence that
 * exists now.
 */
export function planRestoration(unit: UnitOfWork, row: RetractionRow): RowOutcome {
  const retracted = unit.retracted.get(row.id) ?? unit.retracted.get(entityId(row.id));
  if (!retracted) return notRetracted(unit, row.id);
  const { id } = retracted;
  const missing = requiredIds(retracted).filter((required) => !trackerOf(unit, required)?.get(required));
  if (missing.length > 0) {
    const message = `Expected the records that it refers to in the graph; ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing. Restore ${missing.length > 1 ? 'them' : 'it'} first.`;
    return { problems: [problem('id', 'UNKNOWN_ID', message)] };
  }
  const conflicts = identifierConflicts(unit, retracted);
  if (conflicts.length > 0) return { problems: conflicts };
  trackerOf(unit, id)!.set({ ...JSON.parse(retracted.record), revision: unit.stamp.revision });
  unit.retracted.delete(id);
  if (retracted.kind === 'evidence') {
    unit.indexEvidence({ id, about: retracted.about! });
    reassess(unit, retracted.about!);
  } else reassess(unit, id);
  return { id, effect: 'UPDATED' };
}

function notRetracted(unit: UnitOfWork, reference: string): RowOutcome {
  const id = unit.entity(reference)?.id ?? reference;
  if (trackerOf(unit, id)?.get(id)) return { id, effect: 'UNCHANGED' };
  const message = `Expected the id of something that was retracted; found nothing with "${reference}".`;
  return { problems: [problem('id', 'NOT_RETRACTED', message)] };
}

/** The ids of what must be in the graph before a record can be restored. Evidence can be restored while its tie is retracted. */
function requiredIds({ kind, record }: RetractedRecord): string[] {
  switch (kind) {
    case 'tie': {
      const tie: TieRecord = JSON.parse(record);
      return [...new Set([tie.from, tie.to, ...tie.against])];
    }
    case 'event': {
      const event: EventWithParticipants = JSON.parse(record);
      return [...new Set([...event.participants.map((one) => one.actor), ...(event.place === null ? [] : [event.place])])];
    }
    case 'evidence': {
      const evidence: EvidenceRecord = JSON.parse(record);
      return [evidence.source, ...(evidence.attributedTo === null ? [] : [evidence.attributedTo])];
    }
    case 'entity': {
      const { territory }: NamedEntity = JSON.parse(record);
      return territory === null ? [] : [territory];
    }
    case 'source':
      return [];
  }
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

/** Adds references to what a retracted record needs to be restored. */
export function addRequired(retracted: RetractedRecord, references: References): void {
  for (const id of requiredIds(retracted)) addTarget(id, references);
  if (retracted.about !== null) addTarget(retracted.about, references);
  if (retracted.kind === 'entity') {
    const { identifiers }: NamedEntity = JSON.parse(retracted.record);
    for (const key of identifiers) references.identifiers.add(key);
  } else addTarget(retracted.id, references);
}
