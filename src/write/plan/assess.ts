import { confidenceOf, countVoices, statusOf, type Testimony, voiceOf } from '../../model/confidence.ts';
import { parseDate } from '../../model/date.ts';
import { type DayFields, dayFields, jointDayFields } from '../../store/dated.ts';
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

export type Assessment = Pick<TieRecord, 'status' | 'confidence' | 'confidenceSet' | 'strength' | 'assertingVoices' | 'denyingVoices'>;

/** A tie and those that are shown as it. */
type Shown = Pick<TieRecord, 'id' | 'standsFor'>;

/**
 * Status and confidence of a tie, and the voices that speak of it, from the evidence about it and about those shown as it. An
 * editor's confidence stands.
 * @param given The confidence that an editor gave, 0 to 1, or null.
 */
export function assessTie(unit: UnitOfWork, { id, standsFor }: Shown, given: number | null): Assessment {
  const testimony = [id, ...standsFor].flatMap((about) => testimonies(unit, about));
  const confidence = given ?? confidenceOf(testimony);
  const { asserting, denying } = countVoices(testimony);
  return {
    status: statusOf(testimony),
    confidence,
    confidenceSet: given !== null,
    strength: confidenceSortKey(confidence, id),
    assertingVoices: asserting,
    denyingVoices: denying,
  };
}

/** The days of a tie: it holds and is attested whenever it, or one that is shown as it, is. */
export function daysOfShown(unit: UnitOfWork, tie: Shown & Parameters<typeof dayFields>[0]): DayFields {
  if (tie.standsFor.length === 0) return dayFields(tie, tie.id);
  const others = tie.standsFor.flatMap((id) => unit.ties.get(id) ?? []);
  return jointDayFields(tie, others, tie.id);
}

/** What is stored of a tie and follows from its dates and its evidence, and from those of ties that are shown as it. */
export function derivedOfTie(unit: UnitOfWork, tie: TieRecord): DayFields & Assessment {
  return { ...daysOfShown(unit, tie), ...assessTie(unit, tie, tie.confidenceSet ? tie.confidence : null) };
}

/** Plans the status and confidence of a tie, or the status of an event, after its evidence or a source of it has changed. */
export function reassess(unit: UnitOfWork, about: string): Effect {
  const tie = unit.ties.get(about);
  if (tie) return unit.ties.put({ ...tie, ...assessTie(unit, tie, tie.confidenceSet ? tie.confidence : null) }, unit.stamp);
  const event = unit.events.get(about);
  return event ? unit.events.put({ ...event, status: statusOf(testimonies(unit, about)) }, unit.stamp) : 'UNCHANGED';
}
