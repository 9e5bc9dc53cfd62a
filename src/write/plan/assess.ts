import { confidenceOf, statusOf, type Testimony, voiceOf } from '../../model/confidence.ts';
import { parseDate } from '../../model/date.ts';
import type { EvidenceRecord, SourceRecord } from '../../store/source.ts';
import { confidenceSortKey, type TieRecord } from '../../store/tie.ts';
import type { Effect } from '../load/changeTracker.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';

/** The evidence about a tie or event, as the input of status, confidence and the count of voices. */
export function testimonies(unit: UnitOfWork, about: string): Testimony[] {
  return unit.evidenceOf(about).map((record) => testimonyOf(record, unit.sources.get(record.source), unit.canonOf));
}

/**
 * @param source The source of the passage; undefined where it is not known, which counts as not judged.
 * @param canonOf The id of the actor that one is merged into, or its own.
 */
function testimonyOf(record: EvidenceRecord, source: SourceRecord | undefined, canonOf: (actor: string) => string): Testimony {
  const said = record.statedOn ?? source?.publishedOn ?? null;
  const attributedTo = record.attributedTo === null ? null : canonOf(record.attributedTo);
  return {
    voice: voiceOf({ source: record.source, publisher: source?.publisher ?? null, attributedTo, attribution: record.attribution }),
    reliability: source?.reliability ?? 'F',
    stance: record.stance,
    hedged: record.hedged,
    said: said === null ? null : parseDate(said),
  };
}

export type Assessment = Pick<TieRecord, 'status' | 'confidence' | 'confidenceSet' | 'strength'>;

/**
 * Status and confidence of a tie. Status follows from the evidence; so does confidence, unless an editor gave one.
 * @param given The confidence that an editor gave, 0 to 1, or null.
 */
export function assessTie(unit: UnitOfWork, tie: string, given: number | null): Assessment {
  const testimony = testimonies(unit, tie);
  const confidence = given ?? confidenceOf(testimony);
  return { status: statusOf(testimony), confidence, confidenceSet: given !== null, strength: confidenceSortKey(confidence, tie) };
}

/** Plans the status and confidence of a tie, or the status of an event, after its evidence or a source of it has changed. */
export function reassess(unit: UnitOfWork, about: string): Effect {
  const tie = unit.ties.get(about);
  if (tie) return unit.ties.put({ ...tie, ...assessTie(unit, about, tie.confidenceSet ? tie.confidence : null) }, unit.stamp);
  const event = unit.events.get(about);
  return event ? unit.events.put({ ...event, status: statusOf(testimonies(unit, about)) }, unit.stamp) : 'UNCHANGED';
}
