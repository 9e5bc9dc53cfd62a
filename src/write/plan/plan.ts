import type { Transaction } from '../../engine/engine.ts';
import type { Stamp } from '../load/changeTracker.ts';
import type { DryRunOverlay } from '../load/dryRunOverlay.ts';
import type { EntityCache } from '../load/entityCache.ts';
import { load } from '../load/load.ts';
import { UnitOfWork } from '../load/unitOfWork.ts';
import type { RowOutcome } from '../report.ts';
import type { CheckedRow } from '../validate/validate.ts';
import { planActor, planPlace } from './entity.ts';
import { planEvent } from './event.ts';
import { planMerge, planUnmerge } from './merge.ts';
import { planPassage } from './passage.ts';
import { planRelationship } from './relationship.ts';
import { planRestoration } from './restore.ts';
import { planRetraction } from './retract.ts';
import { planSource } from './source.ts';

/** Records that planning uses in addition to what it loads from the store. */
export interface PlanOptions {
  readonly overlay?: DryRunOverlay;
  readonly cache?: EntityCache | undefined;
}

/** A unit of work with all planned changes, and the outcome of each row. */
export interface Plan {
  readonly unit: UnitOfWork;
  readonly outcomes: readonly RowOutcome[];
}

/** Loads what the rows refer to, and plans them one after the other. */
export async function planRows(
  transaction: Transaction,
  checked: readonly CheckedRow[],
  stamp: Stamp,
  { overlay, cache }: PlanOptions = {},
): Promise<Plan> {
  const unit = new UnitOfWork(stamp, overlay, cache);
  await load(transaction, unit, checked);
  return { unit, outcomes: checked.map((row) => planRow(unit, row)) };
}

/** Plans one row or command on top of those before it. A rejected row plans nothing. */
function planRow(unit: UnitOfWork, checked: CheckedRow): RowOutcome {
  if ('problems' in checked) return { problems: checked.problems };
  switch (checked.kind) {
    case 'sources':
      return planSource(unit, checked.row);
    case 'places':
      return planPlace(unit, checked.row);
    case 'actors':
      return planActor(unit, checked.row);
    case 'events':
      return planEvent(unit, checked.row);
    case 'relationships':
      return planRelationship(unit, checked.row);
    case 'passages':
      return planPassage(unit, checked.row);
    case 'retractions':
      return planRetraction(unit, checked.row);
    case 'restorations':
      return planRestoration(unit, checked.row);
    case 'merges':
      return planMerge(unit, checked.row);
    case 'unmerges':
      return planUnmerge(unit, checked.row);
  }
}
