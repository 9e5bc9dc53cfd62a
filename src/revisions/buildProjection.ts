import { ProjectionBuilder } from '../analysis/projection/builder.ts';
import type { Projection } from '../analysis/projection/projection.ts';
import type { ProjectionEntity, ProjectionTie } from '../analysis/projection/records.ts';
import type { Engine, Row, Value } from '../engine/engine.ts';
import type { EntityKind, Status } from '../model/kinds.ts';
import { latestRevisionOf } from './clock.ts';
import { SCAN_ENTITIES, SCAN_TIES } from './revisions.cypher.ts';

const ENTITIES_PER_PAGE = 5_000;

/**
 * Builds the projection from a scan of the whole store. The scan may see parts of revisions that are written meanwhile. The
 * projection bears the revision at the start of the scan, and following from there corrects it: change sets hold whole records.
 */
export async function buildProjection(engine: Engine): Promise<Projection> {
  const revision = await latestRevisionOf(engine);
  const builder = new ProjectionBuilder();
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const rows = await engine.read(SCAN_ENTITIES, { after, limit: ENTITIES_PER_PAGE });
    builder.addEntities(rows.map(entityRecord));
    for (const [id] of rows) ids.push(id as string);
    if (rows.length < ENTITIES_PER_PAGE) break;
    after = ids.at(-1)!;
  }
  for (let start = 0; start < ids.length; start += ENTITIES_PER_PAGE) {
    const rows = await engine.read(SCAN_TIES, { ids: ids.slice(start, start + ENTITIES_PER_PAGE) });
    for (const [ties] of rows) builder.addTies((ties as readonly Value[]).map(tieRecord));
  }
  return builder.finish(revision);
}

function entityRecord([id, kind, canon, name]: Row): ProjectionEntity {
  return { id: id as string, kind: kind as EntityKind, canon: canon as string, name: name as string };
}

/** The id of a tie, its six days, of which stores of earlier versions lack the last two, and its runs. */
type TieDays = readonly [string, number, number, number, number, number | null, number | null, readonly number[] | null];

function tieRecord(value: Value): ProjectionTie {
  const [id, lo, hi, clo, chi, alo, ahi, runs, status, confidence, confidenceSet] = value as readonly [
    ...TieDays,
    Status,
    number,
    boolean | null,
  ];
  return { id, lo, hi, clo, chi, alo, ahi, runs, status, confidence, confidenceSet: confidenceSet === true };
}
