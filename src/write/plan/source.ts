import { SOURCE_FIELDS } from '../../records/source.ts';
import { sortKey } from '../../store/entity.ts';
import { sourceId } from '../../store/mintId.ts';
import { WEIGHING_FIELDS } from '../../store/source.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import type { SourceRow } from '../validate/rows.ts';
import { reassess } from './assess.ts';
import { checkNotRetracted, type RowOutcome, rejected } from './common.ts';
import { takenFrom } from './fields.ts';

export function planSource(unit: UnitOfWork, row: SourceRow): RowOutcome {
  const id = sourceId(row.key);
  const retracted = checkNotRetracted(unit, id, 'key');
  if (retracted.length > 0) return { problems: retracted };
  const existing = unit.sources.get(id);
  const taken = takenFrom(SOURCE_FIELDS, row, existing);
  const changed = WEIGHING_FIELDS.find((field) => existing && existing[field] !== taken[field]);
  const citing = changed ? (unit.citing.get(id) ?? []) : [];
  if (citing.length > MAX_CITING_RECORDS) return rejected(changed!, 'TOO_WIDE', tooManyCiting(row.key, SOURCE_FIELDS[changed!].label));
  const effect = unit.sources.put({ id, sort: sortKey(row.title, id), ...taken }, unit.stamp);
  for (const about of citing) reassess(unit, about);
  return { id, effect };
}

/** All ties and events that cite a source are reassessed in the same revision; this limits the size of its change set. */
const MAX_CITING_RECORDS = 20_000;

function tooManyCiting(key: string, what: string): string {
  return `Expected a source that at most ${MAX_CITING_RECORDS} relationships and events cite; more cite "${key}". To change its ${what}, record it as a new source under another key.`;
}
