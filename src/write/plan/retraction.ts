import { idKind } from '../../model/id.ts';
import { endOfKind } from '../../model/kinds.ts';
import { type End, vocabularyOf } from '../../model/vocabulary.ts';
import { entityId } from '../../store/mintId.ts';
import type { RetractedRecord } from '../../store/retracted.ts';
import type { DocumentRecord, EvidenceRecord } from '../../store/source.ts';
import type { TieRecord } from '../../store/tie.ts';
import { requiredIds } from '../load/affected.ts';
import type { EventWithParticipants, NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';
import type { RetractionRow } from '../validate/commands.ts';
import { type Problem, problem } from '../validate/problem.ts';
import { reassess } from './assess.ts';
import { checkCircle } from './circle.ts';
import { listed, type RowOutcome, rejected } from './common.ts';
import { checkQuoted, checkQuotes } from './quotes.ts';

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
    const message = `${nameOf(unit, id)} is referred to by ${listed(dependents)}. Retract these first${unit.entities.get(id) ? ', or merge it into another' : ''}.`;
    return rejected('id', 'STILL_NEEDED', message);
  }
  const about = unit.evidence.get(id)?.about ?? null;
  const { at: recordedAt, revision } = unit.stamp;
  unit.retracted.set({ id, kind: idKind(id)!, about, reason: row.reason, record: JSON.stringify(existing), recordedAt, revision });
  const tie = unit.ties.get(id);
  if (tie?.type === 'LOCATED_IN') unit.around.delete(tie);
  unit.trackerOf(id)!.delete(id);
  if (about !== null) reassess(unit, about);
  return { id, effect: 'UPDATED' };
}

function nameOf(unit: UnitOfWork, id: string): string {
  return unit.entities.get(id)?.name ?? unit.sources.get(id)?.title ?? 'This record';
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
  const problems = [
    ...identifierConflicts(unit, retracted),
    ...kindConflicts(unit, retracted),
    ...circle(unit, retracted),
    ...quoteConflicts(unit, retracted),
  ];
  if (problems.length > 0) return { problems };
  unit.trackerOf(id)!.set({ ...JSON.parse(retracted.record), revision: unit.stamp.revision });
  unit.retracted.delete(id);
  if (retracted.kind === 'evidence') {
    unit.indexEvidence({ id, about: retracted.about! });
    reassess(unit, retracted.about!);
  } else reassess(unit, id);
  const tie = unit.ties.get(id);
  if (tie?.type === 'LOCATED_IN') unit.around.add(tie);
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

/** Kinds may have been corrected since: only an actor, or only a place, can be what a record refers to as one. */
function kindConflicts(unit: UnitOfWork, { kind, record }: RetractedRecord): Problem[] {
  const wrong = ENDS[kind](JSON.parse(record) as never).flatMap(([id, ends]) => {
    const entity = id === null ? undefined : unit.entities.get(id);
    return entity && !ends.includes(endOfKind(entity.kind)) ? [`${entity.name} as ${ends.join(' or ')}`] : [];
  });
  if (wrong.length === 0) return [];
  return [problem('id', 'WRONG_KIND', `Expected ${listed(wrong)}; the kind was corrected since. Record the right one instead.`)];
}

type Reference = readonly [id: string | null, ends: readonly End[]];

/** The entities that a record refers to, and what they can be. */
const ENDS: { readonly [Kind in RetractedRecord['kind']]: (record: never) => readonly Reference[] } = {
  entity: ({ territory }: NamedEntity) => [[territory, ['place']]],
  source: () => [],
  event: ({ participants, place }: EventWithParticipants) => [
    ...participants.map(({ actor }): Reference => [actor, ['actor']]),
    [place, ['place']],
  ],
  tie: ({ type, from, to, against }: TieRecord) => [
    [from, vocabularyOf(type).from],
    [to, vocabularyOf(type).to],
    ...against.map((id): Reference => [id, ['actor']]),
  ],
  evidence: ({ attributedTo }: EvidenceRecord) => [[attributedTo, ['actor']]],
  document: () => [],
};

/** A text may have been stored since, or passages may have been added: a document contains what is quoted from its source. */
function quoteConflicts(unit: UnitOfWork, { kind, record }: RetractedRecord): Problem[] {
  if (kind === 'evidence') return checkQuoted(unit, JSON.parse(record) as EvidenceRecord, 'id');
  return kind === 'document' ? checkQuotes(unit, JSON.parse(record) as DocumentRecord, 'id') : [];
}

function circle(unit: UnitOfWork, { kind, record }: RetractedRecord): Problem[] {
  if (kind !== 'tie') return [];
  const { type, from, to }: TieRecord = JSON.parse(record);
  return type === 'LOCATED_IN' ? checkCircle(unit, from, to, 'id') : [];
}
