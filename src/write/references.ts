import { idKind, isOutsideIdentifier, isSlug, storedEnds, tieParts } from '../model/id.ts';
import { entityId, sourceId, tieId } from '../store/mintId.ts';
import { type CheckedRow, isValid, type ValidRow } from './batch.ts';
import { eventIdOf } from './event.ts';
import { sourceIdOf } from './evidence.ts';
import type { EntityRow, EvidenceRow, RelationshipRow } from './rows.ts';
import type { UnitOfWork } from './unitOfWork.ts';

/** What the rows of a batch refer to, by the kind of reference. */
export interface References {
  readonly slugs: Set<string>;
  readonly identifiers: Set<string>;
  readonly entityIds: Set<string>;
  readonly sourceIds: Set<string>;
  readonly eventIds: Set<string>;
  readonly tieIds: Set<string>;
  /** Passages that commands refer to. */
  readonly evidenceIds: Set<string>;
  /** Ids that rows or commands are about, each of which may be retracted. */
  readonly targets: Set<string>;
}

export function referencesOf(rows: readonly CheckedRow[]): References {
  const references: References = {
    slugs: new Set(),
    identifiers: new Set(),
    entityIds: new Set(),
    sourceIds: new Set(),
    eventIds: new Set(),
    tieIds: new Set(),
    evidenceIds: new Set(),
    targets: new Set(),
  };
  for (const row of rows.filter(isValid)) collect(row, references);
  return references;
}

function collect(checked: ValidRow, references: References): void {
  switch (checked.kind) {
    case 'sources':
      addTarget(sourceId(checked.row.key), references);
      break;
    case 'places':
      collectEntity(checked.row, checked.row.within, references);
      break;
    case 'actors':
      collectEntity(checked.row, checked.row.territory, references);
      break;
    case 'events':
      addTarget(eventIdOf(checked.row.key), references);
      for (const { actor } of checked.row.participants) addEntity(actor, references);
      addEntity(checked.row.place, references);
      collectEvidence(checked.row.evidence, references);
      break;
    case 'relationships':
      for (const reference of [checked.row.from, checked.row.to, ...(checked.row.against ?? [])]) addEntity(reference, references);
      if (checked.row.id) addTarget(checked.row.id, references);
      collectEvidence(checked.row.evidence, references);
      break;
    case 'passages':
      addTarget(aboutOf(checked.row.about), references);
      collectEvidence([checked.row], references);
      break;
    case 'retractions':
    case 'restorations':
    case 'unmerges':
      addTarget(checked.row.id, references);
      break;
    case 'merges':
      addTarget(checked.row.keep, references);
      addTarget(checked.row.merge, references);
      break;
  }
}

/** The id of what evidence is about: a relationship by its id, an event by its id or key. */
export function aboutOf(reference: string): string {
  return idKind(reference) === 'tie' ? reference : eventIdOf(reference);
}

/** Adds an id of any kind, or the slug or outside identifier of an entity. With a relationship it adds both ends. */
export function addTarget(reference: string, references: References): void {
  references.targets.add(reference);
  switch (idKind(reference)) {
    case 'tie':
      references.tieIds.add(reference);
      references.entityIds.add(tieParts(reference).from).add(tieParts(reference).to);
      break;
    case 'event':
      references.eventIds.add(reference);
      break;
    case 'source':
      references.sourceIds.add(reference);
      break;
    case 'evidence':
      references.evidenceIds.add(reference);
      break;
    default:
      addEntity(reference, references);
      if (isSlug(reference)) references.targets.add(entityId(reference));
  }
}

function collectEntity(row: EntityRow, other: string | null | undefined, references: References): void {
  references.slugs.add(row.slug);
  references.entityIds.add(entityId(row.slug));
  references.targets.add(entityId(row.slug));
  for (const { scheme, value } of row.identifiers ?? []) references.identifiers.add(`${scheme}:${value}`);
  addEntity(other, references);
}

function collectEvidence(rows: readonly EvidenceRow[] | null | undefined, references: References): void {
  for (const row of rows ?? []) {
    references.sourceIds.add(sourceIdOf(row));
    addEntity(row.attributedTo, references);
  }
}

function addEntity(reference: string | null | undefined, references: References): void {
  if (!reference) return;
  if (idKind(reference) === 'entity') references.entityIds.add(reference);
  else if (isSlug(reference)) references.slugs.add(reference);
  else if (isOutsideIdentifier(reference)) references.identifiers.add(reference);
}

/** The ids of the ties that the rows may be about. The entities that the rows refer to must be loaded. */
export function tieIdsOf(rows: readonly CheckedRow[], unit: UnitOfWork): string[] {
  const ids = rows.filter(isValid).flatMap((checked) => {
    if (checked.kind === 'relationships') return relationshipId(checked.row, unit);
    return checked.kind === 'places' && checked.row.within ? relationshipId(withinRow(checked.row, checked.row.within, unit), unit) : null;
  });
  return [...new Set(ids.filter((id) => id !== null))];
}

/** The id of the entity that a row is about. An outside identifier takes precedence over the slug. */
export function entityIdOf(row: EntityRow, unit: UnitOfWork): string {
  const identified = (row.identifiers ?? []).map(({ scheme, value }) => unit.identifiers.get(`${scheme}:${value}`));
  return identified.find((id) => id !== undefined) ?? unit.slugs.get(row.slug) ?? entityId(row.slug);
}

/** The `within` of a place row as a row of a LOCATED_IN tie. */
export function withinRow(place: EntityRow, within: string, unit: UnitOfWork): RelationshipRow {
  return { type: 'LOCATED_IN', from: entityIdOf(place, unit), to: within };
}

/** The id of the tie that a row is about; null where an end cannot be resolved. */
export function relationshipId(row: RelationshipRow, unit: UnitOfWork): string | null {
  if (row.id) return idKind(row.id) === 'tie' ? row.id : null;
  const [from, to] = [endId(row.from, unit), endId(row.to, unit)];
  const against = (row.against ?? []).map((reference) => endId(reference, unit));
  if (!from || !to || against.some((id) => id === null)) return null;
  const [first, second] = storedEnds(row.type, from, to);
  return tieId(row.type, first, second, tieIdParts(row, against as string[]));
}

/** What the id of a tie is derived from, where the row does not give the id. */
function tieIdParts({ mintedAs, key, start }: RelationshipRow, against: readonly string[]): Parameters<typeof tieId>[3] {
  if (mintedAs) return { own: mintedAs };
  return key ? { key } : { start: start ?? null, against };
}

function endId(reference: string, unit: UnitOfWork): string | null {
  const resolved = unit.slugs.get(reference) ?? unit.identifiers.get(reference);
  if (resolved) return resolved;
  if (idKind(reference) === 'entity') return reference;
  return isSlug(reference) ? entityId(reference) : null;
}
