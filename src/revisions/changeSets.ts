import type { ChangeRow } from '../analysis/projection/records.ts';
import type { Engine, Row, Value } from '../engine/engine.ts';
import type { RevisionRecord } from '../store/revision.ts';
import type { Clock } from './clock.ts';
import { RevisionCache } from './revisionCache.ts';
import { CHANGE_SETS } from './revisions.cypher.ts';

/** A revision with its change set. */
export interface RevisionChanges extends Pick<RevisionRecord, 'number' | 'action' | 'by' | 'summary'> {
  readonly rows: readonly ChangeRow[];
}

/** Few, since the change set of an import has thousands of rows; enough for followers that are up to date. */
const MAX_CACHED = 20;

/** The change sets, for all followers of the clock: each is read once, unless a follower is far behind the others. */
export type ChangeSets = RevisionCache<RevisionChanges>;

export function changeSetsOf(engine: Engine, clock: Clock): ChangeSets {
  return new RevisionCache(clock, async (numbers) => (await engine.read(CHANGE_SETS, { numbers })).map(decode), MAX_CACHED);
}

function decode([number, action, by, summary, rows]: Row): RevisionChanges {
  const changes = (rows as readonly Value[]).map((row) => JSON.parse(row as string) as ChangeRow);
  return { number, action, by, summary, rows: changes } as RevisionChanges;
}
