import { entityId } from '../model/id.ts';
import type { RetractedRecord } from '../store/retracted.ts';
import type { EvidenceRecord } from '../store/source.ts';
import type { TieRecord } from '../store/tie.ts';
import { problem } from './check.ts';
import type { RetractionRow } from './commands.ts';
import { addTarget, type References } from './references.ts';
import type { Problem, RowOutcome } from './report.ts';
import { shelfOf } from './retract.ts';
import { weighAnew } from './weigh.ts';
import type { EventWithParticipants, NamedEntity, Workspace } from './workspace.ts';

/**
 * Restores a retracted record with the same id and `recordedAt`. A relationship or event is assessed by the evidence that
 * exists now.
 */
export function planRestoration(space: Workspace, row: RetractionRow): RowOutcome {
  const retracted = space.retracted.get(row.id) ?? space.retracted.get(entityId(row.id));
  if (!retracted) return notRetracted(space, row.id);
  const { id } = retracted;
  const missing = neededBy(retracted).filter((needed) => !shelfOf(space, needed)?.get(needed));
  if (missing.length > 0) {
    const message = `Expected the records that it refers to in the graph; ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing. Restore ${missing.length > 1 ? 'them' : 'it'} first.`;
    return { problems: [problem('id', 'UNKNOWN_ID', message)] };
  }
  const taken = takenIdentifiers(space, retracted);
  if (taken.length > 0) return { problems: taken };
  shelfOf(space, id)!.lay({ ...JSON.parse(retracted.record), revision: space.stamp.revision });
  space.retracted.take(id);
  if (retracted.kind === 'evidence') {
    space.noteEvidence({ id, about: retracted.about! });
    weighAnew(space, retracted.about!);
  } else weighAnew(space, id);
  return { id, effect: 'UPDATED' };
}

function notRetracted(space: Workspace, reference: string): RowOutcome {
  const id = space.entity(reference)?.id ?? reference;
  if (shelfOf(space, id)?.get(id)) return { id, effect: 'UNCHANGED' };
  const message = `Expected the id of something that was retracted; found nothing with "${reference}".`;
  return { problems: [problem('id', 'NOT_RETRACTED', message)] };
}

/** The ids of what must be in the graph before a record can be restored. Evidence can be restored while its tie is retracted. */
function neededBy({ kind, record }: RetractedRecord): string[] {
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

function takenIdentifiers(space: Workspace, { kind, id, record }: RetractedRecord): Problem[] {
  if (kind !== 'entity') return [];
  const { identifiers }: NamedEntity = JSON.parse(record);
  return identifiers.flatMap((key) => {
    const owner = space.identifiers.get(key);
    if (owner === undefined || owner === id) return [];
    const message = `Expected ${key} to be free; it now belongs to ${space.nameOf(owner)}. Retract or correct that one first.`;
    return [problem('id', 'IDENTIFIER_TAKEN', message)];
  });
}

/** Adds references to what a retracted record needs to be restored. */
export function addNeeded(retracted: RetractedRecord, found: References): void {
  for (const id of neededBy(retracted)) addTarget(id, found);
  if (retracted.about !== null) addTarget(retracted.about, found);
  if (retracted.kind === 'entity') {
    const { identifiers }: NamedEntity = JSON.parse(retracted.record);
    for (const key of identifiers) found.identifiers.add(key);
  } else addTarget(retracted.id, found);
}
