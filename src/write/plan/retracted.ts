import type { UnitOfWork } from '../load/unitOfWork.ts';
import type { Problem } from '../report.ts';
import { problem } from '../validate/check.ts';

/** Rejects a row about a retracted record: writing it again would undo the retraction without a reason. */
export function checkNotRetracted(unit: UnitOfWork, id: string, field: string | null): Problem[] {
  const retracted = unit.retracted.get(id);
  if (!retracted) return [];
  const message = `Expected something that is not retracted; ${id} was retracted in revision ${retracted.revision}: ${retracted.reason} Restore it first.`;
  return [problem(field, 'RETRACTED', message)];
}
