import { parseDate } from '../../model/date.ts';
import { EVIDENCE_FIELDS } from '../../records/source.ts';
import { evidenceId } from '../../store/mintId.ts';
import type { EvidenceRecord } from '../../store/source.ts';
import type { Effect } from '../load/changeTracker.ts';
import { aboutOf, sourceIdOf } from '../load/rowIds.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import type { PassageRow } from '../validate/commands.ts';
import { type Problem, problem } from '../validate/problem.ts';
import type { EvidenceRow } from '../validate/rows.ts';
import { reassess } from './assess.ts';
import { actorIn, checkNotRetracted, type RowOutcome } from './common.ts';
import { takenFrom } from './fields.ts';
import { checkPassage } from './quotes.ts';

/** Plans a passage about an existing relationship or event, and reassesses its status and confidence. */
export function planPassage(unit: UnitOfWork, row: PassageRow): RowOutcome {
  const about = aboutOf(row.about);
  const problems = [...checkNotRetracted(unit, about, 'about'), ...checkReferences(unit, row, '')];
  if (problems.length === 0 && !unit.ties.get(about) && !unit.events.get(about)) {
    const message = `Expected the id of a relationship, or the id or key of an event; found none for "${row.about}". Write it first.`;
    problems.push(problem('about', 'UNKNOWN_ID', message));
  }
  if (problems.length > 0) return { problems };
  const record = evidenceRecord(unit, about, row);
  const retracted = checkNotRetracted(unit, record.id, null);
  if (retracted.length > 0) return { problems: retracted };

  const effect = unit.evidence.put(record, unit.stamp);
  unit.indexEvidence(record);
  reassess(unit, about);
  return { id: record.id, effect };
}

/** The problems of the evidence of a row: its sources and speakers must exist. */
export function checkEvidence(unit: UnitOfWork, rows: readonly EvidenceRow[]): Problem[] {
  return rows.flatMap((row, index) => checkReferences(unit, row, `evidence[${index}].`));
}

function checkReferences(unit: UnitOfWork, row: EvidenceRow, path: string): Problem[] {
  const problems: Problem[] = [];
  if (!unit.sources.get(sourceIdOf(row))) {
    const message = `Expected the key or id of a source; found none for "${row.source}". Write the source first.`;
    problems.push(problem(`${path}source`, 'UNKNOWN_SOURCE', message));
  }
  if (row.attributedTo) actorIn(unit, row.attributedTo, `${path}attributedTo`, problems, ', or use `attribution` for words');
  return [...problems, ...checkPassage(unit, sourceIdOf(row), row, path)];
}

/** The problems of passages that were retracted: they must be restored, not written again. */
export function checkRetractedEvidence(unit: UnitOfWork, about: string, rows: readonly EvidenceRow[]): Problem[] {
  if (unit.retracted.isEmpty()) return [];
  return rows.flatMap((row, index) => checkNotRetracted(unit, evidenceRecord(unit, about, row).id, `evidence[${index}]`));
}

/** Plans checked evidence about a tie or event. */
export function planEvidence(unit: UnitOfWork, about: string, rows: readonly EvidenceRow[]): Effect {
  let effect: Effect = 'UNCHANGED';
  for (const row of rows) {
    const record = evidenceRecord(unit, about, row);
    if (unit.evidence.put(record, unit.stamp) !== 'UNCHANGED') effect = 'UPDATED';
    unit.indexEvidence(record);
  }
  return effect;
}

function evidenceRecord(unit: UnitOfWork, about: string, row: EvidenceRow): Omit<EvidenceRecord, 'recordedAt' | 'revision'> {
  const source = sourceIdOf(row);
  const attributedTo = row.attributedTo ? unit.entity(row.attributedTo)!.id : null;
  const stance = row.stance ?? 'ASSERTS';
  const { locator = null, attribution = null } = row;
  // A stored text is in NFC; so is what is quoted from it.
  const quote = unit.documentOf(source) ? row.quote.normalize('NFC') : row.quote;
  const id = evidenceId({ about, source, locator, stance, speaker: attributedTo ?? attribution, quote });
  const taken = takenFrom(EVIDENCE_FIELDS, { ...row, about, quote }, unit.evidence.get(id));
  return { id, about, source, attributedTo, ord: evidenceOrd(stance, taken.statedOn, id), ...taken, attribution };
}

/** Sort key: asserting before denying, then by the day stated, unknown days last, then by id. */
export function evidenceOrd(stance: string, statedOn: string | null, id: string): string {
  const day = statedOn === null ? '9999999' : String(parseDate(statedOn).first).padStart(7, '0');
  return `${stance === 'ASSERTS' ? 0 : 1}|${day}|${id}`;
}
