import { parseDate } from '../model/date.ts';
import { idKind } from '../model/id.ts';
import { evidenceId, sourceId } from '../store/mintId.ts';
import type { EvidenceRecord } from '../store/source.ts';
import type { Effect } from './changeTracker.ts';
import { problem } from './check.ts';
import { patched } from './fields.ts';
import type { Problem } from './report.ts';
import { checkNotRetracted } from './retracted.ts';
import type { EvidenceRow } from './rows.ts';
import type { UnitOfWork } from './unitOfWork.ts';

/** The problems of the evidence of a row: its sources and speakers must exist. */
export function checkEvidence(unit: UnitOfWork, rows: readonly EvidenceRow[], path = 'evidence'): Problem[] {
  return rows.flatMap((row, index) => {
    const problems: Problem[] = [];
    if (!unit.sources.get(sourceIdOf(row))) {
      const message = `Expected the key or id of a source; found none for "${row.source}". Write the source first.`;
      problems.push(problem(`${path}[${index}].source`, 'UNKNOWN_SOURCE', message));
    }
    const speaker = row.attributedTo ? unit.entity(row.attributedTo) : undefined;
    if (row.attributedTo && (!speaker || speaker.kind === 'PLACE')) {
      const message = `Expected an actor; found none named "${row.attributedTo}". Write the actor first, or use \`attribution\` for words.`;
      problems.push(problem(`${path}[${index}].attributedTo`, 'UNKNOWN_ENTITY', message));
    }
    return problems;
  });
}

/** The problems of passages that were retracted: they must be restored, not written again. */
export function checkRetractedEvidence(unit: UnitOfWork, about: string, rows: readonly EvidenceRow[], path = 'evidence'): Problem[] {
  if (unit.retracted.isEmpty()) return [];
  return rows.flatMap((row, index) => checkNotRetracted(unit, evidenceRecord(unit, about, row).id, `${path}[${index}]`));
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

/** The id of the source that a row refers to by key or id. */
export function sourceIdOf(row: EvidenceRow): string {
  return idKind(row.source) === 'source' ? row.source : sourceId(row.source);
}

export function evidenceRecord(unit: UnitOfWork, about: string, row: EvidenceRow): Omit<EvidenceRecord, 'recordedAt' | 'revision'> {
  const source = sourceIdOf(row);
  const attributedTo = row.attributedTo ? unit.entity(row.attributedTo)!.id : null;
  const stance = row.stance ?? 'ASSERTS';
  const attribution = row.attribution ?? null;
  const locator = row.locator ?? null;
  const id = evidenceId({ about, source, locator, stance, speaker: attributedTo ?? attribution, quote: row.quote });
  const existing = unit.evidence.get(id);
  const statedOn = patched(row.statedOn, existing?.statedOn);
  return {
    id,
    about,
    source,
    locator,
    stance,
    quote: row.quote,
    verbatim: row.verbatim ?? existing?.verbatim ?? false,
    hedged: row.hedged ?? existing?.hedged ?? false,
    attributedTo,
    attribution,
    statedOn,
    asOf: patched(row.asOf, existing?.asOf),
    deathsBest: patched(row.deathsBest, existing?.deathsBest),
    deathsLow: patched(row.deathsLow, existing?.deathsLow),
    deathsHigh: patched(row.deathsHigh, existing?.deathsHigh),
    deathsText: patched(row.deathsText, existing?.deathsText),
    ord: evidenceOrd(stance, statedOn, id),
  };
}

/** Sort key: asserting before denying, then by the day stated, unknown days last, then by id. */
function evidenceOrd(stance: string, statedOn: string | null, id: string): string {
  const day = statedOn === null ? '9999999' : String(parseDate(statedOn).first).padStart(7, '0');
  return `${stance === 'ASSERTS' ? 0 : 1}|${day}|${id}`;
}
