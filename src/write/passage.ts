import { problem } from './check.ts';
import type { PassageRow } from './commands.ts';
import { checkEvidence, checkRetractedEvidence, evidenceRecord } from './evidence.ts';
import { aboutOf } from './references.ts';
import type { RowOutcome } from './report.ts';
import { checkNotRetracted } from './retracted.ts';
import { weighAnew } from './weigh.ts';
import type { Workspace } from './workspace.ts';

/** Plans a passage about an existing relationship or event, and reassesses its status and confidence. */
export function planPassage(space: Workspace, row: PassageRow): RowOutcome {
  const about = aboutOf(row.about);
  const problems = [...checkNotRetracted(space, about, 'about'), ...checkEvidence(space, [row], '').map(ofTheRowItself)];
  if (problems.length === 0 && !space.ties.get(about) && !space.events.get(about)) {
    const message = `Expected the id of a relationship, or the id or key of an event; found none for "${row.about}". Write it first.`;
    problems.push(problem('about', 'UNKNOWN_ID', message));
  }
  if (problems.length === 0) problems.push(...checkRetractedEvidence(space, about, [row], '').map(ofTheRowItself));
  if (problems.length > 0) return { problems };

  const record = evidenceRecord(space, about, row);
  const effect = space.evidence.put(record, space.stamp);
  space.noteEvidence(record);
  weighAnew(space, about);
  return { id: record.id, effect };
}

/** The field `[0].source` of a list of one row is the field `source` of the row itself. */
function ofTheRowItself<T extends { readonly field: string | null }>(problem: T): T {
  return { ...problem, field: problem.field?.replace(/^\[0\]\.?/, '') || null };
}
