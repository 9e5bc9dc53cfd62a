import { aboutOf } from '../load/references.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import type { RowOutcome } from '../report.ts';
import { problem } from '../validate/check.ts';
import type { PassageRow } from '../validate/commands.ts';
import { reassess } from './assess.ts';
import { checkEvidence, checkRetractedEvidence, evidenceRecord } from './evidence.ts';
import { checkNotRetracted } from './retracted.ts';

/** Plans a passage about an existing relationship or event, and reassesses its status and confidence. */
export function planPassage(unit: UnitOfWork, row: PassageRow): RowOutcome {
  const about = aboutOf(row.about);
  const problems = [...checkNotRetracted(unit, about, 'about'), ...checkEvidence(unit, [row], '').map(relativeToRow)];
  if (problems.length === 0 && !unit.ties.get(about) && !unit.events.get(about)) {
    const message = `Expected the id of a relationship, or the id or key of an event; found none for "${row.about}". Write it first.`;
    problems.push(problem('about', 'UNKNOWN_ID', message));
  }
  if (problems.length === 0) problems.push(...checkRetractedEvidence(unit, about, [row], '').map(relativeToRow));
  if (problems.length > 0) return { problems };

  const record = evidenceRecord(unit, about, row);
  const effect = unit.evidence.put(record, unit.stamp);
  unit.indexEvidence(record);
  reassess(unit, about);
  return { id: record.id, effect };
}

/** The field `[0].source` of a list of one row is the field `source` of the row itself. */
function relativeToRow<T extends { readonly field: string | null }>(problem: T): T {
  return { ...problem, field: problem.field?.replace(/^\[0\]\.?/, '') || null };
}
