import type { Transaction } from '../engine/engine.ts';
import type { CheckedRow } from './batch.ts';
import type { Earlier } from './earlier.ts';
import { planActor, planPlace } from './entity.ts';
import { planEvent } from './event.ts';
import type { Known } from './known.ts';
import { load } from './load.ts';
import { planMerge, planUnmerge } from './merge.ts';
import { planPassage } from './passage.ts';
import { planRelationship } from './relationship.ts';
import type { RowOutcome } from './report.ts';
import { planRestoration } from './restore.ts';
import { planRetraction } from './retract.ts';
import type { Stamp } from './shelf.ts';
import { planSource } from './source.ts';
import { Workspace } from './workspace.ts';

/** Records that planning uses in addition to what it loads from the store. */
export interface Beside {
  readonly earlier?: Earlier;
  readonly known?: Known | undefined;
}

/** A unit of work with all planned changes, and the outcome of each row. */
export interface Plan {
  readonly space: Workspace;
  readonly outcomes: readonly RowOutcome[];
}

/** Loads what the rows refer to, and plans them one after the other. */
export async function planRows(
  transaction: Transaction,
  checked: readonly CheckedRow[],
  stamp: Stamp,
  { earlier, known }: Beside = {},
): Promise<Plan> {
  const space = new Workspace(stamp, earlier, known);
  await load(transaction, space, checked);
  return { space, outcomes: checked.map((row) => planRow(space, row)) };
}

/** Plans one row or command on top of those before it. A rejected row plans nothing. */
function planRow(space: Workspace, checked: CheckedRow): RowOutcome {
  if ('problems' in checked) return { problems: checked.problems };
  switch (checked.kind) {
    case 'sources':
      return planSource(space, checked.row);
    case 'places':
      return planPlace(space, checked.row);
    case 'actors':
      return planActor(space, checked.row);
    case 'events':
      return planEvent(space, checked.row);
    case 'relationships':
      return planRelationship(space, checked.row);
    case 'passages':
      return planPassage(space, checked.row);
    case 'retractions':
      return planRetraction(space, checked.row);
    case 'restorations':
      return planRestoration(space, checked.row);
    case 'merges':
      return planMerge(space, checked.row);
    case 'unmerges':
      return planUnmerge(space, checked.row);
  }
}
