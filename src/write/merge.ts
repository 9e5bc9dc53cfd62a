import { sortKey } from '../store/entity.ts';
import { problem } from './check.ts';
import type { MergeRow, RetractionRow } from './commands.ts';
import type { Problem, RowOutcome } from './report.ts';
import type { NamedEntity, Workspace } from './workspace.ts';

/**
 * Merges an actor into another. Nothing moves: ties, names and evidence stay with the actor that they were recorded with.
 * It points to the other, and all merged actors have the same `canon`. So a merge can be undone exactly.
 */
export function planMerge(space: Workspace, { keep: kept, merge: merged, reason }: MergeRow): RowOutcome {
  const problems: Problem[] = [];
  const keep = actorNamed(space, kept, 'keep', problems);
  const merge = actorNamed(space, merged, 'merge', problems);
  if (!keep || !merge) return { problems };
  if (merge.mergedInto === keep.id) return { id: merge.id, effect: 'UNCHANGED' };
  const senseless = whyNot(space, keep, merge);
  if (senseless) return { problems: [problem('merge', 'BAD_MERGE', senseless)] };

  const members = space.entities.all().filter((entity) => entity.canon === merge.id);
  for (const member of members) {
    space.entities.lay({ ...member, canon: keep.canon, canonKind: keep.canonKind, sort: sortOfCanon(space, keep) });
  }
  const root = space.entities.get(merge.id)!;
  space.entities.lay({ ...root, mergedInto: keep.id, mergeReason: reason, mergedAt: space.stamp.at });
  return { id: merge.id, effect: 'UPDATED' };
}

function whyNot(space: Workspace, keep: NamedEntity, merge: NamedEntity): string | null {
  if (keep.id === merge.id) return `Expected two actors; got ${merge.name} twice.`;
  if (merge.mergedInto !== null) {
    return `Expected an actor that is not merged yet; ${merge.name} is merged into ${space.nameOf(merge.mergedInto)}. Undo that first, or merge ${space.nameOf(merge.canon)}.`;
  }
  if (keep.canon === merge.id) {
    return `Expected another actor to keep; ${keep.name} is itself merged into ${merge.name}. Undo that first, or keep ${merge.name}.`;
  }
  return null;
}

/** Undoes a merge: the actor, with all that were merged into it, is separate again. */
export function planUnmerge(space: Workspace, row: RetractionRow): RowOutcome {
  const problems: Problem[] = [];
  const actor = actorNamed(space, row.id, 'id', problems);
  if (!actor) return { problems };
  if (actor.mergedInto === null) {
    const message = `Expected an actor that is merged into another; ${actor.name} is not. Name it by its old id or slug, as \`mergedFrom\` lists it.`;
    return { problems: [problem('id', 'BAD_MERGE', message)] };
  }
  const free = { ...actor, mergedInto: null, mergeReason: null, mergedAt: null };
  space.entities.lay(free);
  const below = mergedBelow(space, actor);
  for (const member of [free, ...below]) {
    space.entities.lay({ ...member, canon: actor.id, canonKind: actor.kind, sort: sortKey(actor.name, actor.id) });
  }
  return { id: actor.id, effect: 'UPDATED' };
}

/** All actors that were merged into an actor, directly or through others. */
function mergedBelow(space: Workspace, actor: NamedEntity): NamedEntity[] {
  const below: NamedEntity[] = [];
  const group = space.entities.all().filter((entity) => entity.canon === actor.canon);
  for (let level = [actor]; level.length > 0; ) {
    const ids = new Set(level.map((entity) => entity.id));
    level = group.filter((entity) => entity.mergedInto !== null && ids.has(entity.mergedInto));
    below.push(...level);
  }
  return below;
}

function actorNamed(space: Workspace, reference: string, field: string, problems: Problem[]): NamedEntity | undefined {
  const entity = space.entity(reference);
  if (entity && entity.kind !== 'PLACE') return entity;
  const found = entity ? `"${reference}" is a place` : `found none named "${reference}"`;
  problems.push(problem(field, entity ? 'WRONG_END' : 'UNKNOWN_ENTITY', `Expected the id, slug or scheme:value of an actor; ${found}.`));
  return undefined;
}

function sortOfCanon(space: Workspace, keep: NamedEntity): string {
  const canon = space.entities.get(keep.canon)!;
  return sortKey(canon.name, canon.id);
}
