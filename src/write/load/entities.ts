import type { Row, Transaction } from '../../engine/engine.ts';
import { ENTITY } from '../../store/entity.ts';
import type { CheckedRow } from '../validate/validate.ts';
import type { EntityCache } from './entityCache.ts';
import { CANONS, ENTITIES, ENTITIES_BY_CANON, ENTITIES_BY_IDENTIFIER, ENTITIES_BY_SLUG, NAMES_BY_OWNER } from './load.cypher.ts';
import { decodeEntities, queryByList } from './records.ts';
import type { References } from './references.ts';
import type { UnitOfWork } from './unitOfWork.ts';

/** Loads the entities that the rows refer to; for merges and corrections, also all entities with the same canon. */
export async function loadReferencedEntities(
  transaction: Transaction,
  unit: UnitOfWork,
  references: References,
  rows: readonly CheckedRow[],
  cache: EntityCache | undefined,
): Promise<void> {
  const ids = new Set(references.entityIds);
  const uncached = cache ? loadCached(unit, cache, references, ids) : references.slugs;
  for (const [slug, id] of await queryByList(transaction, ENTITIES_BY_SLUG, 'slugs', uncached)) {
    unit.slugs.set(slug as string, id as string);
    ids.add(id as string);
  }
  for (const [key, id] of await queryByList(transaction, ENTITIES_BY_IDENTIFIER, 'keys', references.identifiers)) {
    unit.identifiers.set(key as string, id as string);
    ids.add(id as string);
  }
  for (const id of ids) if (unit.entities.get(id)) ids.delete(id);
  await loadWithNames(transaction, unit, await queryByList(transaction, ENTITIES, 'ids', ids), ids);
  if (!hasMerges(rows) && !rows.some(({ kind }) => kind === 'corrections')) return;
  const canons = new Set(unit.entities.all().map((entity) => entity.canon));
  const members = await queryByList(transaction, ENTITIES_BY_CANON, 'canons', canons);
  await loadWithNames(
    transaction,
    unit,
    members,
    members.map(([values]) => ENTITY.decode(values!).id),
  );
}

/** Whether actors are merged, or separated again. */
export function hasMerges(rows: readonly CheckedRow[]): boolean {
  return rows.some(({ kind }) => kind === 'merges' || kind === 'unmerges');
}

/** Loads what entities are merged into, and whether others are merged into them, of those that are not loaded themselves. */
export async function loadCanons(transaction: Transaction, unit: UnitOfWork, ids: readonly string[]): Promise<void> {
  const unknown = ids.filter((id) => !unit.entities.get(id));
  for (const [id, canon] of await queryByList(transaction, CANONS, 'ids', unknown)) unit.canons.set(id as string, canon as string);
}

/** Loads what the cache has. Returns the slugs that it does not have. */
function loadCached(unit: UnitOfWork, cache: EntityCache, references: References, ids: Set<string>): Set<string> {
  const uncached = new Set<string>();
  for (const slug of references.slugs) {
    const id = cache.slugs.get(slug);
    if (id === undefined) uncached.add(slug);
    else {
      unit.slugs.set(slug, id);
      ids.add(id);
    }
  }
  unit.entities.load([...ids].flatMap((id) => cache.entities.get(id) ?? []));
  return uncached;
}

async function loadWithNames(transaction: Transaction, unit: UnitOfWork, found: readonly Row[], ids: Iterable<string>): Promise<void> {
  unit.entities.load(decodeEntities(found, await queryByList(transaction, NAMES_BY_OWNER, 'ids', ids)));
}
