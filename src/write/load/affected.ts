import type { Row, Transaction } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { idKind, tieParts } from '../../model/id.ts';
import { endOfKind } from '../../model/kinds.ts';
import { type End, RELATIONSHIP_TYPES, type RelationshipType, vocabularyOf } from '../../model/vocabulary.ts';
import { defaultOf } from '../../records/field.ts';
import { SOURCE_FIELDS } from '../../records/source.ts';
import { documentId, sourceId } from '../../store/mintId.ts';
import { RETRACTED, type RetractedRecord } from '../../store/retracted.ts';
import { type DocumentRecord, EVIDENCE, type EvidenceRecord, SOURCE, type SourceRecord, WEIGHING_FIELDS } from '../../store/source.ts';
import type { TieRecord } from '../../store/tie.ts';
import type { SourceRow } from '../validate/rows.ts';
import { type CheckedRow, isValid } from '../validate/validate.ts';
import {
  ABOUT_BY_SOURCE,
  AROUND,
  DEPENDENT_ATTRIBUTIONS,
  DEPENDENT_BACKING,
  DEPENDENT_DOCUMENTS,
  DEPENDENT_ENDS,
  DEPENDENT_EVIDENCE,
  DEPENDENT_MERGES,
  DEPENDENT_TERRITORIES,
  DEPENDENT_TIES,
  EVIDENCE_RECORDS_BY_ID,
  MAX_REASSESSED_AT_ONCE,
  QUOTED_BY_SOURCE,
  RETRACTED_ABOUT,
  RETRACTED_BY_ID,
  SOURCES,
} from './load.cypher.ts';
import type { PlacesAround } from './placesAround.ts';
import { queryByList, readRecords } from './records.ts';
import type { References } from './references.ts';
import { sourceIdOf } from './rowIds.ts';
import type { EventWithParticipants, NamedEntity, UnitOfWork } from './unitOfWork.ts';

/**
 * Adds references to records that the rows change without naming them: what passages are about, what a retracted record
 * refers to, what cites a source.
 */
export async function loadAffected(
  transaction: Transaction,
  unit: UnitOfWork,
  rows: readonly CheckedRow[],
  references: References,
): Promise<void> {
  for (const record of await readRecords(transaction, EVIDENCE_RECORDS_BY_ID, EVIDENCE, references.evidenceIds)) {
    references.addTarget(record.about);
    references.sourceIds.add(record.source);
  }
  if (rows.some(({ kind }) => kind === 'restorations')) {
    const retracted = await readRecords(transaction, RETRACTED_BY_ID, RETRACTED, references.targets);
    for (const record of retracted) addRequired(record, references);
  }
  for (const [source, about] of await citingBySource(transaction, rows)) {
    if (about.length > MAX_REASSESSED_AT_ONCE) {
      unit.widelyCited.add(source);
      continue;
    }
    unit.citing.set(source, about);
    for (const id of about) references.addTarget(id);
  }
}

/** Adds references to what a retracted record needs to be restored. */
function addRequired(retracted: RetractedRecord, references: References): void {
  for (const id of requiredIds(retracted)) {
    references.addTarget(id);
    if (retracted.kind === 'evidence' && idKind(id) === 'source') references.documentIds.add(documentId(id));
  }
  if (retracted.about !== null) references.addTarget(retracted.about);
  if (retracted.kind === 'entity') {
    const { identifiers }: NamedEntity = JSON.parse(retracted.record);
    for (const key of identifiers) references.identifiers.add(key);
  } else references.addTarget(retracted.id);
}

/** The ids of what must be in the graph before a record can be restored. Evidence can be restored while its tie is retracted. */
export function requiredIds({ kind, record }: RetractedRecord): string[] {
  const ids: (string | null)[] = REQUIRED[kind](JSON.parse(record));
  return [...new Set(ids.filter((id) => id !== null))];
}

const REQUIRED = {
  entity: ({ territory }: NamedEntity) => [territory],
  source: () => [],
  event: ({ participants, place }: EventWithParticipants) => [...participants.map(({ actor }) => actor), place],
  tie: ({ from, to, against }: TieRecord) => [from, to, ...against],
  evidence: ({ source, attributedTo }: EvidenceRecord) => [source, attributedTo],
  document: ({ source }: DocumentRecord) => [source],
} as const;

/** The ties and events that cite the sources of which the rows change what weighs the evidence, by source. */
async function citingBySource(transaction: Transaction, rows: readonly CheckedRow[]): Promise<Map<string, string[]>> {
  const given = rows
    .filter(isValid)
    .flatMap(({ kind, row }) => (kind === 'sources' && WEIGHING_FIELDS.some((field) => row[field] !== undefined) ? row : []));
  const sources = await readRecords(
    transaction,
    SOURCES,
    SOURCE,
    given.map(({ key }) => sourceId(key)),
  );
  const byId = new Map(sources.map((source) => [source.id, source]));
  const changed = given.flatMap((row) => {
    const source = byId.get(sourceId(row.key));
    return source && WEIGHING_FIELDS.some((field) => changes(source, row, field)) ? source.id : [];
  });
  const found = await queryByList(transaction, ABOUT_BY_SOURCE, 'ids', changed);
  return new Map(found.map(([source, about]) => [source as string, about as string[]]));
}

function changes(source: SourceRecord, row: SourceRow, field: (typeof WEIGHING_FIELDS)[number]): boolean {
  return row[field] !== undefined && (row[field] ?? defaultOf(SOURCE_FIELDS[field])) !== source[field];
}

/** Loads the retracted records with these ids, and the retracted passages about some ties and events. */
export async function loadRetracted(
  transaction: Transaction,
  unit: UnitOfWork,
  ids: readonly string[],
  about: readonly string[],
): Promise<void> {
  unit.retracted.load(await readRecords(transaction, RETRACTED_BY_ID, RETRACTED, ids));
  unit.retracted.load(await readRecords(transaction, RETRACTED_ABOUT, RETRACTED, about));
}

const OTHER_DEPENDENTS = [DEPENDENT_BACKING, DEPENDENT_ATTRIBUTIONS, DEPENDENT_TERRITORIES, DEPENDENT_MERGES];
const ENTITY_DEPENDENTS = [DEPENDENT_TIES, ...OTHER_DEPENDENTS];

/** Loads what still depends on the entities and sources that are to be retracted. */
export async function loadDependents(transaction: Transaction, unit: UnitOfWork, rows: readonly CheckedRow[]): Promise<void> {
  const ids = rows.filter(isValid).flatMap(({ kind, row }) => (kind === 'retractions' ? [unit.entity(row.id)?.id ?? row.id] : []));
  const entities = ids.filter((id) => unit.entities.get(id));
  const sources = ids.filter((id) => idKind(id) === 'source');
  const dependents = await queryByList(transaction, DEPENDENT_EVIDENCE, 'ids', sources);
  const documents = sources.map((source) => ({ source, document: documentId(source) }));
  dependents.push(...(await queryByList(transaction, DEPENDENT_DOCUMENTS, 'rows', documents)));
  for (const statement of ENTITY_DEPENDENTS) dependents.push(...(await queryByList(transaction, statement, 'ids', entities)));
  for (const [id, found] of groupBy(dependents, ([id]) => id as string)) {
    unit.dependents.set(
      id,
      found.map(([, what, count]) => dependentLabel(what as string, count as number)),
    );
  }
}

/** Loads the passages that the documents must contain which the rows write or restore. */
export async function loadQuoted(transaction: Transaction, unit: UnitOfWork, rows: readonly CheckedRow[]): Promise<void> {
  const written = rows.filter(isValid).flatMap(({ kind, row }) => (kind === 'documents' ? sourceIdOf(row) : []));
  const restored = rows.some(({ kind }) => kind === 'restorations')
    ? unit.retracted.all().flatMap(({ kind, record }) => (kind === 'document' ? (JSON.parse(record) as DocumentRecord).source : []))
    : [];
  const found = await readRecords(transaction, QUOTED_BY_SOURCE, EVIDENCE, [...written, ...restored]);
  for (const [source, passages] of groupBy(found, (passage) => passage.source)) unit.quoted.set(documentId(source), passages);
}

/**
 * Loads what forbids the kinds to which actors and places are corrected: the ends of relationships that only the other can be,
 * events, and references that only one of the two can have.
 */
export async function loadForbidding(transaction: Transaction, unit: UnitOfWork, rows: readonly CheckedRow[]): Promise<void> {
  const ends = new Map<string, End>();
  for (const { kind, row } of rows.filter(isValid)) {
    const entity = kind === 'corrections' && row.kind ? unit.entity(row.id) : undefined;
    if (entity && kind === 'corrections' && endOfKind(row.kind!) !== endOfKind(entity.kind)) ends.set(entity.id, endOfKind(row.kind!));
  }
  const found = (await queryByList(transaction, DEPENDENT_ENDS, 'ids', ends.keys()))
    .filter(([id, what, outgoing]) => !canBe(ends.get(id as string)!, what as string, outgoing ? 'from' : 'to'))
    .map(([id, what, , times]): Row => [id!, what!, times!]);
  const forbidding = [...groupBy(found, ([id, what]) => `${id} ${what}`).values()].map((same): Row => {
    const [id, what] = same[0]!;
    return [id!, what!, same.reduce((sum, [, , times]) => sum + (times as number), 0)];
  });
  for (const statement of OTHER_DEPENDENTS) forbidding.push(...(await queryByList(transaction, statement, 'ids', ends.keys())));
  for (const [id, own] of groupBy(forbidding, ([id]) => id as string)) {
    // In an order that does not depend on the engine.
    unit.forbidding.set(id, own.map(([, what, times]) => dependentLabel(what as string, times as number)).sort());
  }
}

/** Whether an actor, or a place, can be this end of a relationship. In events they have different parts. */
function canBe(end: End, type: string, side: 'from' | 'to'): boolean {
  return RELATIONSHIP_TYPES.some((known) => known === type) && vocabularyOf(type as RelationshipType)[side].includes(end);
}

/** Loads the places around the outer places of new LOCATED_IN relationships, one level a statement. */
export async function loadOuterPlaces(transaction: Transaction, around: PlacesAround, newTies: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  for (let level = newTies.filter(isLocatedIn).map((id) => tieParts(id).to); level.length > 0; ) {
    for (const place of level) seen.add(place);
    const rows = (await queryByList(transaction, AROUND, 'ids', level)) as unknown as [from: string, id: string, to: string][];
    for (const [from, id, to] of rows) around.add({ id, from, to });
    level = [...new Set(rows.map(([, , to]) => to))].filter((place) => !seen.has(place));
  }
}

function isLocatedIn(tie: string): boolean {
  return tieParts(tie).type === 'LOCATED_IN';
}

/** `1 event in which it took part`, `13 BACKS relationships`. */
function dependentLabel(what: string, count: number): string {
  const [noun, rest] = DEPENDENT_LABELS[what] ?? [`${what} relationship`, ''];
  return `${count} ${noun}${count === 1 ? '' : 's'}${rest}`;
}

const DEPENDENT_LABELS: Readonly<Record<string, readonly [noun: string, rest: string]>> = {
  PARTICIPATES: ['event', ' in which it took part'],
  HAPPENED_IN: ['event', ' that happened there'],
  BACKS_AGAINST: ['BACKS relationship', ' against it'],
  ATTRIBUTED: ['passage', ' attributed to it'],
  TERRITORY: ['state', ' whose territory it is'],
  SAME: ['actor', ' merged with it'],
  EVIDENCE: ['passage', ' of evidence'],
  DOCUMENT: ['document', ''],
};
