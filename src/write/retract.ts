import { idKind } from '../model/id.ts';
import { problem } from './check.ts';
import type { RetractionRow } from './commands.ts';
import type { RowOutcome } from './report.ts';
import type { Shelf } from './shelf.ts';
import { weighAnew } from './weigh.ts';
import type { Workspace } from './workspace.ts';

/**
 * Retracts a record: it leaves the graph and is stored whole, with the reason. The evidence of a relationship or event stays
 * where it is. What a retracted passage was about is reassessed without it. An actor, place or source can be retracted only
 * when nothing depends on it.
 */
export function planRetraction(space: Workspace, row: RetractionRow): RowOutcome {
  const id = space.entity(row.id)?.id ?? row.id;
  const known = shelfOf(space, id)?.get(id);
  const retracted = space.retracted.get(id);
  if (!known && retracted) return { id, effect: 'UNCHANGED' };
  if (!known) {
    const message = `Expected the id of something in the graph; found nothing with "${row.id}". An actor or place may also be named by its slug.`;
    return { problems: [problem('id', 'UNKNOWN_ID', message)] };
  }
  const needs = space.needs.get(id) ?? [];
  if (needs.length > 0) {
    const message = `Expected something that nothing else refers to; ${id} is still needed by ${needs.join(', ')}. Retract these first, or merge the actor into another.`;
    return { problems: [problem('id', 'STILL_NEEDED', message)] };
  }
  const about = space.evidence.get(id)?.about ?? null;
  const { at: recordedAt, revision } = space.stamp;
  space.retracted.lay({ id, kind: idKind(id)!, about, reason: row.reason, record: JSON.stringify(known), recordedAt, revision });
  shelfOf(space, id)!.take(id);
  if (about !== null) weighAnew(space, about);
  return { id, effect: 'UPDATED' };
}

/** The tracker of a record, by the kind of its id. */
export function shelfOf(space: Workspace, id: string): Shelf<{ recordedAt: string; revision: number }> | undefined {
  const kind = idKind(id);
  return kind === null ? undefined : (SHELVES[kind](space) as unknown as Shelf<{ recordedAt: string; revision: number }>);
}

const SHELVES = {
  entity: (space: Workspace) => space.entities,
  tie: (space: Workspace) => space.ties,
  event: (space: Workspace) => space.events,
  source: (space: Workspace) => space.sources,
  evidence: (space: Workspace) => space.evidence,
} as const;
