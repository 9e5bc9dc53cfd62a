import { idSuffix } from '../../../model/id.ts';
import { ACTOR_FIELDS, PLACE_FIELDS } from '../../../records/entity.ts';
import { EVENT_FIELDS } from '../../../records/event.ts';
import { type Fields, type FieldValue, fieldsInRow } from '../../../records/field.ts';
import { RELATIONSHIP_FIELDS } from '../../../records/relationship.ts';
import { DOCUMENT_FIELDS, SOURCE_FIELDS } from '../../../records/source.ts';
import { PREFERRED } from '../../../store/entity.ts';
import { tieId } from '../../../store/mintId.ts';
import type { DocumentRecord, EvidenceRecord, SourceRecord } from '../../../store/source.ts';
import { parsePeriod, type TieRecord } from '../../../store/tie.ts';
import type { EventWithParticipants, NamedEntity } from '../../../write/load/unitOfWork.ts';
import type { BatchKind } from '../../../write/validate/validate.ts';

/** A line of the file. */
export interface RowLine {
  readonly kind: BatchKind;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Gives the reference for an id in a row: the slug of an entity, the key of a source. */
export type ReferenceOf = (id: string) => string;

/** The row that gives the fields of a record. Fields without a value, empty lists and implied values are left out. */
export function rowFrom(fields: Fields, record: object, referenceOf: ReferenceOf): Readonly<Record<string, unknown>> {
  const values = record as Readonly<Record<string, unknown>>;
  const given = fieldsInRow(fields).flatMap(([name, field]): [string, unknown][] => {
    const value = values[name];
    const isEmpty = value === null || value === undefined || value === field.implied || (Array.isArray(value) && value.length === 0);
    return isEmpty && !field.required ? [] : [[name, valueFrom(field.value, value, referenceOf)]];
  });
  return Object.fromEntries(given);
}

function valueFrom(type: FieldValue, value: unknown, referenceOf: ReferenceOf): unknown {
  if (type.kind === 'reference') return referenceOf(value as string);
  if (type.kind === 'list') return (value as unknown[]).map((item) => valueFrom(type.of, item, referenceOf));
  return type.kind === 'row' ? rowFrom(type.fields, value as object, referenceOf) : value;
}

/** The line of a source. */
export function sourceLine(source: SourceRecord): RowLine {
  return { kind: 'sources', row: rowFrom(SOURCE_FIELDS, source, String) };
}

/** The line of the text of a source. */
export function documentLine(document: DocumentRecord, referenceOf: ReferenceOf): RowLine {
  return { kind: 'documents', row: rowFrom(DOCUMENT_FIELDS, document, referenceOf) };
}

/** The line of an actor or a place. */
export function entityLine(entity: NamedEntity, referenceOf: ReferenceOf): RowLine {
  const identifiers = entity.identifiers.map((key) => ({ scheme: key.slice(0, key.indexOf(':')), value: key.slice(key.indexOf(':') + 1) }));
  const given = { ...entity, identifiers, aliases: aliases(entity) };
  if (entity.kind !== 'PLACE') return { kind: 'actors', row: rowFrom(ACTOR_FIELDS, given, referenceOf) };
  return { kind: 'places', row: rowFrom(PLACE_FIELDS, { ...given, kind: entity.placeKind }, referenceOf) };
}

/** The aliases in their recorded order. The preferred name is among them only where it has a language or dates. */
function aliases({ names }: NamedEntity): object[] {
  return names.flatMap(({ kind, ...name }) => {
    if (kind !== PREFERRED) return [{ ...name, kind }];
    return name.language === null && name.start === null && name.end === null ? [] : [name];
  });
}

/** The line of an event with its participants and evidence. */
export function eventLine(event: EventWithParticipants, evidence: readonly EvidenceRecord[], referenceOf: ReferenceOf): RowLine {
  return { kind: 'events', row: rowFrom(EVENT_FIELDS, { ...event, evidence }, referenceOf) };
}

/** The line of a tie with its evidence. Its id follows from the other fields. */
export function tieLine(tie: TieRecord, evidence: readonly EvidenceRecord[], referenceOf: ReferenceOf): RowLine {
  const confidence = tie.confidenceSet ? tie.confidence : null;
  const given = { ...tie, id: null, mintedAs: mintedAs(tie), confidence, periods: tie.periods.map(parsePeriod), evidence };
  return { kind: 'relationships', row: rowFrom(RELATIONSHIP_FIELDS, given, referenceOf) };
}

/** The last part of the tie's id where it no longer follows from the fields, because they were corrected later; else null. */
function mintedAs({ id, type, from, to, key, start, against }: TieRecord): string | null {
  return tieId(type, from, to, key ? { key } : { start, against }) === id ? null : idSuffix(id);
}

/** The line of a merge, for an entity that is merged into another one. */
export function mergeLine(entity: NamedEntity, referenceOf: ReferenceOf): RowLine {
  return { kind: 'merges', row: { keep: referenceOf(entity.mergedInto!), merge: entity.slug, reason: entity.mergeReason } };
}
