import { confidenceOf, statusOf, type Testimony } from '../../model/confidence.ts';
import { confidenceSortKey, type TieRecord } from '../../store/tie.ts';
import type { Effect } from '../load/changeTracker.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';

/** The evidence about a tie or event, as the input of status and confidence. */
export function testimonies(unit: UnitOfWork, about: string): Testimony[] {
  return unit.evidenceOf(about).map((record) => ({
    source: record.source,
    speaker: record.attributedTo ?? record.attribution,
    reliability: unit.sources.get(record.source)?.reliability ?? 'F',
    stance: record.stance,
    hedged: record.hedged,
  }));
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
