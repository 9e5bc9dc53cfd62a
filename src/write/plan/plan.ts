import type { UnitOfWork } from '../load/unitOfWork.ts';
import type { CheckedRow } from '../validate/validate.ts';
import type { RowOutcome } from './common.ts';
import { planActor, planPlace } from './entity.ts';
import { planEvent } from './event.ts';
import { planPassage } from './evidence.ts';
import { planMerge, planUnmerge } from './merge.ts';
import { planRelationship } from './relationship.ts';
import { planRestoration, planRetraction } from './retraction.ts';
import { planSource } from './source.ts';

/** Plans valid rows one after the other. The planned changes are in the unit of work; the result is the outcome of each row. */
export function planRows(unit: UnitOfWork, checked: readonly CheckedRow[]): RowOutcome[] {
  return checked.map((row) => planRow(unit, row));
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
