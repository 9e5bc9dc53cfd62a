import type { Engine } from '../engine/engine.ts';
import { groupBy } from '../model/group.ts';
import { idKind } from '../model/id.ts';
import type { ChangeSets, RevisionChanges } from './changeSets.ts';
import { CHANGED_LATER, CHANGED_RECORDS, WRITTEN_EVENTS } from './revisions.cypher.ts';

/** What a revision changed, as ids: the records are loaded where a subscriber selects them. */
export interface LiveRevision extends Omit<RevisionChanges, 'rows'> {
  /** Ties that it created or changed. */
  readonly ties: readonly string[];
  /** Ties that it retracted. */
  readonly deletedTies: readonly string[];
  /** Entities and events that it wrote, retracted, restored or merged. */
  readonly entities: readonly string[];
  readonly events: readonly string[];
  /** Whether it merged or unmerged entities. */
  readonly merges: boolean;
}

/** The revisions with these numbers, in order, without those that a lagging member of a cluster does not have yet. */
export async function readLiveRevisions(engine: Engine, changeSets: ChangeSets, numbers: readonly number[]): Promise<LiveRevision[]> {
  const [revisions, ...writtenIds] = await Promise.all([
    changeSets.get(numbers),
    engine.read(CHANGED_RECORDS, { numbers }),
    engine.read(CHANGED_LATER, { numbers }),
    engine.read(WRITTEN_EVENTS, { numbers }),
  ]);
  const idsByNumber = groupBy(writtenIds.flat(), ([number]) => number as number);
  const idsOf = (number: number) => (idsByNumber.get(number) ?? []).map(([, id]) => id as string);
  return revisions.flatMap((revision) => (revision === null ? [] : liveRevision(revision, idsOf(revision.number))));
}

function liveRevision({ rows, ...revision }: RevisionChanges, writtenIds: readonly string[]): LiveRevision {
  const idsOf = (op: 'tie' | 'gone' | 'entity') => rows.flatMap((row) => (row.op === op ? [row.id] : []));
  const canons = rows.flatMap((row) => (row.op === 'canon' ? [row.id, row.canon] : []));
  const writtenOf = (kind: 'entity' | 'event') => writtenIds.filter((id) => idKind(id) === kind);
  return {
    ...revision,
    ties: idsOf('tie'),
    deletedTies: idsOf('gone'),
    entities: [...new Set([...idsOf('entity'), ...canons, ...writtenOf('entity')])],
    events: [...new Set(writtenOf('event'))],
    merges: canons.length > 0,
  };
}
