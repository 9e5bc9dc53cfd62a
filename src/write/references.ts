import { entityId, idKind, isOutsideIdentifier, isSlug, sourceId, storedEnds, tieId, tieParts } from '../model/id.ts';
import { type CheckedRow, type GoodRow, isGood } from './batch.ts';
import { eventOfKey } from './event.ts';
import { sourceOf } from './evidence.ts';
import type { EntityRow, EvidenceRow, RelationshipRow } from './rows.ts';
import type { Workspace } from './workspace.ts';

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
  const found: References = {
    slugs: new Set(),
    identifiers: new Set(),
    entityIds: new Set(),
    sourceIds: new Set(),
    eventIds: new Set(),
    tieIds: new Set(),
    evidenceIds: new Set(),
    targets: new Set(),
  };
  for (const row of rows.filter(isGood)) collect(row, found);
  return found;
}

function collect(checked: GoodRow, found: References): void {
  switch (checked.kind) {
    case 'sources':
      addTarget(sourceId(checked.row.key), found);
      break;
    case 'places':
      collectEntity(checked.row, checked.row.within, found);
      break;
    case 'actors':
      collectEntity(checked.row, checked.row.territory, found);
      break;
    case 'events':
      addTarget(eventOfKey(checked.row.key), found);
      for (const { actor } of checked.row.participants) addEntity(actor, found);
      addEntity(checked.row.place, found);
      collectEvidence(checked.row.evidence, found);
      break;
    case 'relationships':
      for (const reference of [checked.row.from, checked.row.to, ...(checked.row.against ?? [])]) addEntity(reference, found);
      if (checked.row.id) addTarget(checked.row.id, found);
      collectEvidence(checked.row.evidence, found);
      break;
    case 'passages':
      addTarget(aboutOf(checked.row.about), found);
      collectEvidence([checked.row], found);
      break;
    case 'retractions':
    case 'restorations':
    case 'unmerges':
      addTarget(checked.row.id, found);
      break;
    case 'merges':
      addTarget(checked.row.keep, found);
      addTarget(checked.row.merge, found);
      break;
  }
}

/** The id of what evidence is about: a relationship by its id, an event by its id or key. */
export function aboutOf(reference: string): string {
  return idKind(reference) === 'tie' ? reference : eventOfKey(reference);
}

/** Adds an id of any kind, or the slug or outside identifier of an entity. With a relationship it adds both ends. */
export function addTarget(reference: string, found: References): void {
  found.targets.add(reference);
  switch (idKind(reference)) {
    case 'tie':
      found.tieIds.add(reference);
      found.entityIds.add(tieParts(reference).from).add(tieParts(reference).to);
      break;
    case 'event':
      found.eventIds.add(reference);
      break;
    case 'source':
      found.sourceIds.add(reference);
      break;
    case 'evidence':
      found.evidenceIds.add(reference);
      break;
    default:
      addEntity(reference, found);
      if (isSlug(reference)) found.targets.add(entityId(reference));
  }
}

function collectEntity(row: EntityRow, other: string | null | undefined, found: References): void {
  found.slugs.add(row.slug);
  found.entityIds.add(entityId(row.slug));
  found.targets.add(entityId(row.slug));
  for (const { scheme, value } of row.identifiers ?? []) found.identifiers.add(`${scheme}:${value}`);
  addEntity(other, found);
}

function collectEvidence(rows: readonly EvidenceRow[] | null | undefined, found: References): void {
  for (const row of rows ?? []) {
    found.sourceIds.add(sourceOf(row));
    addEntity(row.attributedTo, found);
  }
}

function addEntity(reference: string | null | undefined, found: References): void {
  if (!reference) return;
  if (idKind(reference) === 'entity') found.entityIds.add(reference);
  else if (isSlug(reference)) found.slugs.add(reference);
  else if (isOutsideIdentifier(reference)) found.identifiers.add(reference);
}

/** The ids of the ties that the rows may be about. The entities that the rows refer to must be loaded. */
export function tieIdsOf(rows: readonly CheckedRow[], space: Workspace): string[] {
  const ids = rows.filter(isGood).flatMap((checked) => {
    if (checked.kind === 'relationships') return relationshipId(checked.row, space);
    return checked.kind === 'places' && checked.row.within
      ? relationshipId(withinRow(checked.row, checked.row.within, space), space)
      : null;
  });
  return [...new Set(ids.filter((id) => id !== null))];
}

/** The id of the entity that a row is about. An outside identifier takes precedence over the slug. */
export function entityIdOf(row: EntityRow, space: Workspace): string {
  const identified = (row.identifiers ?? []).map(({ scheme, value }) => space.identifiers.get(`${scheme}:${value}`));
  return identified.find((id) => id !== undefined) ?? space.slugs.get(row.slug) ?? entityId(row.slug);
}

/** The `within` of a place row as a row of a LOCATED_IN tie. */
export function withinRow(place: EntityRow, within: string, space: Workspace): RelationshipRow {
  return { type: 'LOCATED_IN', from: entityIdOf(place, space), to: within };
}

/** The id of the tie that a row is about; null where an end cannot be resolved. */
export function relationshipId(row: RelationshipRow, space: Workspace): string | null {
  if (row.id) return idKind(row.id) === 'tie' ? row.id : null;
  const [from, to] = [endId(row.from, space), endId(row.to, space)];
  const against = (row.against ?? []).map((reference) => endId(reference, space));
  if (!from || !to || against.some((id) => id === null)) return null;
  const [first, second] = storedEnds(row.type, from, to);
  return tieId(row.type, first, second, namingOf(row, against as string[]));
}

/** What the id of a tie is derived from, where the row does not give the id. */
function namingOf({ mintedAs, key, start }: RelationshipRow, against: readonly string[]): Parameters<typeof tieId>[3] {
  if (mintedAs) return { own: mintedAs };
  return key ? { key } : { start: start ?? null, against };
}

function endId(reference: string, space: Workspace): string | null {
  const known = space.slugs.get(reference) ?? space.identifiers.get(reference);
  if (known) return known;
  if (idKind(reference) === 'entity') return reference;
  return isSlug(reference) ? entityId(reference) : null;
}
