import { setImmediate } from 'node:timers/promises';
import { ProjectionBuilder } from '../analysis/projection/builder.ts';
import type { Projection } from '../analysis/projection/projection.ts';
import type { ProjectionEntity, ProjectionTie } from '../analysis/projection/records.ts';
import type { BaseMaker } from '../analysis/projection/staged.ts';
import type { Engine, Row, Value } from '../engine/engine.ts';
import { datesText } from '../model/interval.ts';
import type { EntityKind, Status } from '../model/kinds.ts';
import { latestRevisionOf } from './clock.ts';
import { SCAN_ENTITIES, SCAN_TIES } from './revisions.cypher.ts';

const ENTITIES_PER_PAGE = 5_000;
/** Entities whose ties are read at once: few, since other requests wait while they are decoded. */
const OWNERS_PER_PAGE = 400;
/** A base of fewer ties is made at once: that takes less than to start a thread. */
export const MIN_TIES_MADE_BESIDE = 20_000;
/** Milliseconds after which other requests have a turn. */
const SLICE = 10;

/**
 * Builds the projection from a scan of the whole store. The scan may see parts of revisions that are written meanwhile. The
 * projection bears the revision at the start of the scan, and following from there corrects it: change sets hold whole records.
 */
export async function buildProjection(engine: Engine, maker: BaseMaker | null = null): Promise<Projection> {
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
  for (let start = 0; start < ids.length; start += OWNERS_PER_PAGE) {
    const rows = await engine.read(SCAN_TIES, { ids: ids.slice(start, start + OWNERS_PER_PAGE) });
    let since = performance.now();
    for (const [ties] of rows) {
      builder.addTies((ties as readonly Value[]).map(tieRecord));
      if (performance.now() - since < SLICE) continue;
      await setImmediate();
      since = performance.now();
    }
  }
  const isLarge = builder.tieCount >= MIN_TIES_MADE_BESIDE;
  return maker !== null && isLarge ? builder.finishBy(maker, revision) : builder.finish(revision);
}

function entityRecord([id, kind, canon, name]: Row): ProjectionEntity {
  return { id: id as string, kind: kind as EntityKind, canon: canon as string, name: name as string };
}

/** The id of a tie, its six days, of which stores of earlier versions lack the last two, and its runs. */
type TieDays = readonly [string, number, number, number, number, number | null, number | null, readonly number[] | null];

/** As an `Interval` has them, in its order. */
type GivenDates = readonly [string | null, string | null, boolean | null, string | null, string | null];

function tieRecord(value: Value): ProjectionTie {
  const [id, lo, hi, clo, chi, alo, ahi, runs, status, confidence, confidenceSet, ...given] = value as readonly [
    ...TieDays,
    Status,
    number,
    boolean | null,
    ...GivenDates,
  ];
  const [start, end, ongoing, attestedFrom, attestedUntil] = given;
  const dates = datesText({ start, end, ongoing, attestedFrom, attestedUntil });
  return { id, lo, hi, clo, chi, alo, ahi, runs, status, confidence, confidenceSet: confidenceSet === true, dates };
}
