import { SOURCE_FIELDS } from '../../records/source.ts';
import { sortKey } from '../../store/entity.ts';
import { sourceId } from '../../store/mintId.ts';
import { WEIGHING_FIELDS } from '../../store/source.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import type { SourceRow } from '../validate/rows.ts';
import { reassess } from './assess.ts';
import { checkNotRetracted, type RowOutcome } from './common.ts';
import { takenFrom } from './fields.ts';

export function planSource(unit: UnitOfWork, row: SourceRow): RowOutcome {
  const id = sourceId(row.key);
  const retracted = checkNotRetracted(unit, id, 'key');
  if (retracted.length > 0) return { problems: retracted };
  const existing = unit.sources.get(id);
  const taken = takenFrom(SOURCE_FIELDS, row, existing);
  const hasOtherWeight = WEIGHING_FIELDS.some((field) => existing && existing[field] !== taken[field]);
  const effect = unit.sources.put({ id, sort: sortKey(row.title, id), ...taken }, unit.stamp);
  if (hasOtherWeight && unit.widelyCited.has(id)) unit.reassessedLater.add(id);
  for (const about of hasOtherWeight ? (unit.citing.get(id) ?? []) : []) reassess(unit, about);
  return { id, effect };
}
