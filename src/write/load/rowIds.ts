import { idKind, isSlug, storedEnds } from '../../model/id.ts';
import { entityId, eventId, sourceId, tieId } from '../../store/mintId.ts';
import type { EntityRow, RelationshipRow } from '../validate/rows.ts';
import { type CheckedRow, isValid } from '../validate/validate.ts';
import type { UnitOfWork } from './unitOfWork.ts';

/** The id of the event that a key or id refers to. */
export function eventIdOf(key: string): string {
  return idKind(key) === 'event' ? key : eventId(key);
}

/** The id of the source that a passage or document refers to by key or id. */
export function sourceIdOf({ source }: { readonly source: string }): string {
  return idKind(source) === 'source' ? source : sourceId(source);
}

/** The id of what evidence is about: a relationship by its id, an event by its id or key. */
export function aboutOf(reference: string): string {
  return idKind(reference) === 'tie' ? reference : eventIdOf(reference);
}

/** The ids of the ties that the rows may be about. The entities that the rows refer to must be loaded. */
export function tieIdsOf(rows: readonly CheckedRow[], unit: UnitOfWork): string[] {
  const ids = rows.filter(isValid).flatMap((checked) => {
    if (checked.kind === 'relationships') return relationshipId(checked.row, unit);
    return checked.kind === 'places' && checked.row.within ? relationshipId(withinRow(checked.row, checked.row.within, unit), unit) : null;
  });
  return [...new Set(ids.filter((id) => id !== null))];
}

/** The outside identifiers of a row, as `scheme:value`. */
export function identifiersOf(row: EntityRow): string[] {
  return (row.identifiers ?? []).map(({ scheme, value }) => `${scheme}:${value}`);
}

/** The id of the entity that a row is about. An outside identifier takes precedence over the slug. */
export function entityIdOf(row: EntityRow, unit: UnitOfWork): string {
  const identified = identifiersOf(row).map((key) => unit.identifiers.get(key));
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
