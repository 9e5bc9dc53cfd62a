import type { Engine, Row, Value } from '../engine/engine.ts';
import { groupBy } from '../model/group.ts';
import { idKind } from '../model/id.ts';
import type { ChangeSetRow } from '../write/revision/changes.ts';
import { CHANGED_LATER, CHANGED_RECORDS, REVISIONS_BY_NUMBER, WRITTEN_EVENTS } from './live.cypher.ts';
import type { LiveRevision } from './revision.ts';

/** The revisions with these numbers, in order, without those that a lagging member of a cluster does not have yet. */
export async function readRevisions(engine: Engine, numbers: readonly number[]): Promise<LiveRevision[]> {
  const [revisions, ...writtenIds] = await Promise.all([
    engine.read(REVISIONS_BY_NUMBER, { numbers }),
    engine.read(CHANGED_RECORDS, { numbers }),
    engine.read(CHANGED_LATER, { numbers }),
    engine.read(WRITTEN_EVENTS, { numbers }),
  ]);
  const idsByNumber = groupBy(writtenIds.flat(), ([number]) => number as number);
  return revisions.map((row) =>
    revisionOf(
      row,
      (idsByNumber.get(row[0] as number) ?? []).map(([, id]) => id as string),
    ),
  );
}

function revisionOf([number, action, by, summary, rows]: Row, writtenIds: readonly string[]): LiveRevision {
  const changes = (rows as readonly Value[]).map((row) => JSON.parse(row as string) as ChangeSetRow);
  const idsOf = (op: ChangeSetRow['op']) => changes.flatMap((change) => (change.op === op ? [change.id] : []));
  const canons = changes.flatMap((change) => (change.op === 'canon' ? [change.id, change.canon] : []));
  const writtenOf = (kind: 'entity' | 'event') => writtenIds.filter((id) => idKind(id) === kind);
  return {
    ...({ number, action, by, summary } as Pick<LiveRevision, 'number' | 'action' | 'by' | 'summary'>),
    ties: idsOf('tie'),
    deletedTies: idsOf('gone'),
    entities: [...new Set([...idsOf('entity'), ...canons, ...writtenOf('entity')])],
    events: [...new Set(writtenOf('event'))],
    merges: canons.length > 0,
  };
}
