import { sortKey } from '../../store/entity.ts';
import type { NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';
import type { MergeRow, RetractionRow } from '../validate/commands.ts';
import { type Problem, problem } from '../validate/problem.ts';
import { type RowOutcome, rejected } from './common.ts';

/**
 * Merges an actor into another. Nothing moves: ties, names and evidence stay with the actor that they were recorded with.
 * It points to the other, and all merged actors have the same `canon`. So a merge can be undone exactly.
 */
export function planMerge(unit: UnitOfWork, { keep: keepReference, merge: mergeReference, reason }: MergeRow): RowOutcome {
  const problems: Problem[] = [];
  const keep = actorNamed(unit, keepReference, 'keep', problems);
  const merge = actorNamed(unit, mergeReference, 'merge', problems);
  if (!keep || !merge) return { problems };
  if (merge.mergedInto === keep.id) return { id: merge.id, effect: 'UNCHANGED' };
  const invalid = invalidMerge(unit, keep, merge);
  if (invalid) return rejected('merge', 'BAD_MERGE', invalid);

  const members = unit.entities.all().filter((entity) => entity.canon === merge.id);
  for (const member of members) {
    unit.entities.set({ ...member, canon: keep.canon, canonKind: keep.canonKind, sort: sortOfCanon(unit, keep) });
  }
  const root = unit.entities.get(merge.id)!;
  unit.entities.set({ ...root, mergedInto: keep.id, mergeReason: reason, mergedAt: unit.stamp.at, hasMerged: false });
  markMerged(unit, keep.canon);
  return { id: merge.id, effect: 'UPDATED' };
}

function invalidMerge(unit: UnitOfWork, keep: NamedEntity, merge: NamedEntity): string | null {
  if (keep.id === merge.id) return `Expected two actors; got ${merge.name} twice.`;
  if (merge.mergedInto !== null) {
    return `Expected an actor that is not merged yet; ${merge.name} is merged into ${unit.nameOf(merge.mergedInto)}. Undo that first, or merge ${unit.nameOf(merge.canon)}.`;
  }
  if (keep.canon === merge.id) {
    return `Expected another actor to keep; ${keep.name} is itself merged into ${merge.name}. Undo that first, or keep ${merge.name}.`;
  }
  return null;
}

/** Undoes a merge: the actor, with all that were merged into it, is separate again. */
export function planUnmerge(unit: UnitOfWork, row: RetractionRow): RowOutcome {
  const problems: Problem[] = [];
  const actor = actorNamed(unit, row.id, 'id', problems);
  if (!actor) return { problems };
  if (actor.mergedInto === null) {
    const message = `Expected an actor that is merged into another; ${actor.name} is not. Name it by its old id or slug, as \`mergedFrom\` lists it.`;
    return rejected('id', 'BAD_MERGE', message);
  }
  const separate = { ...actor, mergedInto: null, mergeReason: null, mergedAt: null };
  unit.entities.set(separate);
  const descendants = mergedDescendants(unit, actor);
  for (const member of [separate, ...descendants]) {
    unit.entities.set({ ...member, canon: actor.id, canonKind: actor.kind, sort: sortKey(actor.name, actor.id) });
  }
  markMerged(unit, actor.canon);
  markMerged(unit, actor.id);
  return { id: actor.id, effect: 'UPDATED' };
}

/** Notes whether any actor is merged into this one, which is not merged itself. */
function markMerged(unit: UnitOfWork, id: string): void {
  const actor = unit.entities.get(id)!;
  const hasMerged = unit.entities.all().some((entity) => entity.canon === id && entity.id !== id);
  if (actor.hasMerged !== hasMerged) unit.entities.set({ ...actor, hasMerged });
}

/** All actors that were merged into an actor, directly or through others. */
function mergedDescendants(unit: UnitOfWork, actor: NamedEntity): NamedEntity[] {
  const descendants: NamedEntity[] = [];
  const group = unit.entities.all().filter((entity) => entity.canon === actor.canon);
  for (let level = [actor]; level.length > 0; ) {
    const ids = new Set(level.map((entity) => entity.id));
    level = group.filter((entity) => entity.mergedInto !== null && ids.has(entity.mergedInto));
    descendants.push(...level);
  }
  return descendants;
}

function actorNamed(unit: UnitOfWork, reference: string, field: string, problems: Problem[]): NamedEntity | undefined {
  const entity = unit.entity(reference);
  if (entity && entity.kind !== 'PLACE') return entity;
  const found = entity ? `"${reference}" is a place` : `found none named "${reference}"`;
  problems.push(problem(field, entity ? 'WRONG_END' : 'UNKNOWN_ENTITY', `Expected the id, slug or scheme:value of an actor; ${found}.`));
  return undefined;
}

function sortOfCanon(unit: UnitOfWork, keep: NamedEntity): string {
  const canon = unit.entities.get(keep.canon)!;
  return sortKey(canon.name, canon.id);
}
