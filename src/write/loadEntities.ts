import type { Row, Transaction } from '../engine/engine.ts';
import { groupBy } from '../model/group.ts';
import { ENTITY, NAME, type NameRecord } from '../store/entity.ts';
import { ask } from './ask.ts';
import type { CheckedRow } from './batch.ts';
import type { References } from './references.ts';
import type { Workspace } from './workspace.ts';
import { ENTITIES, ENTITIES_BY_CANON, ENTITIES_BY_IDENTIFIER, ENTITIES_BY_SLUG, NAMES } from './write.cypher.ts';

/** Loads the entities that the rows refer to; for merges, also all entities with the same canon. */
export async function loadEntities(
  transaction: Transaction,
  space: Workspace,
  references: References,
  rows: readonly CheckedRow[],
): Promise<void> {
  const ids = new Set(references.entityIds);
  const unread = takeKnown(space, references, ids);
  for (const [slug, id] of await ask(transaction, ENTITIES_BY_SLUG, 'slugs', unread)) {
    space.slugs.set(slug as string, id as string);
    ids.add(id as string);
  }
  for (const [key, id] of await ask(transaction, ENTITIES_BY_IDENTIFIER, 'keys', references.identifiers)) {
    space.identifiers.set(key as string, id as string);
    ids.add(id as string);
  }
  for (const id of ids) if (space.entities.get(id)) ids.delete(id);
  await take(transaction, space, await ask(transaction, ENTITIES, 'ids', ids), ids);
  if (!rows.some(({ kind }) => kind === 'merges' || kind === 'unmerges')) return;
  const canons = new Set(space.entities.all().map((entity) => entity.canon));
  const members = await ask(transaction, ENTITIES_BY_CANON, 'canons', canons);
  await take(
    transaction,
    space,
    members,
    members.map(([values]) => ENTITY.decode(values!).id),
  );
}

/** Loads what the cache has. Returns the slugs that it does not have. */
function takeKnown(space: Workspace, references: References, ids: Set<string>): Set<string> {
  if (!space.known) return references.slugs;
  const unread = new Set<string>();
  for (const slug of references.slugs) {
    const id = space.known.slugs.get(slug);
    if (id === undefined) unread.add(slug);
    else {
      space.slugs.set(slug, id);
      ids.add(id);
    }
  }
  space.entities.load([...ids].flatMap((id) => space.known?.entities.get(id) ?? []));
  return unread;
}

async function take(transaction: Transaction, space: Workspace, found: readonly Row[], ids: Iterable<string>): Promise<void> {
  const names = groupBy(
    (await ask(transaction, NAMES, 'ids', ids)).map(([name]) => NAME.decode(name!)),
    (name: NameRecord) => name.owner,
  );
  space.entities.load(
    found.map(([values]) => {
      const entity = ENTITY.decode(values!);
      return { ...entity, names: (names.get(entity.id) ?? []).sort((a, b) => a.position - b.position) };
    }),
  );
}
