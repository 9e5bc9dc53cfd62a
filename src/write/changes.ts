import type { ChangeKind, ChangeRecord } from '../store/change.ts';
import type { Stamp } from './shelf.ts';
import type { NamedEntity, Workspace } from './workspace.ts';

/**
 * One change that a revision made to the graph of ties, with all values that the projection needs: to follow a revision it
 * never reads the store again, where it could see half of a write. Stored as JSON, so its form does not change.
 */
export type ChangeSetRow =
  | { readonly op: 'entity'; readonly id: string; readonly kind: string; readonly name: string }
  | { readonly op: 'canon'; readonly id: string; readonly canon: string }
  | {
      readonly op: 'tie';
      readonly id: string;
      readonly lo: number;
      readonly hi: number;
      readonly clo: number;
      readonly chi: number;
      readonly status: string;
      readonly confidence: number;
    }
  | { readonly op: 'gone'; readonly id: string };

export function changeSetOf(space: Workspace): ChangeSetRow[] {
  // The preferred name of an entity never changes, so only its creation is recorded.
  const entities = space.entities.created().map(({ id, kind, name }): ChangeSetRow => ({ op: 'entity', id, kind, name }));
  const canons = space.entities
    .updated()
    .flatMap(({ before, after }): ChangeSetRow[] =>
      before.canon === after.canon ? [] : [{ op: 'canon', id: after.id, canon: after.canon }],
    );
  const ties = space.ties
    .changed()
    .map(({ id, lo, hi, clo, chi, status, confidence }): ChangeSetRow => ({ op: 'tie', id, lo, hi, clo, chi, status, confidence }));
  const gone = space.ties.removed().map(({ id }): ChangeSetRow => ({ op: 'gone', id }));
  return [...entities, ...canons, ...ties, ...gone];
}

interface Recorded {
  readonly id: string;
  readonly revision: number;
}

/** The history entries of a write: for each record that existed before, the fields that differ, before and after. */
export function changeRecords(space: Workspace, stamp: Stamp): ChangeRecord[] {
  const shelves = [space.entities, space.sources, space.events, space.ties, space.evidence];
  const record = (kind: ChangeKind, { id: about, revision: previous }: Recorded, before: object, after: object): ChangeRecord[] => {
    const differs = difference(before, after);
    const told = differs.after !== '{}' || kind === 'RETRACTED' || kind === 'RESTORED';
    return told ? [{ about, revision: stamp.revision, kind, previous, ...differs }] : [];
  };
  const updated = shelves.flatMap((shelf) =>
    (shelf.updated() as { before: Recorded; after: Recorded }[]).flatMap(({ before, after }) =>
      record(kindOf(before, after), before, before, after),
    ),
  );
  const removed = shelves.flatMap((shelf) => (shelf.removed() as Recorded[]).flatMap((gone) => record('RETRACTED', gone, {}, {})));
  const restored = space.retracted.removed().flatMap((retracted) => {
    const before: Recorded = JSON.parse(retracted.record);
    const after = shelves.flatMap((shelf) => (shelf.created() as Recorded[]).find(({ id }) => id === before.id) ?? []);
    return record('RESTORED', before, before, after[0] ?? before);
  });
  return [...updated, ...removed, ...restored, ...absorptions(space, stamp)];
}

function kindOf(before: object, after: object): ChangeKind {
  const [was, is] = [(before as Partial<NamedEntity>).mergedInto, (after as Partial<NamedEntity>).mergedInto];
  if (was === is) return 'UPDATED';
  return is === null ? 'UNMERGED' : 'MERGED';
}

/** A merge is also part of the history of the actor that remains. */
function absorptions(space: Workspace, stamp: Stamp): ChangeRecord[] {
  return space.entities.updated().flatMap(({ before, after }) => {
    const kind = kindOf(before, after);
    const kept = space.entities.get((kind === 'MERGED' ? after.mergedInto : before.mergedInto) ?? '');
    if (kind === 'UPDATED' || !kept) return [];
    const merged = JSON.stringify({ merged: after.id });
    return [{ about: kept.id, revision: stamp.revision, kind, previous: kept.revision, before: '{}', after: merged }];
  });
}

/** Fields that are derived, and follow from a merge recorded elsewhere. */
const UNTOLD = new Set(['revision', 'canon', 'sort']);

function difference(before: object, after: object): { before: string; after: string } {
  const was: Record<string, unknown> = {};
  const is: Record<string, unknown> = {};
  const old = before as Record<string, unknown>;
  for (const [field, value] of Object.entries(after)) {
    if (UNTOLD.has(field) || JSON.stringify(value) === JSON.stringify(old[field])) continue;
    was[field] = old[field];
    is[field] = value;
  }
  return { before: JSON.stringify(was), after: JSON.stringify(is) };
}
